/**
 * Probabilities of the Poisson distribution, by logarithms, so that neither a mean of a million nor a
 * far tail overflows; the relative error stays below 1e-15 · (n + mean) · ln(n + mean).
 */

/**
 * P(N = n).
 *
 * @param n A whole number of at least 0.
 * @param mean At least 0.
 * @returns The probability; 0 where it is too small for a number.
 */
export function poissonMass(n: number, mean: number): number {
  if (mean === 0) return n === 0 ? 1 : 0;
  return Math.exp(n * Math.log(mean) - mean - logFactorial(n));
}

/**
 * P(N ≥ n), as the sum of its own terms, so that a small one is not what is left of 1.
 *
 * @param n A whole number of at least 0.
 * @param mean At least 0.
 * @returns The probability.
 */
export function poissonTail(n: number, mean: number): number {
  if (n === 0) return 1;
  if (n <= mean) {
    let below = 0;
    let mass = poissonMass(n - 1, mean);
    for (let k = n - 1; k >= 0 && mass > 1e-20; k--) {
      below += mass;
      mass *= k / mean;
    }
    return Math.max(0, 1 - below);
  }
  let tail = 0;
  let mass = poissonMass(n, mean);
  for (let k = n; mass > 1e-17 * tail; k++) {
    tail += mass;
    mass *= mean / (k + 1);
  }
  return tail;
}

/**
 * Σ P(N = j) · value(j) over j < count. Terms are left out where the probability is below 1e-20.
 *
 * @param mean At least 0.
 * @param count How many values there are.
 * @param value From 0 to 1.
 * @returns The sum, from 0 to 1.
 */
export function poissonMixture(
  mean: number,
  count: number,
  value: (j: number) => number,
): number {
  const reach = 10 * Math.sqrt(mean) + 40;
  const last = Math.min(count - 1, Math.ceil(mean + reach));
  let sum = 0;
  for (let j = Math.max(0, Math.floor(mean - reach)); j <= last; j++) {
    sum += poissonMass(j, mean) * value(j);
  }
  return Math.min(1, sum);
}

const SMALL_FACTORIALS = [1, 1, 2, 6, 24, 120, 720, 5040, 40320, 362880].map(Math.log);

/** ln n!, by Stirling's series (its next term is below 1e-13 of 1 from n = 10 on). */
function logFactorial(n: number): number {
  if (n < SMALL_FACTORIALS.length) return SMALL_FACTORIALS[n];
  const square = n * n;
  const series =
    (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - 1 / (1188 * square)) / square) / square) /
        square) / n;
  return (n + 0.5) * Math.log(n) - n + 0.5 * Math.log(2 * Math.PI) + series;
}
