/**
 * GI/M/1: independent gaps of any law, exponential service, one server.
 *
 *     Wq = σ/(μ(1 - σ)),   P(Wq > t) = σ e^(-μ(1-σ)t),   P(W > t) = e^(-μ(1-σ)t)
 *     σ = A*(μ(1 - σ)),  0 < σ < 1
 *
 * A* transform of the gaps, E[e^(-s gap)], μ = 1/E[S] service rate, σ probability that a task waits, Wq
 * wait, W sojourn.
 * Assumes gaps that are independent of each other, independent exponential service times, one server
 * that never rests while a task waits; the distributions also first come, first served. Exact; σ is found
 * by bisection.
 *
 * Source: L. Kleinrock, "Queueing Systems", volume 1 (1975), 6.4.
 *
 * @module
 */
import { whyNotApplicable } from "./_applicable.ts";
import { exponentialTime, NO_TIME } from "./_time_distribution.ts";
import { type Law, lawMoments } from "./law.ts";
import { lawComplement } from "./_law_transform.ts";
import type { Prediction } from "./prediction.ts";

/** Independent gaps and their exponential service. */
export interface Gim1Load {
  /** How the gaps between arrivals are distributed; `replay` for recorded ones, taken as independent. */
  readonly gap: Law;
  /** E[S] = 1/μ in ms. */
  readonly serviceMeanMs: number;
}

/**
 * Predicts the wait of GI/M/1, and its sojourn, as distributions.
 *
 * @example
 * ```ts
 * import { predictGim1 } from "./gim1.ts";
 * // A task each 1.25 ms, served for 1 ms on average: waits of 1.693 ms, with Poisson arrivals 4 ms.
 * predictGim1({ gap: { kind: "fixed", meanMs: 1.25 }, serviceMeanMs: 1 });
 * ```
 *
 * @param load Gaps and service.
 * @returns The prediction; not applicable from ρ = 1 on and for NaN.
 * @throws {RangeError} If a parameter of the law is out of its range or E[S] is below 0.
 */
export function predictGim1(load: Gim1Load): Prediction {
  const model = "GI/M/1";
  const { gap, serviceMeanMs } = load;
  const gapMeanMs = lawMoments(gap).meanMs;
  const utilization = serviceMeanMs / gapMeanMs;
  const refusal = whyNotApplicable({
    model,
    arrivalRatePerSecond: 1000 / gapMeanMs,
    occupancy: utilization,
    moments: { serviceMeanMs },
  });
  if (refusal !== null) return refusal;
  const none = { waitMs: 0, sojournMs: 0, wait: NO_TIME, sojourn: NO_TIME };
  if (serviceMeanMs === 0) {
    return { state: "predicted", model, ...none, utilization, approximate: false };
  }
  const idle = idleShare(gap, serviceMeanMs);
  const sojournMs = serviceMeanMs / idle;
  return {
    state: "predicted",
    model,
    waitMs: (1 - idle) * sojournMs,
    sojournMs,
    utilization,
    approximate: false,
    wait: exponentialTime(1 - idle, 1 / sojournMs),
    sojourn: exponentialTime(1, 1 / sojournMs),
  };
}

/**
 * 1 - σ: the share u of the tasks that find the server idle, the root above 0 of u = 1 - A*(μu). The right
 * side is concave, 0 at 0, and starts with the slope 1/ρ above 1: before the root it is above u, behind below.
 */
function idleShare(gap: Law, serviceMeanMs: number): number {
  const complement = lawComplement(gap);
  let low = 0;
  let high = 1;
  while (high - low > 1e-15 * high) {
    const middle = (low + high) / 2;
    const isBefore = complement({ re: middle / serviceMeanMs, im: 0 }).re > middle;
    if (isBefore) low = middle;
    else high = middle;
  }
  return high;
}
