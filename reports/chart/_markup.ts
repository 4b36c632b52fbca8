/**
 * Marks as text. Charts write what is many, points with their words, straight as markup.
 *
 * Note: tried the plotting library's own marks for the series as well; rejected because each point became an
 * element with 180 bytes of attributes in a document: eleven lines took 48 KB and three times as long.
 */

/** Values of attributes; what is null is left out. */
export type Attributes = Readonly<Record<string, string | number | null | undefined>>;

/**
 * Writes an element.
 *
 * @param tag Its name.
 * @param attributes Its attributes; numbers are rounded.
 * @param content Markup within it, for those that have any: HTML closes no `title` by itself.
 * @returns Markup.
 */
export function element(tag: string, attributes: Attributes, content?: string): string {
  let open = `<${tag}`;
  for (const name in attributes) {
    const value = attributes[name];
    if (value === null || value === undefined) continue;
    open += ` ${name}="${typeof value === "number" ? round(value) : escapeText(value)}"`;
  }
  return content === undefined ? `${open}/>` : `${open}>${content}</${tag}>`;
}

/**
 * Escapes text for markup, within elements and attributes, HTML and XML.
 *
 * @param text Any text.
 * @returns The text; what XML has no place for, control characters and halves of pairs, and what turns text
 *   around is replaced by U+FFFD.
 */
export function escapeText(text: string): string {
  return NEEDS_CARE.test(text)
    ? text.toWellFormed().replace(FORBIDDEN, "\ufffd").replace(TURNING, "\ufffd")
      .replace(SPECIAL, (match) => ESCAPES[match])
    : text;
}

/** Control characters and noncharacters. */
// deno-lint-ignore no-control-regex
const FORBIDDEN = /[\0-\x08\v\f\x0e-\x1f\x7f-\x9f\ufffe\uffff]/g;
/** What breaks lines or turns the text after it around. */
const TURNING = /[\u2028-\u202e\u2066-\u2069]/g;
const SPECIAL = /[&<>"'\n\r\t]/g;
// deno-lint-ignore no-control-regex
const NEEDS_CARE = /[&<>"'\0-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]/;
const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
  "\n": " ",
  "\r": " ",
  "\t": " ",
};

/**
 * Writes a coordinate.
 *
 * @param value In CSS pixels.
 * @returns At most two decimals: finer than any screen or printer.
 */
export function round(value: number): string {
  // Adding 0 makes 0 of −0.
  return String(Math.round(value * 100) / 100 + 0);
}

/**
 * Writes a coordinate of one of many points.
 *
 * @param value In CSS pixels.
 * @returns At most one decimal.
 */
export function coarse(value: number): string {
  return String(Math.round(value * 10) / 10 + 0);
}
