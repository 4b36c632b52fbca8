/**
 * Cells of tables.
 *
 * @module
 */
import { formatMsWithInterval, NOTHING } from "../format.ts";
import type { Interval } from "../stats/mod.ts";
import type { TableCell } from "./figure.ts";

/**
 * A name that somebody chose.
 *
 * @param text The name.
 * @param more What sets it apart.
 * @returns The cell.
 */
export function nameCell(text: string, more: Pick<TableCell, "mark" | "note"> = {}): TableCell {
  return { text, kind: "name", ...more };
}

/**
 * Words.
 *
 * @param text The words.
 * @param more What sets them apart.
 * @returns The cell.
 */
export function wordsCell(text: string, more: Pick<TableCell, "mark" | "note"> = {}): TableCell {
  return { text, kind: "words", ...more };
}

/**
 * A number.
 *
 * @param text The number as it is printed.
 * @param value What rows are sorted by.
 * @returns The cell.
 */
export function figureCell(text: string, value: number | null): TableCell {
  return { text, kind: "figure", value };
}

/**
 * A time, with its interval if it has one.
 *
 * @param ms The time in ms.
 * @param interval Its interval in ms.
 * @returns The cell.
 */
export function timeCell(ms: number | null, interval: Interval | null = null): TableCell {
  return figureCell(formatMsWithInterval(ms, interval), ms);
}

/**
 * Where there is no figure.
 *
 * @returns The cell.
 */
export function noFigure(): TableCell {
  return figureCell(NOTHING, null);
}
