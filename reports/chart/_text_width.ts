/** How wide text will be: charts are drawn where no font is, for fonts that only the reader's system knows. */

/** Size of all text in charts, in CSS pixels. */
export const FONT_SIZE = 12;

/** Widths of what is not as wide as most, in shares of the font's size. */
const WIDTHS: readonly (readonly [characters: string, ems: number])[] = [
  ["iljtfrI.,:;|!'()[]{} ·", 0.38],
  ["mwMW@%…—→←★", 0.96],
  ["ABCDEFGHJKLNOPQRSTUVXYZ&#", 0.7],
];
const KNOWN = new Map(
  WIDTHS.flatMap(([characters, ems]) =>
    [...characters].map((character) => [character, ems] as const)
  ),
);
const MOST_WIDTH = 0.61;
const IDEOGRAPH = 1.05;

/**
 * Estimates the width of text. Widths are those of wide system fonts, so that text rarely needs more.
 *
 * @param text The text.
 * @returns Its width in CSS pixels.
 */
export function textWidth(text: string): number {
  let ems = 0;
  for (const character of text) {
    ems += character > "\u2e7f" ? IDEOGRAPH : KNOWN.get(character) ?? MOST_WIDTH;
  }
  return ems * FONT_SIZE;
}

/**
 * Shortens text in its middle: names of strategies differ at both ends.
 *
 * @param text The text.
 * @param width Room for it, in CSS pixels.
 * @returns The text if there is room, else its ends with `…` between.
 */
export function shorten(text: string, width: number): string {
  // What is far too long is cut before it is measured.
  const characters = [
    ...text.slice(0, MOST),
    ...(text.length > 2 * MOST ? text.slice(-MOST) : text.slice(MOST)),
  ];
  if (text.length <= 2 * MOST && textWidth(text) <= width) return text;
  let [low, high] = [0, characters.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (textWidth(cut(characters, middle)) <= width) low = middle;
    else high = middle - 1;
  }
  return cut(characters, low);
}

const MOST = 200;

function cut(characters: readonly string[], kept: number): string {
  const tail = Math.floor(kept * 0.4);
  return characters.slice(0, kept - tail).join("") + "…" +
    (tail === 0 ? "" : characters.slice(-tail).join(""));
}
