/**
 * Mergeable histograms of times, in the HdrHistogram format that many tools read.
 *
 * @module
 */
import {
  build,
  decodeFromCompressedBase64,
  encodeIntoCompressedBase64,
  type Histogram,
  JsHistogram,
} from "hdr-histogram-js";
import type { Tally } from "../reports/stats/block_quantile.ts";
import { fromNanoseconds, toNanoseconds } from "./units.ts";

// Three significant digits: any value is off by at most 0.1 %. Plain 64-bit buckets rather than packed
// ones: the encoded form is the same, and packed ones take ten times as long to fill and to decode.
const OPTIONS = {
  bitBucketSize: 64,
  autoResize: true,
  lowestDiscernibleValue: 1,
  highestTrackableValue: 2,
  numberOfSignificantValueDigits: 3,
  useWebAssembly: false,
} as const;

// The format's layout at three digits: cells of 1 ns up to 2048, and from there on 1024 cells for each
// doubling.
const FINE_CELLS = 2048;
const HALF = FINE_CELLS / 2;
const MOST_CELLS = 44 * HALF;

/**
 * Packs values into a histogram.
 *
 * @param valuesMs Values in ms; negative ones count as 0.
 * @returns The histogram in HdrHistogram's compressed V2 form, base64.
 */
export function encodeHistogram(valuesMs: Float64Array): string {
  // Note: handing value by value to the library takes ten times as long as counting first.
  const histogram = build(OPTIONS);
  countCells(valuesMs).forEach((count, cell) => {
    if (count > 0) histogram.recordValueWithCount(leastOf(cell), count);
  });
  return encodeIntoCompressedBase64(histogram);
}

/**
 * Counts values by the cells of a histogram, without making one.
 *
 * @param valuesMs Values in ms; negative ones count as 0.
 * @returns What {@link decodeHistogram} finds in {@link encodeHistogram}'s text.
 */
export function tallyTimes(valuesMs: Float64Array): Tally {
  const counts = countCells(valuesMs);
  return tallyCells((cell) => counts[cell], valuesMs.length);
}

/** How many values fall into each cell. */
function countCells(valuesMs: Float64Array): Uint32Array {
  const counts = new Uint32Array(MOST_CELLS);
  for (let i = 0; i < valuesMs.length; i++) counts[cellOf(toNanoseconds(valuesMs[i]))]++;
  return counts;
}

/** The cell of a whole number of nanoseconds up to 2⁵³: what the number begins with, and its length. */
function cellOf(nanoseconds: number): number {
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

/** The least value of a cell, in ns. */
function leastOf(cell: number): number {
  return cell < FINE_CELLS ? cell : (cell % HALF + HALF) * widthOf(cell);
}

/** How many whole numbers of nanoseconds fall into a cell. */
function widthOf(cell: number): number {
  return cell < FINE_CELLS ? 1 : 2 ** (Math.floor(cell / HALF) - 1);
}

/**
 * What is in a histogram, cell by cell.
 *
 * @param encoded A histogram made by {@link encodeHistogram}.
 * @returns Its cells in ms; a cell of one nanosecond is taken for a single value, so that 0 stays 0.
 * @throws {Error} If the text is not such a histogram.
 */
export function decodeHistogram(encoded: string): Tally {
  return tallyOf(decodeFromCompressedBase64(encoded, 64, false));
}

function tallyOf(histogram: Histogram): Tally {
  // Without WebAssembly it always is one; the type alone does not say so.
  if (!(histogram instanceof JsHistogram)) throw new Error("Cannot read histogram: not plain");
  return tallyCells((cell) => histogram.getCountAtIndex(cell), histogram.totalCount);
}

function tallyCells(countOf: (cell: number) => number, total: number): Tally {
  const lows: number[] = [];
  const highs: number[] = [];
  const counts: number[] = [];
  for (let cell = 0, left = total; left > 0; cell++) {
    const count = countOf(cell);
    if (count === 0) continue;
    left -= count;
    const least = leastOf(cell);
    const width = widthOf(cell);
    // What was rounded to whole nanoseconds lies half of one to either side.
    lows.push(fromNanoseconds(width === 1 ? least : least - 0.5));
    highs.push(fromNanoseconds(width === 1 ? least : least + width - 0.5));
    counts.push(count);
  }
  return {
    lows: new Float64Array(lows),
    highs: new Float64Array(highs),
    counts: new Float64Array(counts),
  };
}

/**
 * Quantiles of histograms taken together.
 *
 * @param encoded Histograms made by {@link encodeHistogram}.
 * @param probabilities Each from 0 to 1.
 * @returns The quantiles in ms, within 0.1 %; null for no values at all.
 * @throws {Error} If a text is not such a histogram.
 */
export function mergedQuantiles(
  encoded: readonly string[],
  probabilities: readonly number[],
): number[] | null {
  const merged = build(OPTIONS);
  for (const text of encoded) merged.add(decodeFromCompressedBase64(text, 64, false));
  if (merged.totalCount === 0) return null;
  return probabilities.map((p) => fromNanoseconds(merged.getValueAtPercentile(p * 100)));
}

/** Values and how often each was recorded. */
export interface ValueCounts {
  /** The values in ms, ascending: the middle of each bin, within 0.1 % of what was recorded. */
  readonly valuesMs: readonly number[];
  /** How many values each stands for, above 0. */
  readonly weights: readonly number[];
}

/**
 * The bins of histograms taken together.
 *
 * @param encoded Histograms made by {@link encodeHistogram}.
 * @returns The bins that hold a value; null for no values at all.
 * @throws {Error} If a text is not such a histogram.
 */
export function mergedValues(encoded: readonly string[]): ValueCounts | null {
  const merged = build(OPTIONS);
  for (const text of encoded) merged.add(decodeFromCompressedBase64(text, 64, false));
  if (merged.totalCount === 0) return null;
  const { lows, highs, counts } = tallyOf(merged);
  return {
    valuesMs: Array.from(lows, (low, bin) => (low + highs[bin]) / 2),
    weights: Array.from(counts),
  };
}
