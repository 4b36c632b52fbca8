/**
 * Confidence intervals. The block is the unit of statistics: values given here are one figure a
 * block, or batch means; never the waits of one trial taken for independent.
 *
 * @module
 */
import { autocorrelation } from "./autocorrelation.ts";
import { moments } from "./moments.ts";
import { studentQuantile } from "./student.ts";

/** Lower and upper limit, in the unit of the values. */
export type Interval = readonly [low: number, high: number];

/** What {@link batchMeansInterval} finds. */
export interface BatchMeans {
  /** Interval for the mean. */
  readonly interval: Interval;
  /**
   * Lag-1 autocorrelation of the batch means, NaN if they do not vary. Well above 0 the batches
   * are too short to pass for independent and the interval is too narrow.
   */
  readonly lag1Autocorrelation: number;
  /** How many batches there were. */
  readonly batches: number;
}

/**
 * Confidence interval for a mean from independent values, by Student's t: mean ± t s/√n.
 *
 * @param values One value a block.
 * @param level Confidence level between 0 and 1. @default 0.95
 * @returns The interval; null under two values or if one is NaN or infinite.
 */
export function meanInterval(values: readonly number[], level = 0.95): Interval | null {
  if (values.length < 2 || !values.every(Number.isFinite)) return null;
  const { count, mean, variance } = moments(values);
  const half = studentQuantile((1 + level) / 2, count - 1) * Math.sqrt(variance / count);
  return [mean - half, mean + half];
}

/**
 * Confidence interval for a ratio from independent ratios, by Student's t on their logarithms, so
 * that twice as fast and half as fast weigh the same. It holds the geometric mean.
 *
 * @param ratios One ratio a block (head ÷ base of the same block).
 * @param level Confidence level between 0 and 1. @default 0.95
 * @returns The interval; null under two ratios or if one is not a finite number above 0.
 */
export function ratioInterval(ratios: readonly number[], level = 0.95): Interval | null {
  const logs = meanInterval(ratios.map(Math.log), level);
  return logs === null ? null : [Math.exp(logs[0]), Math.exp(logs[1])];
}

/**
 * Confidence interval for the mean of one correlated series: the series is cut into equal batches
 * whose means are nearly independent, and Student's t is applied to those.
 *
 * Source: A. M. Law, "Simulation Modeling and Analysis", chapter 9; B. Schmeiser, "Batch Size Effects
 * in the Analysis of Simulation Output", Operations Research 30 (1982), for 10 to 30 batches.
 *
 * @param values The series in order of time, its transient removed. Values that do not fill a
 *   batch are left out at the front, where a rest of the transient would be.
 * @param batches How many batches, at least 2. @default 25
 * @param level Confidence level between 0 and 1. @default 0.95
 * @returns The interval and how far to trust it; null if a batch would have fewer than two values
 *   or a batch mean is not finite.
 * @throws {RangeError} If `batches` is not a whole number of at least 2.
 */
export function batchMeansInterval(
  values: Float64Array,
  batches = 25,
  level = 0.95,
): BatchMeans | null {
  if (!Number.isInteger(batches) || batches < 2) {
    throw new RangeError(
      `Cannot take batch means: 'batches' must be a whole number of at least 2, got ${batches}`,
    );
  }
  const size = Math.floor(values.length / batches);
  if (size < 2) return null;
  const start = values.length - size * batches;
  const means = Array.from({ length: batches }, (_, batch) => {
    const from = start + batch * size;
    return moments(values.subarray(from, from + size)).mean;
  });
  const interval = meanInterval(means, level);
  return interval && { interval, lag1Autocorrelation: autocorrelation(means), batches };
}
