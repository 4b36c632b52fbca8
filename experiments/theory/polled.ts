/**
 * Polled queues: the server sleeps between passes and learns of new tasks only when it wakes.
 *
 *     one:      λ E[(S+T)²] / (2 (1 - λ(E[S]+E[T]))) + E[T²]/(2 E[T])
 *     present:  PK + E[T²]/(2 E[T]) + ρ E[T]/(1 - ρ)
 *     all:      PK + E[T²]/(2 E[T])
 *
 * `one`: one task a pass, then sleep. `present`: all that wait when the pass begins, then sleep
 * (gated). `all`: until the queue is empty, then sleep (exhaustive).
 * λ arrival rate, S service time, T sleep as measured (the timer's floor included), ρ = λ E[S],
 * PK the Pollaczek–Khinchine wait λ E[S²]/(2(1 - ρ)), E[T²]/(2 E[T]) the mean rest of a sleep that
 * an arriving task meets, E[(S+T)²] = E[S²] + 2 E[S] E[T] + E[T²].
 *
 * For `one` and `all` the two parts of the wait, that of M/G/1 (with service S + T for `one`) and the rest
 * of the sleep, are independent, so that laws of S and T give the wait as a distribution. It is computed by
 * inversion of the transform, to 1e-5 of a tail, unless one of them is a density with an SCV below 0.01. For `present` only the mean is known in closed form.
 *
 * Assumes Poisson arrivals, first come, first served, sleeps that are independent of each other and
 * of all else, and a sleep that follows at once when a pass found nothing (multiple vacations).
 * `one` is M/G/1 with service S + T and vacations T, hence stable only while λ(E[S]+E[T]) < 1.
 * Exact.
 *
 * Source: H. Takagi, "Queueing Analysis", volume 1 (1991), chapter 2 (vacations);
 * S. W. Fuhrmann and R. B. Cooper, "Stochastic Decompositions in the M/G/1 Queue with Generalized
 * Vacations", Operations Research 33 (1985).
 *
 * @module
 */
import { whyNotApplicable } from "./_applicable.ts";
import { requireSecondMoment } from "./_requirement.ts";
import { NO_TIME } from "./_time_distribution.ts";
import {
  complementOfSum,
  compoundWait,
  type Interval,
  intervalOf,
  restOf,
} from "./_compound_wait.ts";
import { isConcentrated } from "./_law_transform.ts";
import { type Law, lawMoments } from "./law.ts";
import { type Mg1LawLoad, type Mg1Load, pollaczekKhinchineWaitMs } from "./mg1.ts";
import type { Predicted, Prediction } from "./prediction.ts";

/** Which tasks a pass serves before the server sleeps again. */
export type Drain = "one" | "present" | "all";

/** Moments of the sleeps as they turned out, not as they were asked for. */
export interface SleepMoments {
  /** E[T] in ms; 0 for a server that never sleeps. */
  readonly meanMs: number;
  /** E[T²] in ms². */
  readonly secondMomentMs2: number;
}

/** Arrivals, service and sleeps of a polled queue. */
export interface PolledLoad extends Mg1Load {
  /** Which tasks a pass serves. */
  readonly drain: Drain;
  /** The sleeps between passes. */
  readonly sleep: SleepMoments;
}

/** The same with laws in place of moments. */
export interface PolledLawLoad extends Mg1LawLoad {
  /** Which tasks a pass serves. */
  readonly drain: Drain;
  /** How the sleeps between passes are distributed. */
  readonly sleep: Law;
}

const MODEL = {
  one: "polled (one a pass)",
  present: "polled (gated)",
  all: "polled (exhaustive)",
} as const satisfies Record<Drain, string>;

/**
 * Predicts the wait of a polled queue: from moments its mean, from laws its distribution as well, unless the
 * drain is `present`.
 *
 * @example
 * ```ts
 * import { predictPolled } from "./polled.ts";
 * // An idle loop that looks every 100 ms makes a task wait 50 ms.
 * predictPolled({
 *   arrivalRatePerSecond: 0.001,
 *   serviceMeanMs: 0.1,
 *   serviceSecondMomentMs2: 0.01,
 *   drain: "all",
 *   sleep: { meanMs: 100, secondMomentMs2: 10_000 },
 * });
 * ```
 *
 * @param load Arrivals, service and sleeps.
 * @returns The prediction, whose `utilization` counts service alone; not applicable from ρ = 1 on
 *   (`one`: from λ(E[S]+E[T]) = 1 on), for an infinite second moment, without arrivals and for NaN.
 * @throws {RangeError} If a moment is below 0, a second one below the square of the mean (by more than
 *   rounding) or a parameter of a law out of its range.
 */
export function predictPolled(load: PolledLoad | PolledLawLoad): Prediction {
  const moments = "service" in load ? momentsOf(load) : load;
  const { arrivalRatePerSecond, serviceMeanMs, serviceSecondMomentMs2, drain, sleep } = moments;
  const model = MODEL[drain];
  requireSecondMoment(model, "serviceSecondMomentMs2", serviceMeanMs, serviceSecondMomentMs2);
  requireSecondMoment(model, "sleepSecondMomentMs2", sleep.meanMs, sleep.secondMomentMs2);
  const ratePerMs = arrivalRatePerSecond / 1000;
  const utilization = ratePerMs * serviceMeanMs;
  const refusal = whyNotApplicable({
    model,
    arrivalRatePerSecond,
    occupancy: drain === "one" ? utilization + ratePerMs * sleep.meanMs : utilization,
    moments: {
      serviceMeanMs,
      serviceSecondMomentMs2,
      sleepMeanMs: sleep.meanMs,
      sleepSecondMomentMs2: sleep.secondMomentMs2,
    },
  });
  if (refusal !== null) return refusal;
  const waitMs = queueingWaitMs(moments) + residualSleepMs(sleep);
  return {
    state: "predicted",
    model,
    waitMs,
    sojournMs: waitMs + serviceMeanMs,
    utilization,
    approximate: false,
    ...("service" in load && drain !== "present" ? waitOf(load, moments) : {}),
  };
}

function momentsOf({ arrivalRatePerSecond, drain, service, sleep }: PolledLawLoad): PolledLoad {
  const { meanMs: serviceMeanMs, secondMomentMs2: serviceSecondMomentMs2 } = lawMoments(service);
  return {
    arrivalRatePerSecond,
    serviceMeanMs,
    serviceSecondMomentMs2,
    drain,
    sleep: lawMoments(sleep),
  };
}

function waitOf(laws: PolledLawLoad, moments: PolledLoad): Pick<Predicted, "wait"> {
  if (isConcentrated(laws.service) || isConcentrated(laws.sleep)) return {};
  const service = intervalOf(laws.service, moments.serviceMeanMs);
  const sleep = intervalOf(laws.sleep, moments.sleep.meanMs);
  const cost = laws.drain === "one" && sleep.meanMs > 0 ? together(service, sleep) : service;
  const occupancy = laws.arrivalRatePerSecond / 1000 * cost.meanMs;
  if (sleep.meanMs === 0 && occupancy === 0) return { wait: NO_TIME };
  const wait = compoundWait(occupancy, cost, sleep.meanMs > 0 ? restOf(sleep) : null);
  return wait === null ? {} : { wait };
}

/** The sum of two independent times. Its constants matter to compoundWait only where nothing comes before. */
function together(a: Interval, b: Interval): Interval {
  return {
    meanMs: a.meanMs + b.meanMs,
    complement: (s) => complementOfSum(a.complement(s), b.complement(s)),
    constants: { valuesMs: [], weights: [] },
  };
}

function queueingWaitMs(load: PolledLoad): number {
  const { arrivalRatePerSecond, serviceMeanMs, serviceSecondMomentMs2, drain, sleep } = load;
  if (drain === "one") {
    return pollaczekKhinchineWaitMs({
      arrivalRatePerSecond,
      serviceMeanMs: serviceMeanMs + sleep.meanMs,
      serviceSecondMomentMs2: serviceSecondMomentMs2 + 2 * serviceMeanMs * sleep.meanMs +
        sleep.secondMomentMs2,
    });
  }
  const waitMs = pollaczekKhinchineWaitMs(load);
  if (drain === "all") return waitMs;
  const utilization = arrivalRatePerSecond / 1000 * serviceMeanMs;
  return waitMs + utilization * sleep.meanMs / (1 - utilization);
}

/** E[T²]/(2 E[T]), with its limit 0 for a server that never sleeps. */
function residualSleepMs({ meanMs, secondMomentMs2 }: SleepMoments): number {
  return meanMs === 0 ? 0 : secondMomentMs2 / (2 * meanMs);
}
