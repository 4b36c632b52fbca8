/**
 * Exact quantiles of a sample, by the R-7 method.
 *
 * @module
 */

/**
 * Copies values into a new array in ascending order, ready for {@link quantile}.
 *
 * @param values Values in any order and unit; not changed. NaN sorts behind everything else, so
 *   leave tasks that never started out beforehand.
 * @returns A new sorted array; empty for none.
 */
export function sortedCopy(values: Float64Array | readonly number[]): Float64Array {
  return new Float64Array(values).sort();
}

/**
 * The median of values in any order.
 *
 * @param values The sample, in any unit.
 * @returns Its median; NaN for an empty sample.
 */
export function median(values: Float64Array | readonly number[]): number {
  return quantile(sortedCopy(values), 0.5);
}

/**
 * Returns a quantile of a sorted sample with linear interpolation between its two neighbours: the
 * value at the zero-based position `h = (n - 1) p`.
 *
 * Source: R. J. Hyndman and Y. Fan, "Sample Quantiles in Statistical Packages", The American
 * Statistician 50 (1996), definition 7; the default of R, NumPy and Julia.
 *
 * @example
 * ```ts
 * import { quantile } from "./quantiles.ts";
 * quantile(Float64Array.of(1, 2, 3, 4), 0.5); // 2.5
 * ```
 *
 * @param sorted Sample in ascending order, in any unit.
 * @param p Probability from 0 (the least value) to 1 (the greatest).
 * @returns The quantile in the sample's unit; NaN for an empty sample, the value itself for one.
 * @throws {RangeError} If `p` is outside 0 to 1 or NaN.
 */
export function quantile(sorted: Float64Array, p: number): number {
  if (!(p >= 0 && p <= 1)) {
    throw new RangeError(`Cannot take quantile: 'p' must be from 0 to 1, got ${p}`);
  }
  if (sorted.length === 0) return NaN;
  const position = (sorted.length - 1) * p;
  const below = Math.floor(position);
  const fraction = position - below;
  const low = sorted[below];
  // Infinite neighbours would make NaN of the interpolation where none is needed.
  if (fraction === 0 || sorted[below + 1] === low) return low;
  const high = sorted[below + 1];
  // Rounding may lift the sum a hair above the neighbour, and quantiles must never cross.
  return Math.min(high, low + fraction * (high - low));
}
