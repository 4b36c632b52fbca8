/**
 * Wilcoxon's signed-rank test and what belongs to it: does a paired difference tend to be above zero,
 * and how large is it?
 *
 * Source: F. Wilcoxon, "Individual Comparisons by Ranking Methods", Biometrics Bulletin 1 (1945);
 * J. L. Hodges and E. L. Lehmann, "Estimates of Location Based on Rank Tests", Annals of Mathematical
 * Statistics 34 (1963); the interval after J. W. Tukey in M. Hollander, D. A. Wolfe and E. Chicken,
 * "Nonparametric Statistical Methods" (2014), chapter 3.
 *
 * @module
 */
import type { Interval } from "./intervals.ts";
import { normalQuantile, normalUpperTail } from "./normal.ts";
import { quantile, sortedCopy } from "./quantiles.ts";

/** Up to this many differences every assignment of signs is counted. */
const EXACT_LIMIT = 200;

/**
 * One-sided signed-rank test.
 *
 * Exact up to 200 differences, ties included: the probability is over all assignments of signs to the
 * (mid-)ranks at hand. Beyond, the normal approximation with continuity and tie correction. Differences
 * of exactly zero say nothing about a direction and are left out, as Wilcoxon did.
 *
 * @param differences One difference a block.
 * @returns Probability, were each difference as likely to have the other sign, of a sum of the ranks of
 *   positive ones at least this large: near 0 speaks for differences above zero. At least 2⁻ⁿ. 1 if there
 *   is no difference other than zero, NaN if one is NaN.
 */
export function signedRankGreater(differences: readonly number[]): number {
  if (differences.some(Number.isNaN)) return NaN;
  const nonzero = differences.filter((difference) => difference !== 0);
  if (nonzero.length === 0) return 1;
  const { doubledRanks, tieTerm } = rank(nonzero);
  let doubledSum = 0;
  for (const [index, difference] of nonzero.entries()) {
    if (difference > 0) doubledSum += doubledRanks[index];
  }
  if (nonzero.length <= EXACT_LIMIT) return exactUpperTail(doubledSum, doubledRanks);
  const n = nonzero.length;
  const variance = n * (n + 1) * (2 * n + 1) / 24 - tieTerm / 48;
  return normalUpperTail((doubledSum / 2 - n * (n + 1) / 4 - 0.5) / Math.sqrt(variance));
}

/**
 * The Hodges–Lehmann estimate of a paired difference: the median of the means of all pairs of
 * differences, each with itself included (Walsh averages).
 *
 * @param differences One difference a block.
 * @returns The estimate; NaN if there is none or one is NaN.
 */
export function hodgesLehmann(differences: readonly number[]): number {
  return quantile(walshAverages(differences), 0.5);
}

/**
 * Confidence interval for a paired difference from the order statistics of the Walsh averages: the shifts
 * that the two-sided signed-rank test does not reject.
 *
 * @param differences One difference a block.
 * @param level Confidence level between 0 and 1. @default 0.95
 * @returns The interval, of at least that level; null if there are too few differences for it (under 6
 *   for 95 %, under 5 for 90 %) or one is not finite.
 */
export function signedRankInterval(differences: readonly number[], level = 0.95): Interval | null {
  if (!differences.every(Number.isFinite)) return null;
  const outside = valuesOutside(differences.length, (1 - level) / 2);
  if (outside < 0) return null;
  const averages = walshAverages(differences);
  return [averages[outside], averages[averages.length - 1 - outside]];
}

/** How many Walsh averages lie outside at each end; −1 if no interval has the level. */
function valuesOutside(count: number, tail: number): number {
  const top = count * (count + 1) / 2;
  if (count > EXACT_LIMIT) {
    const sd = Math.sqrt(count * (count + 1) * (2 * count + 1) / 24);
    return Math.floor(top / 2 + normalQuantile(tail) * sd - 0.5);
  }
  const probabilities = distribution(Float64Array.from({ length: count }, (_, i) => i + 1), top);
  let cumulated = 0;
  for (let sum = 0; sum <= top; sum++) {
    cumulated += probabilities[sum];
    if (cumulated > tail) return sum - 1;
  }
  return -1;
}

function walshAverages(differences: readonly number[]): Float64Array {
  const count = differences.length;
  const averages = new Float64Array(count * (count + 1) / 2);
  let at = 0;
  for (let i = 0; i < count; i++) {
    for (let j = i; j < count; j++) averages[at++] = (differences[i] + differences[j]) / 2;
  }
  return sortedCopy(averages);
}

/** Ranks by size regardless of sign; doubled, so that those shared by ties are whole. */
function rank(values: readonly number[]): { doubledRanks: Float64Array; tieTerm: number } {
  const sizes = values.map(Math.abs);
  const order = sizes.map((_, index) => index).sort((a, b) => sizes[a] - sizes[b]);
  const doubledRanks = new Float64Array(values.length);
  let tieTerm = 0;
  for (let from = 0, to = 0; from < order.length; from = to) {
    while (to < order.length && sizes[order[to]] === sizes[order[from]]) to++;
    for (let at = from; at < to; at++) doubledRanks[order[at]] = from + 1 + to;
    tieTerm += (to - from) ** 3 - (to - from);
  }
  return { doubledRanks, tieTerm };
}

function exactUpperTail(sum: number, ranks: Float64Array): number {
  const top = ranks.reduce((total, rank) => total + rank, 0);
  return Math.min(1, distribution(ranks, top).subarray(sum).reduce((total, p) => total + p, 0));
}

/** P(sum of the ranks with a positive sign = index) when each sign is a toss of a coin. */
function distribution(ranks: Float64Array, top: number): Float64Array {
  const probabilities = new Float64Array(top + 1);
  probabilities[0] = 1;
  let reached = 0;
  for (const rank of ranks) {
    reached += rank;
    for (let sum = reached; sum >= 0; sum--) {
      probabilities[sum] = (probabilities[sum] + (sum >= rank ? probabilities[sum - rank] : 0)) / 2;
    }
  }
  return probabilities;
}
