/**
 * Where the cells of a histogram of three digits lie: cells of 1 ns up to 2048, and from there on 1024
 * cells for each doubling.
 *
 * @module
 */
import type { CellLayout } from "../reports/stats/block_quantile.ts";
import { fromNanoseconds } from "./units.ts";

const FINE_CELLS = 2048;
const HALF = FINE_CELLS / 2;

/** The first number that is no cell of times; here it stands for what is infinite. */
export const BEYOND_CELL = 44 * HALF;

// How many whole numbers fall into each cell of the first 1024, the next 1024 and so on.
const WIDTHS = Float64Array.from({ length: 44 }, (_, half) => 2 ** Math.max(0, half - 1));

/** The cells in ms. */
export const HISTOGRAM_CELLS: CellLayout = {
  // What was rounded to whole nanoseconds lies half of one to either side.
  lowOf(cell) {
    if (cell === BEYOND_CELL) return Infinity;
    const least = leastOf(cell);
    return fromNanoseconds(widthOf(cell) === 1 ? least : least - 0.5);
  },
  highOf(cell) {
    if (cell === BEYOND_CELL) return Infinity;
    const least = leastOf(cell);
    const width = widthOf(cell);
    return fromNanoseconds(width === 1 ? least : least + width - 0.5);
  },
};

/**
 * The cell of a time: what its number begins with, and the length of that.
 *
 * @param nanoseconds A whole number up to 2⁵³.
 * @returns The number of the cell.
 */
export function cellOf(nanoseconds: number): number {
  let high = nanoseconds;
  let dropped = 0;
  if (high >= 2 ** 32) {
    high = Math.floor(high / 2 ** 22);
    dropped = 22;
  }
  if (high < FINE_CELLS && dropped === 0) return high;
  // Bits beyond the first eleven.
  const rest = 21 - Math.clz32(high);
  return (dropped + rest) * HALF + (high >>> rest);
}

/**
 * The least time of a cell.
 *
 * @param cell Its number.
 * @returns Whole nanoseconds.
 */
export function leastOf(cell: number): number {
  return cell < FINE_CELLS ? cell : (cell % HALF + HALF) * widthOf(cell);
}

/**
 * How wide a cell is.
 *
 * @param cell Its number.
 * @returns How many whole numbers of nanoseconds fall into it.
 */
export function widthOf(cell: number): number {
  return WIDTHS[Math.floor(cell / HALF)];
}
