/**
 * A rank test: do the values of one sample tend to be greater than those of another?
 *
 * @module
 */
import { EXACT_LIMIT, rankSumOrderings } from "./_rank_sum_orderings.ts";
import { normalUpperTail } from "./normal.ts";

/**
 * One-sided Mann–Whitney (Wilcoxon rank-sum) test.
 *
 * Exact without ties up to 50 values in all; otherwise the normal approximation with continuity
 * and tie correction.
 *
 * Source: H. B. Mann and D. R. Whitney, "On a Test of Whether one of Two Random Variables is
 * Stochastically Larger than the Other", Annals of Mathematical Statistics 18 (1947); tie correction
 * from E. L. Lehmann, "Nonparametrics" (1975), chapter 1.
 *
 * @param a Values suspected to be greater.
 * @param b Values to hold them against.
 * @returns Probability, were both from one distribution, of values of `a` at least this much
 *   greater: near 0 speaks for greater, near 1 for smaller. 1 if all values are equal, NaN if a
 *   sample is empty or holds a NaN.
 */
export function rankSumGreater(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const total = a.length + b.length;
  const pooled = new Float64Array(total);
  pooled.set(a);
  pooled.set(b, a.length);
  pooled.sort();
  // NaN sorts last.
  if (a.length === 0 || b.length === 0 || Number.isNaN(pooled[total - 1])) return NaN;

  const rankOf = new Map<number, number>();
  let tieTerm = 0;
  for (let from = 0, to = 0; from < total; from = to) {
    while (to < total && pooled[to] === pooled[from]) to++;
    const equal = to - from;
    rankOf.set(pooled[from], (from + 1 + to) / 2);
    tieTerm += equal ** 3 - equal;
  }
  let rankSum = 0;
  for (let i = 0; i < a.length; i++) rankSum += rankOf.get(a[i])!;
  /** Pairs in which the value of a is the greater, a tie counting half. */
  const u = rankSum - a.length * (a.length + 1) / 2;

  if (tieTerm === 0 && total <= EXACT_LIMIT) return exactUpperTail(u, a.length, b.length);
  const pairs = a.length * b.length;
  const variance = pairs / 12 * (total + 1 - tieTerm / (total * (total - 1)));
  if (variance <= 0) return 1;
  return normalUpperTail((u - pairs / 2 - 0.5) / Math.sqrt(variance));
}

/** P(U ≥ u) when all orderings are equally likely. */
function exactUpperTail(u: number, m: number, n: number): number {
  const ways = rankSumOrderings(m, n);
  let all = 0;
  let beyond = 0;
  for (let k = 0; k < ways.length; k++) {
    all += ways[k];
    if (k >= u) beyond += ways[k];
  }
  return beyond / all;
}
