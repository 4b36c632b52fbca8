/** Rows with their names at the left. */
import { label } from "./_label.ts";
import { element, round } from "./_markup.ts";
import { textWidth } from "./_text_width.ts";

const APART = 12;

/**
 * Room for texts in a column.
 *
 * @param texts The texts.
 * @param most Most that they may take, in CSS pixels.
 * @returns What they take with room beside them; 0 if there are none.
 */
export function columnRoom(texts: readonly string[], most: number): number {
  const widest = Math.max(0, ...texts.map((text) => textWidth(text.slice(0, 200))));
  return widest === 0 ? 0 : Math.min(Math.ceil(widest) + APART, Math.floor(most));
}

/**
 * Draws the name of a row.
 *
 * @param name The name.
 * @param room Room for it, as {@linkcode columnRoom} gave it.
 * @param y Middle of the row.
 * @returns Markup.
 */
export function rowName(name: string, room: number, y: number): string {
  return label(name, room - APART, { x: 0, y: y + 4, fill: "var(--ink)" });
}

/**
 * Draws a line between rows.
 *
 * @param right Where it ends.
 * @param y Where it is.
 * @returns Markup.
 */
export function rowLine(right: number, y: number): string {
  return element("path", { d: `M0 ${round(y)}H${round(right)}`, stroke: "var(--grid)" });
}
