/**
 * By how much the values of one sample lie above those of another, when nothing pairs them: the estimate
 * and the interval that belong to the Mann–Whitney test.
 *
 * Source: J. L. Hodges and E. L. Lehmann, "Estimates of Location Based on Rank Tests", Annals of
 * Mathematical Statistics 34 (1963); the interval in M. Hollander, D. A. Wolfe and E. Chicken,
 * "Nonparametric Statistical Methods" (2014), chapter 4.
 *
 * @module
 */
import { EXACT_LIMIT, rankSumOrderings } from "./_rank_sum_orderings.ts";
import type { Interval } from "./intervals.ts";
import { normalQuantile } from "./normal.ts";
import { quantile, sortedCopy } from "./quantiles.ts";

/**
 * The Hodges–Lehmann estimate of a shift: the median of the differences of all pairs.
 *
 * @param a One sample.
 * @param b The sample to hold it against.
 * @returns The shift of `a` against `b`; NaN if a sample is empty or holds a NaN.
 */
export function twoSampleShift(a: readonly number[], b: readonly number[]): number {
  if (a.some(Number.isNaN) || b.some(Number.isNaN)) return NaN;
  return quantile(pairDifferences(a, b), 0.5);
}

/**
 * Confidence interval for a shift: the shifts that the two-sided Mann–Whitney test does not reject.
 *
 * Exact up to 50 values in all, by the normal approximation beyond; with ties it is conservative.
 *
 * @param a One sample.
 * @param b The sample to hold it against.
 * @param level Confidence level between 0 and 1. @default 0.95
 * @returns The interval, of at least that level; null if there are too few values for it (under 4 each
 *   for 95 %) or one is not finite.
 */
export function twoSampleShiftInterval(
  a: readonly number[],
  b: readonly number[],
  level = 0.95,
): Interval | null {
  if (a.length === 0 || b.length === 0) return null;
  if (!a.every(Number.isFinite) || !b.every(Number.isFinite)) return null;
  const outside = differencesOutside(a.length, b.length, (1 - level) / 2);
  if (outside < 0) return null;
  const differences = pairDifferences(a, b);
  return [differences[outside], differences[differences.length - 1 - outside]];
}

function pairDifferences(a: readonly number[], b: readonly number[]): Float64Array {
  const differences = new Float64Array(a.length * b.length);
  let at = 0;
  for (const x of a) for (const y of b) differences[at++] = x - y;
  return sortedCopy(differences);
}

/** How many differences lie outside at each end; −1 if no interval has the level. */
function differencesOutside(m: number, n: number, tail: number): number {
  if (m + n > EXACT_LIMIT) {
    const sd = Math.sqrt(m * n * (m + n + 1) / 12);
    return Math.max(-1, Math.floor(m * n / 2 + normalQuantile(tail) * sd - 0.5));
  }
  const ways = rankSumOrderings(m, n);
  const all = ways.reduce((sum, count) => sum + count, 0);
  let cumulated = 0;
  for (let k = 0; k < ways.length; k++) {
    cumulated += ways[k];
    if (cumulated > tail * all) return k - 1;
  }
  return -1;
}
