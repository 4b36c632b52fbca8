/**
 * M/G/1: the wait of Pollaczek and Khinchine.
 *
 *     Wq = λ E[S²] / (2 (1 - ρ)),   ρ = λ E[S]
 *     E[e^(-sWq)] = (1 - ρ) / (1 - ρ R(s)),   R(s) = (1 - E[e^(-sS)]) / (s E[S])
 *
 * λ arrival rate, S service time, ρ utilization, Wq wait in queue, R transform of the residual service.
 * Assumes Poisson arrivals, one server that never rests while a task waits, service times that are
 * independent of each other and of the arrivals, any order that does not look at service times; the
 * distribution also first come, first served. Exact. The distribution needs the law of the service and is
 * computed by inversion of the transform: a tail is right to 1e-8 for a service with a density and to
 * 1e-5 for one of constants (but those of M/D/c with c = 1 are exact).
 *
 * Source: L. Kleinrock, "Queueing Systems", volume 1 (1975), 5.6.
 *
 * @module
 */
import { whyNotApplicable } from "./_applicable.ts";
import { NO_TIME } from "./_time_distribution.ts";
import { intervalOf, vacationWait } from "./_vacation_wait.ts";
import { type Law, lawMoments } from "./law.ts";
import type { Prediction, TimeDistribution } from "./prediction.ts";

/** Poisson arrivals and the moments of their service. */
export interface Mg1Load {
  /** λ, tasks per second. */
  readonly arrivalRatePerSecond: number;
  /** E[S] in ms. */
  readonly serviceMeanMs: number;
  /** E[S²] in ms². */
  readonly serviceSecondMomentMs2: number;
}

/** Poisson arrivals and the law of their service. */
export interface Mg1LawLoad {
  /** λ, tasks per second. */
  readonly arrivalRatePerSecond: number;
  /** How S is distributed. */
  readonly service: Law;
}

/**
 * Predicts the wait of M/G/1: from moments its mean, from a law its distribution as well.
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
 * @throws {RangeError} If a moment is below 0 or a parameter of the law is out of its range.
 */
export function predictMg1(load: Mg1Load | Mg1LawLoad): Prediction {
  const model = "M/G/1";
  const moments = "service" in load ? momentsOf(load) : load;
  const { arrivalRatePerSecond, serviceMeanMs, serviceSecondMomentMs2 } = moments;
  const utilization = arrivalRatePerSecond / 1000 * serviceMeanMs;
  const refusal = whyNotApplicable({
    model,
    arrivalRatePerSecond,
    occupancy: utilization,
    moments: { serviceMeanMs, serviceSecondMomentMs2 },
  });
  if (refusal !== null) return refusal;
  const waitMs = pollaczekKhinchineWaitMs(moments);
  return {
    state: "predicted",
    model,
    waitMs,
    sojournMs: waitMs + serviceMeanMs,
    utilization,
    approximate: false,
    ...("service" in load ? { wait: waitOf(load.service, serviceMeanMs, utilization) } : {}),
  };
}

function momentsOf({ arrivalRatePerSecond, service }: Mg1LawLoad): Mg1Load {
  const { meanMs: serviceMeanMs, secondMomentMs2: serviceSecondMomentMs2 } = lawMoments(service);
  return { arrivalRatePerSecond, serviceMeanMs, serviceSecondMomentMs2 };
}

function waitOf(service: Law, meanMs: number, utilization: number): TimeDistribution {
  if (meanMs === 0) return NO_TIME;
  return vacationWait(utilization, intervalOf(service, meanMs), null);
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
