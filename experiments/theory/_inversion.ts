/**
 * From the transform of a tail back to the tail.
 *
 *     f(t) ≈ Σ C(M, m) 2^(-M) S(N + m) over m ≤ M
 *     S(n) = e^(A/2)/t · (Re g(A/(2t))/2 + Σ (-1)^k Re g((A + 2πik)/(2t)) over 1 ≤ k ≤ n)
 *
 * g transform, f its original, from 0 to 1. The Fourier series of a damped f, summed as far as N and then
 * by Euler's rule for alternating series. The error that comes from damping is at most e^(-A), 3e-10; the
 * error of the sum is below 1e-9 where f has some continuous derivatives, and larger near a bend or jump of
 * f. So take what bends away beforehand where it is known.
 *
 * Source: J. Abate and W. Whitt, "Numerical Inversion of Laplace Transforms of Probability
 * Distributions", ORSA Journal on Computing 7 (1995), the algorithm EULER.
 */
import type { Complex } from "./_complex.ts";

const DAMPING = 22;
const PLAIN_TERMS = 40;
const EULER_TERMS = 14;

/**
 * The original of a transform at one time.
 *
 * @param transform g.
 * @param ms t, above 0.
 * @returns f(t).
 */
export function invert(transform: (s: Complex) => Complex, ms: number): number {
  const re = DAMPING / (2 * ms);
  let partial = transform({ re, im: 0 }).re / 2;
  let binomial = 2 ** -EULER_TERMS;
  let sum = 0;
  for (let k = 1; k <= PLAIN_TERMS + EULER_TERMS; k++) {
    const m = k - 1 - PLAIN_TERMS;
    if (m >= 0) {
      sum += binomial * partial;
      binomial *= (EULER_TERMS - m) / (m + 1);
    }
    const term = transform({ re, im: Math.PI * k / ms }).re;
    partial += k % 2 === 0 ? term : -term;
  }
  return Math.exp(DAMPING / 2) / ms * (sum + binomial * partial);
}
