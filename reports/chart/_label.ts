/** Text in charts. */
import { type Attributes, element, escapeText } from "./_markup.ts";
import { shorten } from "./_text_width.ts";

/**
 * Writes text that has to fit.
 *
 * @param text Any text.
 * @param width Room for it, in CSS pixels.
 * @param attributes Attributes of the element.
 * @returns A `text` element, nothing for no text; what was shortened is whole in its title.
 */
export function label(text: string, width: number, attributes: Attributes): string {
  if (text === "") return "";
  const short = shorten(text, width);
  const title = short === text ? "" : element("title", {}, escapeText(text));
  return element("text", attributes, escapeText(short) + title);
}

/** What is written across marks stands out from them by an edge in the colour of the surface. */
export const HALO: Attributes = {
  stroke: "var(--surface)",
  "stroke-width": 3,
  "stroke-linejoin": "round",
  "paint-order": "stroke",
};
