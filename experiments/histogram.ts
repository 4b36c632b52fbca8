/**
 * Mergeable histograms of times, in the HdrHistogram format that many tools read.
 *
 * @module
 */
import { inflateSync } from "node:zlib";
import { build, encodeIntoCompressedBase64 } from "hdr-histogram-js";
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
// How many whole numbers fall into each cell of the first 1024, the next 1024 and so on.
const WIDTHS = Float64Array.from({ length: 44 }, (_, half) => 2 ** Math.max(0, half - 1));

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
  return tallyOf(filledCells(countCells(valuesMs)));
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
  return WIDTHS[Math.floor(cell / HALF)];
}

/** The cells of a histogram that hold a value. */
interface FilledCells {
  /** Which cells, ascending. */
  readonly cells: readonly number[];
  /** How many values each holds. */
  readonly counts: readonly number[];
}

// The outer cookie says that what follows its length is compressed, the inner one that counts come as
// numbers of variable length; the half byte between them is the size of a word and says nothing here.
const COMPRESSED_COOKIE = 0x1c849304;
const PLAIN_COOKIE = 0x1c849303;
const COOKIE_MASK = ~0xf0;
const OUTER_BYTES = 8;
const HEADER_BYTES = 40;
// Most histograms of a trial are far below this, and what inflates allocates as much each time.
const CHUNK_BYTES = 2048;

/**
 * Reads a histogram's cells.
 *
 * Note: tried the library, which builds a histogram with a count for each of up to 45,056 cells to decode
 * one with a few hundred: it takes three times as long, and reports decode ten of them a trial.
 */
function readCells(encoded: string): FilledCells {
  const outer = Uint8Array.fromBase64(encoded);
  const view = viewOf(outer);
  if (outer.length < OUTER_BYTES || (view.getInt32(0) & COOKIE_MASK) !== COMPRESSED_COOKIE) {
    throw new SyntaxError("Cannot read histogram: not in compressed V2 form");
  }
  const compressed = outer.subarray(OUTER_BYTES, OUTER_BYTES + view.getInt32(4));
  const bytes = inflateSync(compressed, { chunkSize: CHUNK_BYTES });
  const header = viewOf(bytes);
  const digits = bytes.length < HEADER_BYTES ? NaN : header.getInt32(12);
  if (digits !== 3 || (header.getInt32(0) & COOKIE_MASK) !== PLAIN_COOKIE) {
    throw new SyntaxError("Cannot read histogram: not of three digits");
  }
  const end = HEADER_BYTES + header.getInt32(4);
  if (end !== bytes.length) throw new SyntaxError("Cannot read histogram: it ends too soon");
  const cells: number[] = [];
  const counts: number[] = [];
  for (let at = HEADER_BYTES, cell = 0; at < end;) {
    // LEB128 of a zigzag number: a count, or below 0 so many cells that hold none.
    let number = 0;
    let scale = 1;
    let byte: number;
    do {
      byte = bytes[at++];
      number += (byte & 0x7f) * scale;
      scale *= 0x80;
    } while (byte >= 0x80 && at < end);
    if (number % 2 === 1) {
      cell += (number + 1) / 2;
      continue;
    }
    if (number > 0) {
      cells.push(cell);
      counts.push(number / 2);
    }
    cell++;
  }
  if (cells.length > 0 && cells[cells.length - 1] >= MOST_CELLS) {
    throw new SyntaxError("Cannot read histogram: it has more cells than there are times");
  }
  return { cells, counts };
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}

/**
 * Whether a text is a histogram.
 *
 * @param text Any text.
 * @returns True if {@link decodeHistogram} can read it.
 */
export function isHistogram(text: string): boolean {
  try {
    readCells(text);
    return true;
  } catch {
    return false;
  }
}

/**
 * What is in a histogram, cell by cell.
 *
 * @param encoded A histogram made by {@link encodeHistogram}.
 * @returns Its cells in ms; a cell of one nanosecond is taken for a single value, so that 0 stays 0.
 * @throws {Error} If the text is not such a histogram.
 */
export function decodeHistogram(encoded: string): Tally {
  return tallyOf(readCells(encoded));
}

function tallyOf({ cells, counts }: FilledCells): Tally {
  const lows = new Float64Array(cells.length);
  const highs = new Float64Array(cells.length);
  for (let index = 0; index < cells.length; index++) {
    const least = leastOf(cells[index]);
    const width = widthOf(cells[index]);
    // What was rounded to whole nanoseconds lies half of one to either side.
    lows[index] = fromNanoseconds(width === 1 ? least : least - 0.5);
    highs[index] = fromNanoseconds(width === 1 ? least : least + width - 0.5);
  }
  return { lows, highs, counts: Float64Array.from(counts) };
}

/** Puts histograms together; null for no values at all. */
function mergeCells(encoded: readonly string[]): FilledCells | null {
  const merged = new Float64Array(MOST_CELLS);
  for (const text of encoded) {
    const { cells, counts } = readCells(text);
    cells.forEach((cell, index) => merged[cell] += counts[index]);
  }
  const filled = filledCells(merged);
  return filled.cells.length === 0 ? null : filled;
}

function filledCells(countOfCell: Float64Array | Uint32Array): FilledCells {
  const cells: number[] = [];
  const counts: number[] = [];
  countOfCell.forEach((count, cell) => {
    if (count === 0) return;
    cells.push(cell);
    counts.push(count);
  });
  return { cells, counts };
}

/**
 * Quantiles of histograms taken together: the values of nearest rank.
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
  const merged = mergeCells(encoded);
  if (merged === null) return null;
  const { cells, counts } = merged;
  const total = counts.reduce((sum, count) => sum + count, 0);
  return probabilities.map((p) => {
    // Rounding in the product must not move on to the next rank.
    const rank = Math.max(1, Math.ceil(p * total * (1 - 1e-12)));
    let index = 0;
    for (let upTo = counts[0]; upTo < rank && index < cells.length - 1;) upTo += counts[++index];
    const least = leastOf(cells[index]);
    return fromNanoseconds(p === 0 ? least : least + widthOf(cells[index]) - 1);
  });
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
  const merged = mergeCells(encoded);
  if (merged === null) return null;
  const { lows, highs, counts } = tallyOf(merged);
  return {
    valuesMs: Array.from(lows, (low, bin) => (low + highs[bin]) / 2),
    weights: Array.from(counts),
  };
}
