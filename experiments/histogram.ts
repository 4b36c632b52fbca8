/**
 * Mergeable histograms of times, in the HdrHistogram format that many tools read.
 *
 * @module
 */
import { build, encodeIntoCompressedBase64 } from "hdr-histogram-js";
import type { Tally } from "../reports/stats/block_quantile.ts";
import { BEYOND_CELL, cellOf, HISTOGRAM_CELLS, leastOf, widthOf } from "./_histogram_cells.ts";
import { plainHistogram, unpack } from "./_plain_histogram.ts";
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
  return filledCells(countCells(valuesMs));
}

/** How many values fall into each cell. */
function countCells(valuesMs: Float64Array): Uint32Array {
  const counts = new Uint32Array(BEYOND_CELL);
  for (let i = 0; i < valuesMs.length; i++) counts[cellOf(toNanoseconds(valuesMs[i]))]++;
  return counts;
}

/**
 * Reads histograms and keeps what it took to read them, so that one which is checked when a study is read
 * and used by several figures is decompressed once: that is most of the work. Kept are the counts as the
 * format packs them, about as long as the text.
 */
export class HistogramReader {
  readonly #plain = new Map<string, Uint8Array>();
  // Room for any that was read so far: a cell takes a byte at least.
  #cells = new Uint16Array(0);
  #counts = new Float64Array(0);

  /**
   * Reads a histogram.
   *
   * @param encoded A histogram made by {@link encodeHistogram}.
   * @returns See {@link decodeHistogram}.
   * @throws {Error} If the text is not such a histogram.
   */
  read(encoded: string): Tally {
    const filled = this.#unpack(encoded);
    return {
      layout: HISTOGRAM_CELLS,
      cells: this.#cells.slice(0, filled),
      counts: this.#counts.slice(0, filled),
    };
  }

  /**
   * Whether a text is a histogram.
   *
   * @param text Any text.
   * @returns True if {@link read} can read it.
   */
  canRead(text: string): boolean {
    try {
      this.#unpack(text);
      return true;
    } catch {
      return false;
    }
  }

  #unpack(encoded: string): number {
    let plain = this.#plain.get(encoded);
    if (plain === undefined) {
      plain = plainHistogram(encoded);
      this.#plain.set(encoded, plain);
    }
    if (plain.length > this.#cells.length) {
      this.#cells = new Uint16Array(plain.length);
      this.#counts = new Float64Array(plain.length);
    }
    return unpack(plain, this.#cells, this.#counts);
  }
}

/**
 * What is in a histogram, cell by cell.
 *
 * @param encoded A histogram made by {@link encodeHistogram}.
 * @returns Its cells, whose layout is in ms; a cell of one nanosecond is a single value, so that 0 stays 0.
 * @throws {Error} If the text is not such a histogram.
 */
export function decodeHistogram(encoded: string): Tally {
  return new HistogramReader().read(encoded);
}

/**
 * Counts values that are greater than any: infinite ones.
 *
 * @param tally Values counted by the cells of a histogram.
 * @param count How many infinite ones there are, above 0.
 * @returns All of them.
 */
export function withInfinite({ layout, cells, counts }: Tally, count: number): Tally {
  return {
    layout,
    cells: Uint16Array.of(...cells, BEYOND_CELL),
    counts: Float64Array.of(...counts, count),
  };
}

/** Puts histograms together; null for no values at all. */
function merge(encoded: readonly string[], histograms: HistogramReader): Tally | null {
  const merged = new Float64Array(BEYOND_CELL);
  for (const text of encoded) {
    const { cells, counts } = histograms.read(text);
    for (let index = 0; index < cells.length; index++) merged[cells[index]] += counts[index];
  }
  const filled = filledCells(merged);
  return filled.cells.length === 0 ? null : filled;
}

function filledCells(countOfCell: Float64Array | Uint32Array): Tally {
  let filled = 0;
  for (let cell = 0; cell < countOfCell.length; cell++) if (countOfCell[cell] > 0) filled++;
  const cells = new Uint16Array(filled);
  const counts = new Float64Array(filled);
  for (let cell = 0, index = 0; index < filled; cell++) {
    if (countOfCell[cell] === 0) continue;
    cells[index] = cell;
    counts[index++] = countOfCell[cell];
  }
  return { layout: HISTOGRAM_CELLS, cells, counts };
}

/**
 * Quantiles of histograms taken together: the values of nearest rank.
 *
 * @param encoded Histograms made by {@link encodeHistogram}.
 * @param probabilities Each from 0 to 1.
 * @param histograms Reads them. @default a reader of its own
 * @returns The quantiles in ms, within 0.1 %; null for no values at all.
 * @throws {Error} If a text is not such a histogram.
 */
export function mergedQuantiles(
  encoded: readonly string[],
  probabilities: readonly number[],
  histograms: HistogramReader = new HistogramReader(),
): number[] | null {
  const merged = merge(encoded, histograms);
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
 * @param histograms Reads them. @default a reader of its own
 * @returns The bins that hold a value; null for no values at all.
 * @throws {Error} If a text is not such a histogram.
 */
export function mergedValues(
  encoded: readonly string[],
  histograms: HistogramReader = new HistogramReader(),
): ValueCounts | null {
  const merged = merge(encoded, histograms);
  if (merged === null) return null;
  const { layout, cells, counts } = merged;
  return {
    valuesMs: Array.from(cells, (cell) => (layout.lowOf(cell) + layout.highOf(cell)) / 2),
    weights: Array.from(counts),
  };
}
