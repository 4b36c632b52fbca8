/**
 * Quantiles of all blocks together, with intervals whose unit is the block.
 *
 * @module
 */
import { type Interval, meanInterval } from "./intervals.ts";
import { moments } from "./moments.ts";
import { studentQuantile } from "./student.ts";

/** Where cells lie that values are counted in: numbered so that greater numbers hold greater values. */
export interface CellLayout {
  /**
   * The lower edge of a cell.
   *
   * @param cell Its number.
   * @returns The least value that it may stand for; may be infinite.
   */
  lowOf(cell: number): number;
  /**
   * The upper edge of a cell.
   *
   * @param cell Its number.
   * @returns The greatest value; the lower edge itself where the cell is a single value.
   */
  highOf(cell: number): number;
}

/** The values of one block, counted in cells. Blocks that are put together share the layout. */
export interface Tally {
  /** Where the cells lie. */
  readonly layout: CellLayout;
  /** Numbers of the cells that hold a value, ascending. */
  readonly cells: Uint16Array;
  /** How many values each holds, above 0. */
  readonly counts: Float64Array;
}

/** One of several blocks, by itself. */
export interface BlockShares extends Pick<Tally, "cells"> {
  /** For each of its cells the share of its values up to and with that cell, ascending to 1. */
  readonly shares: Float64Array;
  /** How many values it has. */
  readonly size: number;
}

/** Several blocks as one distribution, in which each block weighs the same. */
export interface PooledBlocks {
  /** Where the cells lie. */
  readonly layout: CellLayout;
  /** The least cell that holds a value of any block. */
  readonly first: number;
  /** The least after that; null if there is none. */
  readonly second: number | null;
  /** The greatest. */
  readonly last: number;
  /** Each block by itself. */
  readonly blocks: readonly BlockShares[];
}

/** What {@link blockQuantile} finds. */
export interface BlockQuantile {
  /** The quantile of all blocks together. */
  readonly value: number;
  /** Its interval; null for one block. */
  readonly interval: Interval | null;
}

/**
 * Puts blocks together. Blocks without a value are left out.
 *
 * @param blocks A tally a block.
 * @returns The pool; null if there is no value at all.
 */
export function poolBlocks(blocks: readonly Tally[]): PooledBlocks | null {
  const filled = blocks.filter(({ counts }) => counts.length > 0);
  if (filled.length === 0) return null;
  const first = Math.min(...filled.map(({ cells }) => cells[0]));
  const seconds = filled.flatMap(({ cells }) => [...cells.subarray(0, 2)])
    .filter((cell) => cell > first);
  return {
    layout: filled[0].layout,
    first,
    second: seconds.length === 0 ? null : Math.min(...seconds),
    last: Math.max(...filled.map(({ cells }) => cells[cells.length - 1])),
    blocks: filled.map(sharesOf),
  };
}

function sharesOf({ cells, counts }: Tally): BlockShares {
  const shares = new Float64Array(counts.length);
  let size = 0;
  for (let cell = 0; cell < counts.length; cell++) size += counts[cell];
  let soFar = 0;
  for (let cell = 0; cell < counts.length; cell++) {
    soFar += counts[cell];
    shares[cell] = soFar / size;
  }
  return { cells, size, shares };
}

/**
 * A quantile of all blocks together and its confidence interval, by the method of Woodruff with blocks
 * as the clusters:
 *
 *     x = Q(p),   s = standard error over blocks of the share of values up to x,
 *     interval: from Q(p − t s) to Q(p + t s)
 *
 * Q the pooled quantile function, t of Student's distribution with blocks − 1 degrees of freedom. So
 * the estimate always lies within; nothing is assumed of the shape of the distribution, nor that the
 * values of one block are independent. A share of n values is counted in steps of 1 ÷ n, and blocks that
 * happen to count alike are not certain for that: the variance of such a rounding, 1 ÷ 12n², is added.
 * Two edges:
 *
 * - Where p − t s or p + t s leaves 0 to 1, the blocks differ too much for their values to bound the
 *   quantile: three blocks that do not even overlap have nothing beyond the greatest. The interval then
 *   also takes in that of Student's t over the blocks' own quantiles.
 * - Where the lower limit comes to the least value of all, that value can only be too small, never too
 *   great, so it is tested from one side: unless that test rejects it, it is the limit, and otherwise
 *   the next value is.
 *
 * Source: R. S. Woodruff, "Confidence Intervals for Medians and Other Position Measures", Journal of
 * the American Statistical Association 47 (1952).
 *
 * Note: tried Student's t over the blocks' own quantiles alone. Coverage of its 95 % intervals for the
 * wait of M/M/1 with 3, 5, 10, 15 blocks of 20,000 tasks (this method in brackets): the median at
 * ρ = 0.5, which is the edge of the atom at 0: 97.8, 94.2, 52.7, 14.8 % (95.6, 95.1, 96.3, 95.5), because a
 * block's median is never below 0, so that its mean is too great; p99 at ρ = 0.9: 90.6, 87.3, 86.3,
 * 83.5 % (95.5, 95.3, 93.0, 93.8), because a block's p99 is skewed and on average too small. Worse than
 * this in the last case as well: their logarithms (91, 87, 79, 74), Johnson's t (88, 88, 87, 87), a
 * delete-one-block jackknife (89, 87, 85, 88), s on the scale of log(1 − p) (88, 86, 83, 88), and all x whose
 * share is within t s(x) of p (85, 83, 82, 88). Without the first edge, blocks that differ as a whole, as
 * on a noisy machine, are covered 75 times in 100 if there are three of them.
 *
 * @param pool The blocks.
 * @param p Probability from 0 to 1.
 * @param level Confidence level between 0 and 1. @default 0.95
 * @returns The quantile, in the unit of the values.
 * @throws {RangeError} If `p` is outside 0 to 1 or `level` not between them.
 */
export function blockQuantile(pool: PooledBlocks, p: number, level = 0.95): BlockQuantile {
  if (!(p >= 0 && p <= 1)) {
    throw new RangeError(`Cannot compute quantile: 'p' must be from 0 to 1, got ${p}`);
  }
  if (!(level > 0 && level < 1)) {
    throw new RangeError(`Cannot compute quantile: 'level' must be between 0 and 1, got ${level}`);
  }
  const { layout, first, second } = pool;
  const { value, cell, part } = locateInPool(pool, p);
  const blocks = pool.blocks.length;
  if (blocks < 2) return { value, interval: null };
  const { variance } = moments(pool.blocks.map((block) => {
    const [before, upTo] = sharesAbout(block, cell);
    return before + part * (upTo - before);
  }));
  const rounding = pool.blocks.reduce((sum, { size }) => sum + 1 / (12 * size * size), 0) / blocks;
  const error = Math.sqrt((variance + rounding) / blocks);
  const half = studentQuantile((1 + level) / 2, blocks - 1) * error;
  if (p - half <= 0 || p + half >= 1) {
    const own = pool.blocks.map((block) => locateInBlock(block, layout, p));
    // Without one where a block's own quantile is infinite.
    const [low, high] = meanInterval(own, level) ?? [Math.min(...own), Infinity];
    return {
      value,
      interval: [Math.min(low, valueAt(p - half)), Math.max(high, valueAt(p + half))],
    };
  }
  const isLeastRejected = valueAt(p - half) <= layout.highOf(first) && second !== null &&
    meanShares(pool, first)[1] < p - studentQuantile(level, blocks - 1) * error;
  const low = isLeastRejected ? Math.min(layout.lowOf(second), value) : valueAt(p - half);
  return { value, interval: [low, valueAt(p + half)] };

  function valueAt(probability: number): number {
    return locateInPool(pool, probability).value;
  }
}

/** A place in a quantile function. */
interface Place {
  /** The value there. */
  readonly value: number;
  /** Its cell. */
  readonly cell: number;
  /** How far into the cell it is, from 0 to 1. */
  readonly part: number;
}

function locateInPool(pool: PooledBlocks, p: number): Place {
  const cell = firstCell(pool, p);
  return placeIn(cell, { layout: pool.layout, about: meanShares(pool, cell), p });
}

function locateInBlock({ cells, shares }: BlockShares, layout: CellLayout, p: number): number {
  let index = 0;
  for (let end = cells.length - 1; index < end;) {
    const middle = (index + end) >> 1;
    if (shares[middle] < p - TOLERANCE) index = middle + 1;
    else end = middle;
  }
  const about = [index === 0 ? 0 : shares[index - 1], shares[index]] as const;
  return placeIn(cells[index], { layout, about, p }).value;
}

// What rounding takes from a sum of shares must not move a quantile to the next cell.
const TOLERANCE = 1e-12;

/**
 * The first cell up to which the mean share of blocks reaches a probability; the last if none does.
 *
 * Numbers of cells are halved, whether a block holds them or not, and with them what is left of each block:
 * all halvings together take a block little longer than looking up one cell, and this is where a report
 * would spend most of its time.
 *
 * Note: tried the cells of all blocks as one list, which takes longer to make than all quantiles that are
 * wanted of it; and the share of each block at each of them: a hundred blocks took 40 MB.
 */
function firstCell({ first, last, blocks }: PooledBlocks, p: number): number {
  const wanted = p - TOLERANCE;
  // Of each block, how many cells are known to lie up to the lower end, the upper end, and the middle.
  let from = blocks.map(() => 0);
  let to = blocks.map(({ cells }) => cells.length);
  let upTo = blocks.map(() => 0);
  let low = first;
  for (let high = last; low < high;) {
    const middle = (low + high) >> 1;
    let sum = 0;
    for (let block = 0; block < blocks.length; block++) {
      const { cells, shares } = blocks[block];
      let count = from[block];
      for (let end = to[block]; count < end;) {
        const half = (count + end) >> 1;
        if (cells[half] <= middle) count = half + 1;
        else end = half;
      }
      upTo[block] = count;
      if (count > 0) sum += shares[count - 1];
    }
    if (sum / blocks.length < wanted) {
      low = middle + 1;
      [from, upTo] = [upTo, from];
    } else {
      high = middle;
      [to, upTo] = [upTo, to];
    }
  }
  return low;
}

/** Shares of values before a cell, and up to and with it. */
type SharesAbout = readonly [before: number, upTo: number];

function placeIn(
  cell: number,
  { layout, about: [before, upTo], p }: {
    readonly layout: CellLayout;
    readonly about: SharesAbout;
    readonly p: number;
  },
): Place {
  const low = layout.lowOf(cell);
  const high = layout.highOf(cell);
  // Also where the cell is a single value: were all of it counted as up to the quantile, blocks of one
  // value each would agree that nothing lies beyond the greatest.
  const part = Math.min(1, Math.max(0, (p - before) / (upTo - before)));
  return { value: low === high ? low : low + part * (high - low), cell, part };
}

/** The means over blocks of the shares about a cell. */
function meanShares({ blocks }: PooledBlocks, cell: number): SharesAbout {
  let before = 0;
  let upTo = 0;
  for (const block of blocks) {
    const about = sharesAbout(block, cell);
    before += about[0];
    upTo += about[1];
  }
  return [before / blocks.length, upTo / blocks.length];
}

/** The shares of a block's values about a cell, which the block may not have. */
function sharesAbout({ cells, shares }: BlockShares, cell: number): SharesAbout {
  let at = 0;
  for (let end = cells.length; at < end;) {
    const middle = (at + end) >> 1;
    if (cells[middle] < cell) at = middle + 1;
    else end = middle;
  }
  const before = at === 0 ? 0 : shares[at - 1];
  return [before, cells[at] === cell ? shares[at] : before];
}
