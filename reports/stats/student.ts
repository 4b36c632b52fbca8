/**
 * Student's t distribution, for confidence intervals over few blocks.
 *
 * @module
 */
import { symmetricQuantile, type TwoSided } from "./_symmetric.ts";
import { normalQuantile, normalUpperTail } from "./normal.ts";

/**
 * Inverse of the distribution function of Student's t.
 *
 * With x = ν/(ν + t²) the two-sided tail P(|T| > t) is the regularised incomplete beta function
 * I_x(ν/2, 1/2), taken from its continued fraction and then inverted numerically.
 *
 * Source: M. Abramowitz and I. A. Stegun, "Handbook of Mathematical Functions", 26.5.8 (continued
 * fraction), 26.7.1 (t distribution) and 26.7.5 (many degrees of freedom).
 *
 * @example
 * ```ts
 * import { studentQuantile } from "./student.ts";
 * studentQuantile(0.975, 9); // 2.262…, half width of a 95 % interval in standard errors
 * ```
 *
 * @param p Probability from 0 (-Infinity) to 1 (Infinity); resolved down to 1e-100 on either side.
 * @param degreesOfFreedom ν, at least 1; need not be whole. Infinity gives the normal quantile.
 * @returns The t with P(T ≤ t) = p, accurate to 1e-9 relative or better.
 * @throws {RangeError} If `p` is outside 0 to 1 or `degreesOfFreedom` is below 1.
 */
export function studentQuantile(p: number, degreesOfFreedom: number): number {
  if (!(degreesOfFreedom >= 1)) {
    throw new RangeError(
      `Cannot take quantile: 'degreesOfFreedom' must be at least 1, got ${degreesOfFreedom}`,
    );
  }
  if (degreesOfFreedom > 1e7) {
    // The continued fraction would take thousands of levels, and one term beyond the normal is enough.
    const z = normalQuantile(p);
    return Number.isFinite(z) ? z + z * (z * z + 1) / (4 * degreesOfFreedom) : z;
  }
  const gammas = gammaRatio(degreesOfFreedom / 2);
  return symmetricQuantile(p, (t) => twoSidedStudent(t, degreesOfFreedom, gammas));
}

/**
 * Probability that a variable with Student's t distribution exceeds t.
 *
 * @param t Any number, infinite ones included.
 * @param degreesOfFreedom ν, at least 1; need not be whole.
 * @returns P(T > t), accurate to 1e-9 relative for t above 0; NaN for NaN.
 * @throws {RangeError} If `degreesOfFreedom` is below 1.
 */
export function studentUpperTail(t: number, degreesOfFreedom: number): number {
  if (!(degreesOfFreedom >= 1)) {
    throw new RangeError(
      `Cannot take tail: 'degreesOfFreedom' must be at least 1, got ${degreesOfFreedom}`,
    );
  }
  if (Number.isNaN(t)) return NaN;
  if (t === 0) return 0.5;
  if (!Number.isFinite(t)) return t > 0 ? 0 : 1;
  if (degreesOfFreedom > 1e7) {
    // The normal deviate of the same tail: D. L. Wallace, Annals of Mathematical Statistics 30 (1959).
    const z = Math.sqrt(degreesOfFreedom * Math.log1p(t * t / degreesOfFreedom));
    const shrunk = z * (8 * degreesOfFreedom + 1) / (8 * degreesOfFreedom + 3);
    return normalUpperTail(t > 0 ? shrunk : -shrunk);
  }
  const gammas = gammaRatio(degreesOfFreedom / 2);
  const tail = twoSidedStudent(Math.abs(t), degreesOfFreedom, gammas).tail / 2;
  return t > 0 ? tail : 1 - tail;
}

function twoSidedStudent(t: number, degreesOfFreedom: number, gammas: number): TwoSided {
  const a = degreesOfFreedom / 2;
  const odds = t * t / degreesOfFreedom;
  const x = 1 / (1 + odds);
  // Γ(a + 1/2)/(Γ(a) Γ(1/2)) x^a = x^a / B(a, 1/2). log1p keeps x^a exact for many degrees.
  const power = Math.exp(-a * Math.log1p(odds)) * gammas / Math.sqrt(Math.PI);
  const density = power * Math.sqrt(x / degreesOfFreedom);
  const y = odds * x;
  const front = power * Math.sqrt(y);
  if (x < (a + 1) / (a + 2.5)) {
    const tail = front / a * betaFraction(x, a, 0.5);
    return { tail, centre: 1 - tail, density };
  }
  const centre = front / 0.5 * betaFraction(y, 0.5, a);
  return { tail: 1 - centre, centre, density };
}

/**
 * The continued fraction 1/(1 + d₁/(1 + d₂/(1 + …))) by which x^a (1-x)^b / (a B(a, b)) is
 * multiplied to give I_x(a, b); its denominator is evaluated forwards by the modified Lentz method.
 */
function betaFraction(x: number, a: number, b: number): number {
  const awayFromZero = (value: number) => Math.abs(value) < 1e-300 ? 1e-300 : value;
  let denominator = 1;
  let c = 1;
  let d = 0;
  for (let level = 1; level < 10_000; level++) {
    const m = level >> 1;
    const term = level % 2 === 0
      ? m * (b - m) * x / ((a + level - 1) * (a + level))
      : -(a + m) * (a + b + m) * x / ((a + level - 1) * (a + level));
    c = awayFromZero(1 + term / c);
    d = 1 / awayFromZero(1 + term * d);
    denominator *= c * d;
    if (Math.abs(c * d - 1) < 1e-15) break;
  }
  return 1 / denominator;
}

/** Γ(a + 1/2) ÷ Γ(a). Asymptotic series (Abramowitz and Stegun 6.1.40), after raising a to 30. */
function gammaRatio(a: number): number {
  let product = 1;
  let shifted = a;
  for (; shifted < 30; shifted++) product *= shifted / (shifted + 0.5);
  const inverse = 1 / shifted;
  const square = inverse * inverse;
  const series = inverse * (-1 / 8 + square * (1 / 192 + square * (-1 / 640)));
  return product * Math.sqrt(shifted) * Math.exp(series);
}
