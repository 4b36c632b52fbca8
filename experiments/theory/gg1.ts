/**
 * G/G/1: Kingman's approximation of the mean wait, from two moments of the gaps and of the service.
 *
 *     Wq ≈ ρ/(1 - ρ) · (Ca² + Cs²)/2 · E[S]
 *
 * λ arrival rate, S service time, ρ = λ E[S] utilization, Ca² and Cs² SCVs of gaps and service.
 * Assumes independent gaps, independent service times, and one server that never rests while a task
 * waits. An approximation: exact for Poisson arrivals (where it is Pollaczek–Khinchine), right in the
 * limit of ρ → 1, and off in between by what two moments cannot tell. Gaps that depend on each other, as
 * those of bursts do, have no place in it.
 *
 * Source: J. F. C. Kingman, "The Single Server Queue in Heavy Traffic", Proceedings of the Cambridge
 * Philosophical Society 57 (1961).
 *
 * @module
 */
import { whyNotApplicable } from "./_applicable.ts";
import type { Prediction } from "./prediction.ts";

/** Two moments of the gaps and of the service. */
export interface Gg1Load {
  /** λ, tasks per second. */
  readonly arrivalRatePerSecond: number;
  /** Ca²: variance ÷ mean² of the gaps. */
  readonly arrivalScv: number;
  /** E[S] in ms. */
  readonly serviceMeanMs: number;
  /** Cs²: variance ÷ mean² of the service times. */
  readonly serviceScv: number;
}

/**
 * Approximates the mean wait of G/G/1.
 *
 * @param load Moments of gaps and service.
 * @returns The prediction, marked as approximate; not applicable from ρ = 1 on, for an infinite SCV,
 *   without arrivals and for NaN.
 * @throws {RangeError} If a moment is below 0.
 */
export function predictGg1(load: Gg1Load): Prediction {
  const model = "G/G/1 (Kingman)";
  const { arrivalRatePerSecond, arrivalScv, serviceMeanMs, serviceScv } = load;
  const utilization = arrivalRatePerSecond / 1000 * serviceMeanMs;
  const refusal = whyNotApplicable({
    model,
    arrivalRatePerSecond,
    occupancy: utilization,
    moments: { arrivalScv, serviceMeanMs, serviceScv },
  });
  if (refusal !== null) return refusal;
  const waitMs = utilization / (1 - utilization) * (arrivalScv + serviceScv) / 2 * serviceMeanMs;
  const sojournMs = waitMs + serviceMeanMs;
  return { state: "predicted", model, waitMs, sojournMs, utilization, approximate: true };
}
