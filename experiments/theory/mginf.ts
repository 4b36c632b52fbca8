/**
 * M/G/∞: a server for each task, as I/O in progress has that nothing limits.
 *
 *     Wq = 0,   P(N = n) = e^(-a) aⁿ/n!,   a = λ E[S]
 *
 * λ arrival rate, S service time, N tasks in the system, a their mean number.
 * Assumes Poisson arrivals and independent service times of any law with a finite mean. Exact.
 *
 * Source: D. Gross and C. M. Harris, "Fundamentals of Queueing Theory" (1998), 5.2.
 *
 * @module
 */
import { whyNotApplicable } from "./_applicable.ts";
import { poissonTail } from "./_poisson.ts";
import { NO_TIME } from "./_time_distribution.ts";
import type { Mm1Load } from "./mm1.ts";
import type { NotApplicable, Predicted } from "./prediction.ts";

/** What M/G/∞ says. Its `utilization` is 0: of infinitely many servers, a part next to nothing works. */
export interface PredictedMginf extends Predicted {
  /** a: mean number of tasks in the system. */
  readonly inSystem: number;
  /**
   * P(N > n).
   *
   * @param tasks n, a whole number of at least 0.
   * @returns The share of time with more tasks in the system, from 0 to 1.
   */
  inSystemTail(tasks: number): number;
}

/**
 * Predicts how many tasks are in progress where nothing limits them.
 *
 * @example
 * ```ts
 * import { predictMginf } from "./mginf.ts";
 * // 200 requests a second of 50 ms each: 10 in progress, on average.
 * predictMginf({ arrivalRatePerSecond: 200, serviceMeanMs: 50 });
 * ```
 *
 * @param load Arrivals and mean service, of any law.
 * @returns The prediction, at any load; not applicable without arrivals, for an infinite E[S] and for NaN.
 * @throws {RangeError} If E[S] is below 0.
 */
export function predictMginf(load: Mm1Load): PredictedMginf | NotApplicable {
  const model = "M/G/∞";
  const { arrivalRatePerSecond, serviceMeanMs } = load;
  const inSystem = arrivalRatePerSecond / 1000 * serviceMeanMs;
  const refusal = whyNotApplicable({
    model,
    arrivalRatePerSecond,
    occupancy: inSystem === Infinity ? Infinity : 0,
    moments: { serviceMeanMs },
  });
  if (refusal !== null) return refusal;
  return {
    state: "predicted",
    model,
    waitMs: 0,
    sojournMs: serviceMeanMs,
    utilization: 0,
    approximate: false,
    wait: NO_TIME,
    inSystem,
    inSystemTail: (tasks) => poissonTail(tasks + 1, inSystem),
  };
}
