/**
 * Laws of times: how gaps, services, sleeps and wake-ups are distributed. One description for closed
 * forms, which want moments and transforms, and for the simulation, which draws from it.
 *
 * @module
 */
import { type Demand, demandMoments } from "../workload/demand.ts";

/**
 * A distribution of times that are at least 0; plain data. Written m for the mean and C² for the SCV.
 * Beside what a workload's tasks may demand (`replay`: each recorded value is as likely as any other,
 * and their order is of no account):
 *
 * - `erlang`: the sum of so many exponential stages, C² = 1 ÷ stages.
 * - `gamma`: the same with stages in part, C² = 1 ÷ stages, for any C² above 0.
 * - `hyperexponential`: one of two exponentials with balanced means, pᵢmᵢ = m ÷ 2, of a given C² > 1.
 * - `atoms`: values with weights, such as the bins of a measured histogram.
 */
export type Law =
  | Demand
  | { readonly kind: "erlang"; readonly meanMs: number; readonly stages: number }
  | { readonly kind: "gamma"; readonly meanMs: number; readonly scv: number }
  | { readonly kind: "hyperexponential"; readonly meanMs: number; readonly scv: number }
  | {
    readonly kind: "atoms";
    /** The values in ms, each at least 0. */
    readonly valuesMs: readonly number[];
    /** Weight of each value, at least 0; they need not add up to 1. */
    readonly weights: readonly number[];
  };

/** First two moments of a law. */
export interface LawMoments {
  /** E[X], in ms. */
  readonly meanMs: number;
  /** E[X²], in ms². */
  readonly secondMomentMs2: number;
}

/**
 * The moments of a law, in closed form.
 *
 * @param law The law.
 * @returns E[X] and E[X²].
 * @throws {RangeError} If a parameter of the law is out of its range.
 */
export function lawMoments(law: Law): LawMoments {
  switch (law.kind) {
    case "erlang":
      requireNotNegative("'meanMs'", law.meanMs);
      requireThat(
        Number.isSafeInteger(law.stages) && law.stages >= 1,
        `'stages' must be a whole number of at least 1, got ${law.stages}`,
      );
      return fromScv(law.meanMs, 1 / law.stages);
    case "gamma":
      requireNotNegative("'meanMs'", law.meanMs);
      requireThat(Number.isFinite(law.scv) && law.scv > 0, `'scv' must be above 0, got ${law.scv}`);
      return fromScv(law.meanMs, law.scv);
    case "hyperexponential":
      requireNotNegative("'meanMs'", law.meanMs);
      requireThat(
        Number.isFinite(law.scv) && law.scv >= 1,
        `'scv' must be at least 1, got ${law.scv}`,
      );
      return fromScv(law.meanMs, law.scv);
    case "atoms":
      return atomMoments(law.valuesMs, law.weights);
    default: {
      const { meanMs, scv } = demandMoments(law);
      return fromScv(meanMs, scv);
    }
  }
}

/**
 * The SCV of a time from its moments.
 *
 * @param moments E[X] and E[X²].
 * @returns Variance ÷ mean²; 0 if the mean is 0, and where rounding has left a variance below 0.
 */
export function momentsScv({ meanMs, secondMomentMs2 }: LawMoments): number {
  return meanMs === 0 ? 0 : Math.max(0, secondMomentMs2 / (meanMs * meanMs) - 1);
}

function fromScv(meanMs: number, scv: number): LawMoments {
  return { meanMs, secondMomentMs2: meanMs * meanMs * (1 + scv) };
}

function atomMoments(valuesMs: readonly number[], weights: readonly number[]): LawMoments {
  requireThat(
    valuesMs.length === weights.length,
    "'valuesMs' and 'weights' must be of the same length, " +
      `got ${valuesMs.length} and ${weights.length}`,
  );
  let most = 0;
  for (let index = 0; index < valuesMs.length; index++) {
    // Names are made for the wrong ones alone: a measured law has thousands of right ones.
    if (!isNotNegative(valuesMs[index])) {
      requireNotNegative(`'valuesMs[${index}]'`, valuesMs[index]);
    }
    if (!isNotNegative(weights[index])) requireNotNegative(`'weights[${index}]'`, weights[index]);
    most = Math.max(most, weights[index]);
  }
  requireThat(most > 0, `the sum of the weights must be above 0, got ${most}`);
  // Weights of any size: their sum must not overflow, nor their products with values.
  const total = weights.reduce((sum, weight) => sum + weight / most, 0);
  let meanMs = 0;
  let secondMomentMs2 = 0;
  valuesMs.forEach((valueMs, index) => {
    const share = weights[index] / most / total;
    meanMs += share * valueMs;
    secondMomentMs2 += share * valueMs * valueMs;
  });
  return { meanMs, secondMomentMs2 };
}

function requireNotNegative(name: string, value: number): void {
  requireThat(isNotNegative(value), `${name} must be at least 0, got ${value}`);
}

function isNotNegative(value: number): boolean {
  return Number.isFinite(value) && value >= 0;
}

function requireThat(holds: boolean, requirement: string): void {
  if (!holds) throw new RangeError(`Cannot use law: ${requirement}`);
}
