/**
 * G/G/c and M/G/c: the approximation of Allen and Cunneen, which scales the mean wait of M/M/c.
 *
 *     Wq ≈ C/(cμ - λ) · (Ca² + Cs²)/2
 *
 * λ arrival rate, μ = 1/E[S] service rate of one server, C probability of waiting in M/M/c (Erlang C),
 * Ca² and Cs² SCVs of gaps and service. With Ca² = 1 it is the formula of Lee and Longton for M/G/c.
 * Assumes independent gaps, independent service times, and like servers of which none rests while a
 * task waits. An approximation: exact for M/M/c and for M/G/1 (c = 1), right in the limit of ρ → 1.
 * For constant service of Poisson arrivals M/D/c is exact.
 *
 * Source: A. O. Allen, "Probability, Statistics, and Queueing Theory with Computer Science
 * Applications" (1990), chapter 5; A. M. Lee and P. A. Longton, "Queueing Processes Associated with Airline
 * Passenger Check-in", Operational Research Quarterly 10 (1959).
 *
 * @module
 */
import { whyNotApplicable } from "./_applicable.ts";
import { erlangC } from "./erlang.ts";
import type { Gg1Load } from "./gg1.ts";
import type { Prediction } from "./prediction.ts";

/** Two moments of the gaps and of the service, and who serves. */
export interface GgcLoad extends Gg1Load {
  /** c, a whole number of at least 1. */
  readonly servers: number;
}

/**
 * Approximates the mean wait of G/G/c.
 *
 * @param load Moments of gaps and service, and the servers.
 * @returns The prediction, marked as approximate; not applicable from ρ = 1 on, for an infinite SCV,
 *   without arrivals and for NaN.
 * @throws {RangeError} If `servers` is not a whole number of at least 1 or a moment is below 0.
 */
export function predictGgc(load: GgcLoad): Prediction {
  return predict("G/G/c (Allen-Cunneen)", load);
}

/**
 * Approximates the mean wait of M/G/c.
 *
 * @param load Arrivals, two moments of the service, and the servers.
 * @returns As {@link predictGgc}.
 * @throws {RangeError} If `servers` is not a whole number of at least 1 or a moment is below 0.
 */
export function predictMgc(load: Omit<GgcLoad, "arrivalScv">): Prediction {
  return predict("M/G/c (Lee-Longton)", { ...load, arrivalScv: 1 });
}

function predict(model: string, load: GgcLoad): Prediction {
  const { arrivalRatePerSecond, arrivalScv, serviceMeanMs, serviceScv, servers } = load;
  const offeredErlangs = arrivalRatePerSecond / 1000 * serviceMeanMs;
  const utilization = offeredErlangs / servers;
  const refusal = whyNotApplicable({
    model,
    arrivalRatePerSecond,
    occupancy: utilization,
    servers,
    moments: { arrivalScv, serviceMeanMs, serviceScv },
  });
  if (refusal !== null) return refusal;
  const exponentialMs = erlangC(offeredErlangs, servers) * serviceMeanMs /
    (servers * (1 - utilization));
  const waitMs = exponentialMs * (arrivalScv + serviceScv) / 2;
  const sojournMs = waitMs + serviceMeanMs;
  return { state: "predicted", model, waitMs, sojournMs, utilization, approximate: true };
}
