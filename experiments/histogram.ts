/**
 * Mergeable histograms of times, in the HdrHistogram format that many tools read.
 *
 * @module
 */
import { build, decodeFromCompressedBase64, encodeIntoCompressedBase64 } from "hdr-histogram-js";
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
