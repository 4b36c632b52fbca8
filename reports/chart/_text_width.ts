/** How wide text will be: charts are drawn where no font is, for fonts that only the reader's system knows. */

/** Size of all text in charts, in CSS pixels. */
export const FONT_SIZE = 12;

const NARROW = /[iljtfrI.,:;|!'()[\]{} ·]/;
const WIDE = /[mwMW@%…—→←★]/;
const CAPITAL = /[A-Z&#]/;

/**
 * Estimates the width of text. Widths are those of wide system fonts, so that text rarely needs more.
 *
 * @param text The text.
 * @returns Its width in CSS pixels.
 */
export function textWidth(text: string): number {
  let ems = 0;
  for (const character of text) {
    if (character > "\u2e7f") ems += 1.05;
    else if (NARROW.test(character)) ems += 0.38;
    else if (WIDE.test(character)) ems += 0.96;
    else if (CAPITAL.test(character)) ems += 0.7;
    else ems += 0.61;
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
