/**
 * M/G/1-PS: one server that all tasks in the system share equally, as an event loop nearly is to tasks
 * that give it back after each small step.
 *
 *     W = E[S]/(1 - ρ),   W(x) = x/(1 - ρ)
 *
 * λ arrival rate, S service time (on a server of one's own), ρ = λ E[S] utilization, W mean sojourn, W(x)
 * that of a task whose service is x: every task is slowed down by the same factor.
 * Assumes Poisson arrivals, independent service times, and slices too small to matter. Exact; depends on
 * the law of the service by its mean alone, so an infinite variance does no harm.
 *
 * Source: L. Kleinrock, "Queueing Systems", volume 2 (1976), chapter 4.
 *
 * @module
 */
import { whyNotApplicable } from "./_applicable.ts";
import type { Mm1Load } from "./mm1.ts";
import type { NotApplicable, Predicted } from "./prediction.ts";

/** What M/G/1-PS says. Nobody waits; `waitMs` is by how much sharing prolongs a sojourn, W - E[S]. */
export interface PredictedPs extends Predicted {
  /** 1/(1 - ρ): by which factor every task is slower than alone, on average. */
  readonly slowdown: number;
}

/**
 * Predicts the mean sojourn of M/G/1-PS.
 *
 * @example
 * ```ts
 * import { predictPs } from "./ps.ts";
 * // Half busy, everything takes twice its time: a task of 3 ms 6 ms.
 * const prediction = predictPs({ arrivalRatePerSecond: 500, serviceMeanMs: 1 });
 * if (prediction.state === "predicted") prediction.slowdown * 3;
 * ```
 *
 * @param load Arrivals and mean service, of any law.
 * @returns The prediction; not applicable from ρ = 1 on, without arrivals and for NaN.
 * @throws {RangeError} If E[S] is below 0.
 */
export function predictPs(load: Mm1Load): PredictedPs | NotApplicable {
  const model = "M/G/1-PS";
  const { arrivalRatePerSecond, serviceMeanMs } = load;
  const utilization = arrivalRatePerSecond / 1000 * serviceMeanMs;
  const refusal = whyNotApplicable({
    model,
    arrivalRatePerSecond,
    occupancy: utilization,
    moments: { serviceMeanMs },
  });
  if (refusal !== null) return refusal;
  const slowdown = 1 / (1 - utilization);
  const sojournMs = serviceMeanMs * slowdown;
  const waitMs = utilization * sojournMs;
  return {
    state: "predicted",
    model,
    waitMs,
    sojournMs,
    utilization,
    approximate: false,
    slowdown,
  };
}
