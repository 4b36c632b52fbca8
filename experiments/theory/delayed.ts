/**
 * M/G/1 behind a delay: each task first waits for a time of its own, as for a timer, and then in the
 * queue of a server that never rests while a task is there.
 *
 *     Wq = E[D] + λ E[S²]/(2(1 - ρ)),   ρ = λ E[S]
 *
 * λ arrival rate, S service time, D delay, ρ utilization, Wq mean time from arrival to start.
 * Assumes Poisson arrivals, delays and service times that are independent of each other and of all else,
 * any order that does not look at service times. Then what comes out of the delay is a Poisson process
 * again, and the formula is exact. Timers of a runtime are not independent: those that fall into one tick
 * of its clock end together, as a batch, which makes the queue longer. So it is an approximation here.
 *
 * Source: J. F. C. Kingman, "Poisson Processes" (1993), 5.5 (displacement theorem); L. Kleinrock,
 * "Queueing Systems", volume 1 (1975), 5.6.
 *
 * @module
 */
import { whyNotApplicable } from "./_applicable.ts";
import { requireSecondMoment } from "./_requirement.ts";
import { type Mg1Load, pollaczekKhinchineWaitMs } from "./mg1.ts";
import type { Prediction } from "./prediction.ts";

/** Arrivals, service and the delay before it. */
export interface DelayedLoad extends Mg1Load {
  /** E[D] in ms. */
  readonly delayMeanMs: number;
}

/**
 * Predicts the mean wait of M/G/1 behind a delay.
 *
 * @param load Arrivals, service and delay.
 * @returns The prediction, the delay counted as wait; not applicable from ρ = 1 on, for an infinite
 *   E[S²], without arrivals and for NaN.
 * @throws {RangeError} If a moment is below 0 or E[S²] below E[S]² (by more than rounding).
 */
export function predictDelayed(load: DelayedLoad): Prediction {
  const model = "M/G/1 behind a delay";
  const { arrivalRatePerSecond, serviceMeanMs, serviceSecondMomentMs2, delayMeanMs } = load;
  requireSecondMoment(model, "serviceSecondMomentMs2", serviceMeanMs, serviceSecondMomentMs2);
  const utilization = arrivalRatePerSecond / 1000 * serviceMeanMs;
  const refusal = whyNotApplicable({
    model,
    arrivalRatePerSecond,
    occupancy: utilization,
    moments: { serviceMeanMs, serviceSecondMomentMs2, delayMeanMs },
  });
  if (refusal !== null) return refusal;
  const waitMs = delayMeanMs + pollaczekKhinchineWaitMs(load);
  const sojournMs = waitMs + serviceMeanMs;
  return { state: "predicted", model, waitMs, sojournMs, utilization, approximate: true };
}
