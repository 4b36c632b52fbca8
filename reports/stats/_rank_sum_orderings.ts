/** Up to this many values in both samples together, every count of orderings is an exact integer. */
export const EXACT_LIMIT = 50;

/**
 * In how many orderings of two samples k pairs have the greater value in the first: the coefficient of
 * q^k in the Gaussian binomial ∏ (1 - q^(n+i))/(1 - q^i), i = 1 … m.
 *
 * @param m Values of one sample.
 * @param n Values of the other; both together at most {@link EXACT_LIMIT}.
 * @returns A count for each k from 0 to m · n.
 */
export function rankSumOrderings(m: number, n: number): Float64Array {
  const top = m * n;
  const ways = new Float64Array(top + 1);
  ways[0] = 1;
  for (let i = 1; i <= m; i++) {
    for (let k = top; k >= n + i; k--) ways[k] -= ways[k - n - i];
    for (let k = i; k <= top; k++) ways[k] += ways[k - i];
  }
  return ways;
}
