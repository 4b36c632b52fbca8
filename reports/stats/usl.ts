/**
 * The Universal Scalability Law: throughput against concurrency.
 *
 *     X(N) = γ N / (1 + σ (N − 1) + κ N (N − 1))
 *
 * N concurrency (threads, users), X throughput, γ throughput at N = 1, σ contention (the part that is
 * done one at a time, as in Amdahl's law), κ crosstalk (what each pays for each other one). With κ > 0
 * throughput peaks at N* = √((1 − σ)/κ) and falls beyond it.
 *
 * Source: N. J. Gunther, "Guerrilla Capacity Planning" (2007), chapters 4 and 5; fitted as in his "A
 * General Theory of Computational Scalability Based on Rational Functions", arXiv:0808.1431 (2008).
 *
 * @module
 */
import { levenbergMarquardt } from "ml-levenberg-marquardt";

/** Coefficients of the law. */
export interface Usl {
  /** γ: throughput at N = 1, in the unit of the throughput. */
  readonly gamma: number;
  /** σ: contention, at least 0. */
  readonly sigma: number;
  /** κ: crosstalk, at least 0. */
  readonly kappa: number;
}

/** A law that was fitted. */
export interface UslFit extends Usl {
  /** Tells the outcomes apart. */
  readonly state: "fitted";
  /** N* = √((1 − σ)/κ), not rounded; null if throughput never falls (κ = 0) or never rises (σ ≥ 1). */
  readonly peak: number | null;
  /** Share of the variance of the throughput that the law explains; at most 1. */
  readonly rSquared: number;
  /** Root of the mean squared residual, in the unit of the throughput. */
  readonly residual: number;
}

/** Why there is no fit. */
export interface UslRefusal {
  /** Tells the outcomes apart. */
  readonly state: "refused";
  /** Why, as a word. */
  readonly reason: "too-few-levels" | "no-throughput";
  /** Why, in one line. */
  readonly message: string;
}

/** How many levels of concurrency a fit needs: one more than it has coefficients. */
export const USL_LEAST_LEVELS = 4;
const MOST_ITERATIONS = 500;
// What rounding leaves of a σ or κ that is 0, in units in which they are of the order of 1.
const NEGLIGIBLE = 1e-9;

/**
 * The throughput that a law gives.
 *
 * @param law Its coefficients.
 * @param concurrency N, at least 1.
 * @returns X(N), in the unit of γ.
 */
export function uslThroughput({ gamma, sigma, kappa }: Usl, concurrency: number): number {
  const others = concurrency - 1;
  return gamma * concurrency / (1 + sigma * others + kappa * concurrency * others);
}

/**
 * Fits the law by nonlinear least squares (Levenberg–Marquardt) with γ > 0, σ ≥ 0, κ ≥ 0, all points
 * weighing the same.
 *
 * @example
 * ```ts
 * import { fitUsl } from "./usl.ts";
 * fitUsl([1, 2, 4, 8], [100, 190, 340, 500]); // γ ≈ 100, σ ≈ 0.05, κ ≈ 0.003
 * ```
 *
 * @param concurrency N of each point, at least 1.
 * @param throughput X of each point, as many, in any one unit.
 * @returns The fit, or why there is none.
 * @throws {RangeError} If a concurrency is not finite and at least 1.
 */
export function fitUsl(
  concurrency: readonly number[],
  throughput: readonly number[],
): UslFit | UslRefusal {
  const wrong = concurrency.find((n) => !(Number.isFinite(n) && n >= 1));
  if (wrong !== undefined) {
    throw new RangeError(
      `Cannot fit USL: 'concurrency' must be finite and at least 1, got ${wrong}`,
    );
  }
  const levels = new Set(concurrency).size;
  if (levels < USL_LEAST_LEVELS) {
    const message = `three coefficients need ${USL_LEAST_LEVELS} levels of concurrency or more, ` +
      `there are ${levels}`;
    return { state: "refused", reason: "too-few-levels", message };
  }
  if (!throughput.every((x) => Number.isFinite(x) && x > 0)) {
    const message = "the throughput is 0 or unknown at some level";
    return { state: "refused", reason: "no-throughput", message };
  }
  // In units of the largest N and X all coefficients are of the order of 1, which is what the steps of
  // a numeric gradient are made for.
  const most = Math.max(...concurrency);
  const best = Math.max(...throughput);
  const { parameterValues } = levenbergMarquardt(
    { x: [...concurrency], y: throughput.map((x) => x / best) },
    (scaled) => {
      const law = unscaled(scaled, most, best);
      return (n) => uslThroughput(law, n) / best;
    },
    {
      initialValues: startingPoint(concurrency, throughput, most, best),
      minValues: [Number.EPSILON, 0, 0],
      gradientDifference: 1e-6,
      centralDifference: true,
      maxIterations: MOST_ITERATIONS,
      errorTolerance: 0,
    },
  );
  const law = unscaled(withoutRounding(parameterValues), most, best);
  return { state: "fitted", ...law, peak: peakOf(law), ...goodness(law, concurrency, throughput) };
}

function unscaled(
  [gamma, sigma, kappa]: ArrayLike<number> & Iterable<number>,
  most: number,
  best: number,
): Usl {
  return { gamma: gamma * best / most, sigma: sigma / most, kappa: kappa / most ** 2 };
}

function withoutRounding(scaled: readonly number[]): number[] {
  return scaled.map((value) => Math.abs(value) < NEGLIGIBLE ? 0 : value);
}

/** γ from the least N as if nothing stood in its way; σ and κ as on a slightly bent curve. */
function startingPoint(
  concurrency: readonly number[],
  throughput: readonly number[],
  most: number,
  best: number,
): number[] {
  const least = concurrency.indexOf(Math.min(...concurrency));
  const gamma = throughput[least] / concurrency[least];
  return [gamma * most / best, 1, 0.1];
}

function peakOf({ sigma, kappa }: Usl): number | null {
  const peak = Math.sqrt((1 - sigma) / kappa);
  return Number.isFinite(peak) && peak > 0 ? peak : null;
}

function goodness(
  law: Usl,
  concurrency: readonly number[],
  throughput: readonly number[],
): Pick<UslFit, "rSquared" | "residual"> {
  const mean = throughput.reduce((sum, x) => sum + x, 0) / throughput.length;
  let left = 0;
  let total = 0;
  throughput.forEach((x, point) => {
    left += (x - uslThroughput(law, concurrency[point])) ** 2;
    total += (x - mean) ** 2;
  });
  return {
    rSquared: total === 0 ? 1 : 1 - left / total,
    residual: Math.sqrt(left / throughput.length),
  };
}
