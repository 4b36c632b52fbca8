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
 * 1e-5 for one of constants (but those of M/D/c with c = 1 are exact) and for `pareto`, whose density jumps.
 * There is none for a density with an SCV below 0.01, of which inversion would lose more (`fixed` is then
 * the nearer law), nor so near to saturation, from 1 - ρ = 2e-11 on, that rounding hides it.
 *
 * Source: L. Kleinrock, "Queueing Systems", volume 1 (1975), 5.6.
 *
 * @module
 */
import { whyNotApplicable } from "./_applicable.ts";
import { requireSecondMoment } from "./_requirement.ts";
import { NO_TIME, timeWithTail } from "./_time_distribution.ts";
import { compoundWait, intervalOf, leastTail } from "./_compound_wait.ts";
import { isConcentrated, isSmooth } from "./_law_transform.ts";
import { type Law, lawMoments } from "./law.ts";
import type { Predicted, Prediction } from "./prediction.ts";

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
 * Predicts the wait of M/G/1: from moments its mean, from a law its distribution and that of the sojourn
 * as well (the latter not for `pareto`, nor for `replay` and `atoms` of more than 50 values).
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
 * @throws {RangeError} If a moment is below 0, E[S²] below E[S]² (by more than rounding) or a parameter of the law is out of its range.
 */
export function predictMg1(load: Mg1Load | Mg1LawLoad): Prediction {
  const model = "M/G/1";
  const moments = "service" in load ? momentsOf(load) : load;
  const { arrivalRatePerSecond, serviceMeanMs, serviceSecondMomentMs2 } = moments;
  requireSecondMoment(model, "serviceSecondMomentMs2", serviceMeanMs, serviceSecondMomentMs2);
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
    ...("service" in load ? distributionsOf(load.service, serviceMeanMs, utilization) : {}),
  };
}

function momentsOf({ arrivalRatePerSecond, service }: Mg1LawLoad): Mg1Load {
  const { meanMs: serviceMeanMs, secondMomentMs2: serviceSecondMomentMs2 } = lawMoments(service);
  return { arrivalRatePerSecond, serviceMeanMs, serviceSecondMomentMs2 };
}

/** Up to so many values of a service of constants, the sojourn is composed of them. */
const MOST_CONSTANTS = 50;

function distributionsOf(
  service: Law,
  meanMs: number,
  utilization: number,
): Pick<Predicted, "wait" | "sojourn"> {
  if (meanMs === 0) return { wait: NO_TIME, sojourn: NO_TIME };
  if (isConcentrated(service)) return {};
  const interval = intervalOf(service, meanMs);
  const wait = compoundWait(utilization, interval, null);
  if (wait === null) return {};
  const { valuesMs, weights } = interval.constants;
  if (valuesMs.length === 0) {
    const before = { complement: interval.complement, share: 1, tail: null };
    const sojourn = isSmooth(service) ? compoundWait(utilization, interval, before) : null;
    return sojourn === null ? { wait } : { wait, sojourn };
  }
  // The jumps of such a sojourn and the bends between them spoil its inversion, to 5e-4.
  if (valuesMs.length > MOST_CONSTANTS) return { wait };
  const tail = (ms: number) =>
    valuesMs.reduce((sum, valueMs, at) => {
      return sum + weights[at] * (ms < valueMs ? 1 : wait.tail(ms - valueMs));
    }, 0);
  const sojourn = timeWithTail(tail, meanMs, {
    tolerance: 1e-9,
    leastTail: leastTail(utilization),
  });
  return { wait, sojourn };
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
