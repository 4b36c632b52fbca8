/**
 * Service demands: how long each task is meant to take. Every distribution is given by its mean,
 * and the other parameters change its shape only.
 *
 * @module
 */
import { requireAbove, requireAtLeast, requireAtMost } from "./requirement.ts";
import type { Random } from "./random.ts";

/**
 * How long tasks take; plain data. Written m for the mean and C² for the SCV (variance ÷ mean²).
 *
 * - `fixed`: always m (C² = 0).
 * - `exponential`: C² = 1.
 * - `lognormal`: exp(μ + σZ) with σ² = ln(1 + C²) and μ = ln m − σ² ÷ 2.
 * - `pareto`: bounded Pareto with density ∝ x^(−shape − 1) on [L, ratio · L], L chosen to give the
 *   mean: the heavy tail of many computing jobs, with all moments finite.
 * - `bimodal`: a `share` of large tasks, each `ratio` times as long as a small one.
 * - `replay`: recorded demands, task by task, from the start again if there are more tasks.
 */
export type Demand =
  | { readonly kind: "fixed"; readonly meanMs: number }
  | { readonly kind: "exponential"; readonly meanMs: number }
  | { readonly kind: "lognormal"; readonly meanMs: number; readonly scv: number }
  | {
    readonly kind: "pareto";
    readonly meanMs: number;
    /** Tail index, above 0; below 2 the SCV grows with the ratio without limit. */
    readonly shape: number;
    /** Largest ÷ smallest demand, above 1. */
    readonly ratio: number;
  }
  | {
    readonly kind: "bimodal";
    readonly meanMs: number;
    /** Share of large tasks, 0 to 1. */
    readonly share: number;
    /** Large ÷ small demand, at least 1. */
    readonly ratio: number;
  }
  | { readonly kind: "replay"; readonly demandMs: readonly number[] };

/** First two moments of a demand. */
export interface DemandMoments {
  /** Mean in ms. */
  readonly meanMs: number;
  /** Squared coefficient of variation, variance ÷ mean²; 0 if the mean is 0. */
  readonly scv: number;
}

/**
 * Plans the demand of every task.
 *
 * @param demand The distribution.
 * @param count How many tasks, a whole number of at least 0.
 * @param random Drawn from once a task (`lognormal`: twice; `fixed` and `replay`: never).
 * @returns Demands in ms, each at least 0.
 * @throws {RangeError} If a parameter of the demand is out of its range.
 */
export function planDemand(demand: Demand, count: number, random: Random): Float64Array {
  checkDemand(demand);
  const next = demandsOf(demand, random);
  const demandMs = new Float64Array(count);
  for (let task = 0; task < count; task++) demandMs[task] = next(task);
  return demandMs;
}

/**
 * The moments of a demand, in closed form; for `replay` those of the recorded values (their variance
 * divided by n, for they are the whole population).
 *
 * @param demand The distribution.
 * @returns Its mean and SCV.
 * @throws {RangeError} If a parameter of the demand is out of its range.
 */
export function demandMoments(demand: Demand): DemandMoments {
  checkDemand(demand);
  if (demand.kind === "replay") return momentsOf(demand.demandMs);
  return { meanMs: demand.meanMs, scv: demand.meanMs === 0 ? 0 : scvOf(demand) };
}

/**
 * Draws demands one by one, without a plan.
 *
 * @param demand The distribution, its parameters in range (not checked).
 * @param random Drawn from as {@link planDemand} says.
 * @returns To be asked for tasks 0, 1, 2 …; their demands in ms.
 */
export function demandsOf(demand: Demand, random: Random): (task: number) => number {
  switch (demand.kind) {
    case "fixed":
      return () => demand.meanMs;
    case "exponential":
      return () => random.exponential(demand.meanMs);
    case "lognormal": {
      const logVariance = Math.log1p(demand.scv);
      const medianMs = demand.meanMs * Math.exp(-logVariance / 2);
      const sigma = Math.sqrt(logVariance);
      return () => medianMs * Math.exp(sigma * random.normal());
    }
    case "pareto": {
      // Inverse of F(x) = (1 − (L/x)^shape) ÷ (1 − ratio^−shape).
      const { meanMs, shape, ratio } = demand;
      const smallestMs = meanMs / boundedParetoMoment(1, shape, ratio);
      const covered = -Math.expm1(-shape * Math.log(ratio));
      return () => smallestMs * (1 - random.uniform() * covered) ** (-1 / shape);
    }
    case "bimodal": {
      const { meanMs, share, ratio } = demand;
      const smallMs = meanMs / (1 - share + share * ratio);
      return () => random.uniform() < share ? smallMs * ratio : smallMs;
    }
    case "replay":
      return (task) => demand.demandMs[task % demand.demandMs.length];
  }
}

function scvOf(demand: Exclude<Demand, { kind: "replay" }>): number {
  switch (demand.kind) {
    case "fixed":
      return 0;
    case "exponential":
      return 1;
    case "lognormal":
      return demand.scv;
    case "pareto": {
      const { shape, ratio } = demand;
      const first = boundedParetoMoment(1, shape, ratio);
      return Math.max(0, boundedParetoMoment(2, shape, ratio) / first ** 2 - 1);
    }
    case "bimodal": {
      const { share, ratio } = demand;
      return share * (1 - share) * ((ratio - 1) / (1 - share + share * ratio)) ** 2;
    }
  }
}

/**
 * E[Xᵏ] of the bounded Pareto distribution on [1, ratio]: the integral of shape · x^(k − shape − 1)
 * from 1 to the ratio, divided by 1 − ratio^(−shape) (M. Harchol-Balter, "Performance Modeling and
 * Design of Computer Systems", 2013, ch. 20). The usual form divides by k − shape; this one, by
 * (eᵈ − 1) ÷ d with d = (k − shape) · ln ratio, also holds where shape equals k.
 */
function boundedParetoMoment(k: number, shape: number, ratio: number): number {
  const logRatio = Math.log(ratio);
  const d = (k - shape) * logRatio;
  const growth = d === 0 ? 1 : Math.expm1(d) / d;
  return shape * logRatio * growth / -Math.expm1(-shape * logRatio);
}

function momentsOf(demandMs: readonly number[]): DemandMoments {
  const count = demandMs.length;
  const meanMs = demandMs.reduce((sum, demand) => sum + demand, 0) / count;
  const squares = demandMs.reduce((sum, demand) => sum + (demand - meanMs) ** 2, 0);
  return { meanMs, scv: meanMs === 0 ? 0 : squares / count / meanMs ** 2 };
}

function checkDemand(demand: Demand): void {
  if (demand.kind === "replay") {
    const { demandMs } = demand;
    if (demandMs.length === 0) {
      throw new RangeError("Cannot plan demand: 'demandMs' must hold a value, got none");
    }
    demandMs.forEach((value, at) => requireAtLeast("demand", `demandMs[${at}]`, value));
    return;
  }
  requireAtLeast("demand", "meanMs", demand.meanMs);
  if (demand.kind === "lognormal") requireAtLeast("demand", "scv", demand.scv);
  if (demand.kind === "pareto") {
    requireAbove("demand", "shape", demand.shape);
    requireAbove("demand", "ratio", demand.ratio, 1);
  }
  if (demand.kind === "bimodal") {
    requireAtLeast("demand", "ratio", demand.ratio, 1);
    requireAtLeast("demand", "share", demand.share);
    requireAtMost("demand", "share", demand.share, 1);
  }
}
