/**
 * Mergeable histograms of times, in the HdrHistogram format that many tools read.
 *
 * @module
 */
import {
  build,
  decodeFromCompressedBase64,
  encodeIntoCompressedBase64,
  JsHistogram,
} from "hdr-histogram-js";
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
  const histogram = build(OPTIONS);
  for (const ms of valuesMs) histogram.recordValue(toNanoseconds(ms));
  return encodeIntoCompressedBase64(histogram);
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
  // Without WebAssembly it always is one; the type alone does not say so.
  if (!(merged instanceof JsHistogram) || merged.totalCount === 0) return null;
  const valuesMs: number[] = [];
  const weights: number[] = [];
  // Note: the library's iterator over recorded values takes four times as long; it keeps percentiles.
  for (let bin = 0; bin < merged.countsArrayLength; bin++) {
    const count = merged.getCountAtIndex(bin);
    if (count === 0) continue;
    valuesMs.push(fromNanoseconds(merged.medianEquivalentValue(merged.valueFromIndex(bin))));
    weights.push(count);
  }
  return { valuesMs, weights };
}
