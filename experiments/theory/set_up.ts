/**
 * M/G/1 with set-up: a server that finds nothing to do rests, and needs a while before it serves the
 * task that ends its rest; between two tasks of a busy period it may lose time as well.
 *
 *     S₀ = D + S,   S₁ = H + S,   ρ₁ = λ E[S₁]
 *     Wq = λ E[S₁²]/(2(1 - ρ₁)) + (2 E[S₀] + λ(E[S₀²] - E[S₁²])) / (2(1 + λ(E[S₀] - E[S₁]))) - E[S]
 *
 * λ arrival rate, S service time, D set-up: from the arrival of a task that finds the system empty to
 * the start of its service, H hand-over: from the end of a service to the start of the next one if a
 * task waits, Wq mean time from the arrival of a task to the start of its service, D and H included.
 * Without hand-over this is the usual form, PK + (2 E[D] + λ E[D²]) / (2(1 + λ E[D])), PK being the
 * Pollaczek–Khinchine wait; without set-up as well it is PK.
 *
 * It is the queue whose first customer of a busy period has a service of its own, S₀ instead of S₁.
 * The server finds the system empty for the part (1 - ρ₁)/(1 + λ(E[S₀] - E[S₁])) of the tasks, and
 * its mean number in system, divided by λ, is the sojourn.
 * Assumes Poisson arrivals, one server, services, set-ups and hand-overs that are independent of each
 * other and of the arrivals, any order that does not look at service times. Exact.
 *
 * Source: P. D. Welch, "On a Generalized M/G/1 Queuing Process in Which the First Customer of Each Busy
 * Period Receives Exceptional Service", Operations Research 12 (1964); H. Takagi, "Queueing Analysis",
 * volume 1 (1991), 2.2.
 *
 * @module
 */
import { whyNotApplicable } from "./_applicable.ts";
import { requireSecondMoment } from "./_requirement.ts";
import type { LawMoments } from "./law.ts";
import { type Mg1Load, pollaczekKhinchineWaitMs } from "./mg1.ts";
import type { Prediction } from "./prediction.ts";

/** Arrivals, service, and what starting it takes. */
export interface SetUpLoad extends Mg1Load {
  /** D: what a server that has been idle needs before it serves. */
  readonly setUp: LawMoments;
  /** H: what passes between two tasks of a busy period. @default nothing */
  readonly handOver?: LawMoments;
}

const NOTHING: LawMoments = { meanMs: 0, secondMomentMs2: 0 };

/**
 * Predicts the mean wait of M/G/1 with set-up.
 *
 * @example
 * ```ts
 * import { predictSetUp } from "./set_up.ts";
 * // At ρ = 0.5 a wake-up of 0.1 ms adds 0.098 ms to the wait of 0.5 ms.
 * predictSetUp({
 *   arrivalRatePerSecond: 500,
 *   serviceMeanMs: 1,
 *   serviceSecondMomentMs2: 1,
 *   setUp: { meanMs: 0.1, secondMomentMs2: 0.01 },
 * });
 * ```
 *
 * @param load Arrivals, service and what starting it takes.
 * @returns The prediction, whose `utilization` counts service alone; not applicable from
 *   λ(E[S]+E[H]) = 1 on, for an infinite second moment, without arrivals and for NaN.
 * @throws {RangeError} If a moment is below 0 or a second one below the square of the mean (by more than
 *   rounding).
 */
export function predictSetUp(load: SetUpLoad): Prediction {
  const model = "M/G/1 with set-up";
  const { arrivalRatePerSecond, serviceMeanMs, setUp, handOver = NOTHING } = load;
  const service = { meanMs: serviceMeanMs, secondMomentMs2: load.serviceSecondMomentMs2 };
  for (const [name, { meanMs, secondMomentMs2 }] of Object.entries({ service, setUp, handOver })) {
    requireSecondMoment(model, `${name}SecondMomentMs2`, meanMs, secondMomentMs2);
  }
  const ratePerMs = arrivalRatePerSecond / 1000;
  const first = sumOf(setUp, service);
  const later = sumOf(handOver, service);
  const refusal = whyNotApplicable({
    model,
    arrivalRatePerSecond,
    occupancy: ratePerMs * later.meanMs,
    moments: {
      serviceMeanMs,
      serviceSecondMomentMs2: service.secondMomentMs2,
      setUpMeanMs: setUp.meanMs,
      setUpSecondMomentMs2: setUp.secondMomentMs2,
      handOverMeanMs: handOver.meanMs,
      handOverSecondMomentMs2: handOver.secondMomentMs2,
    },
  });
  if (refusal !== null) return refusal;
  const busyMs = pollaczekKhinchineWaitMs({
    arrivalRatePerSecond,
    serviceMeanMs: later.meanMs,
    serviceSecondMomentMs2: later.secondMomentMs2,
  });
  const sojournMs = busyMs +
    (2 * first.meanMs + ratePerMs * (first.secondMomentMs2 - later.secondMomentMs2)) /
      (2 * (1 + ratePerMs * (first.meanMs - later.meanMs)));
  const waitMs = sojournMs - serviceMeanMs;
  const utilization = ratePerMs * serviceMeanMs;
  return { state: "predicted", model, waitMs, sojournMs, utilization, approximate: false };
}

/** The moments of the sum of two independent times. */
function sumOf(a: LawMoments, b: LawMoments): LawMoments {
  return {
    meanMs: a.meanMs + b.meanMs,
    secondMomentMs2: a.secondMomentMs2 + 2 * a.meanMs * b.meanMs + b.secondMomentMs2,
  };
}
