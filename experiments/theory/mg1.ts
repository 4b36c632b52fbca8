/**
 * M/G/1: the Pollaczek–Khinchine mean wait.
 *
 *     Wq = λ E[S²] / (2 (1 - ρ)),   ρ = λ E[S]
 *
 * λ arrival rate, S service time, ρ utilization, Wq mean wait in queue.
 * Assumes Poisson arrivals, one server that never rests while a task waits, service times that are
 * independent of each other and of the arrivals, any order that does not look at service times.
 * Exact.
 *
 * Source: L. Kleinrock, "Queueing Systems", volume 1 (1975), 5.6.
 *
 * @module
 */
import { whyNotApplicable } from "./_applicable.ts";
import type { Prediction } from "./prediction.ts";

/** Poisson arrivals and the moments of their service. */
export interface Mg1Load {
  /** λ, tasks per second. */
  readonly arrivalRatePerSecond: number;
  /** E[S] in ms. */
  readonly serviceMeanMs: number;
  /** E[S²] in ms². */
  readonly serviceSecondMomentMs2: number;
}

/**
 * Predicts the mean wait of M/G/1.
 *
 * @example
 * ```ts
 * import { predictMg1 } from "./mg1.ts";
 * // ρ = 0.8 with constant service of 1 ms waits 2 ms, half of what exponential service waits.
 * predictMg1({ arrivalRatePerSecond: 800, serviceMeanMs: 1, serviceSecondMomentMs2: 1 });
 * ```
 *
 * @param load Arrivals and service.
 * @returns The prediction; not applicable from ρ = 1 on, for an infinite E[S²], without arrivals
 *   and for NaN.
 */
export function predictMg1(load: Mg1Load): Prediction {
  const model = "M/G/1";
  const { arrivalRatePerSecond, serviceMeanMs, serviceSecondMomentMs2 } = load;
  const utilization = arrivalRatePerSecond / 1000 * serviceMeanMs;
  const refusal = whyNotApplicable({
    model,
    arrivalRatePerSecond,
    occupancy: utilization,
    moments: { serviceMeanMs, serviceSecondMomentMs2 },
  });
  if (refusal !== null) return refusal;
  const waitMs = pollaczekKhinchineWaitMs(load);
  const sojournMs = waitMs + serviceMeanMs;
  return { state: "predicted", model, waitMs, sojournMs, utilization, approximate: false };
}

/**
 * The bare formula, for models that add something to it.
 *
 * @param load Arrivals and service, with ρ below 1 and finite moments (not checked).
 * @returns Wq in ms.
 */
export function pollaczekKhinchineWaitMs(load: Mg1Load): number {
  const ratePerMs = load.arrivalRatePerSecond / 1000;
  const idle = 1 - ratePerMs * load.serviceMeanMs;
  return ratePerMs * load.serviceSecondMomentMs2 / (2 * idle);
}
