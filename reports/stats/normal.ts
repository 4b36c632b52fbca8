/**
 * The standard normal distribution.
 *
 * @module
 */
import { symmetricQuantile, type TwoSided } from "./_symmetric.ts";

/**
 * Probability that a standard normal variable exceeds z.
 *
 * @param z Any number, infinite ones included.
 * @returns P(Z > z), accurate to about 1e-14 relative for z above 0; NaN for NaN.
 */
export function normalUpperTail(z: number): number {
  if (Number.isNaN(z)) return NaN;
  if (z === 0) return 0.5;
  const tail = twoSidedNormal(Math.abs(z)).tail / 2;
  return z > 0 ? tail : 1 - tail;
}

/**
 * Inverse of the standard normal distribution function.
 *
 * @param p Probability from 0 (-Infinity) to 1 (Infinity).
 * @returns The z with P(Z ≤ z) = p, accurate to 1e-12 relative.
 * @throws {RangeError} If `p` is outside 0 to 1 or NaN.
 */
export function normalQuantile(p: number): number {
  return symmetricQuantile(p, twoSidedNormal);
}

/** Source: M. Abramowitz and I. A. Stegun, "Handbook of Mathematical Functions", 26.2.11, 26.2.14. */
function twoSidedNormal(t: number): TwoSided {
  const density = Math.exp(-t * t / 2) / Math.sqrt(2 * Math.PI);
  if (density === 0) return { tail: 0, centre: 1, density };
  if (t < 2) {
    // Φ(t) - 1/2 = φ(t) (t + t³/3 + t⁵/(3·5) + …): all terms positive, so nothing cancels.
    let term = t;
    let sum = t;
    for (let odd = 3; term > sum * 1e-17; odd += 2) {
      term *= t * t / odd;
      sum += term;
    }
    const centre = 2 * density * sum;
    return { tail: 1 - centre, centre, density };
  }
  // 1 - Φ(t) = φ(t) / (t + 1/(t + 2/(t + 3/…))); 120 levels are exact to rounding from t = 2 on.
  let fraction = t;
  for (let level = 120; level > 0; level--) fraction = t + level / fraction;
  const tail = 2 * density / fraction;
  return { tail, centre: 1 - tail, density };
}
