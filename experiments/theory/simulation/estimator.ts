/**
 * Estimates of one time of tasks from a stream: mean, quantiles and their intervals by batch means, in
 * memory that does not depend on the number of tasks.
 *
 * @module
 */
import { autocorrelation } from "../../../reports/stats/autocorrelation.ts";
import type { Interval } from "../../../reports/stats/intervals.ts";
import { moments } from "../../../reports/stats/moments.ts";
import { studentQuantile } from "../../../reports/stats/student.ts";
import { controlledMean } from "./control_variates.ts";
import { LogHistogram } from "./log_histogram.ts";
import type { SimulatedTime } from "./result.ts";

/** Takes times in, batch by batch. */
export class Estimator {
  readonly #means: Float64Array;
  readonly #p50: Float64Array;
  readonly #p99: Float64Array;
  readonly #batch = new LogHistogram();
  readonly #all = new LogHistogram();
  #batches = 0;
  #count = 0;
  #sum = 0;
  #countBefore = 0;
  #sumBefore = 0;
  #max = -Infinity;

  /** @param batches Most batches that will be closed. */
  constructor(batches: number) {
    this.#means = new Float64Array(batches);
    this.#p50 = new Float64Array(batches);
    this.#p99 = new Float64Array(batches);
  }

  /** How many times there were in closed batches. */
  get count(): number {
    return this.#count;
  }

  /** Their sum. */
  get sum(): number {
    return this.#sum;
  }

  /**
   * Takes times into the batch that is open.
   *
   * @param values Times in ms, each at least 0.
   * @param bits The same memory as Int32Array.
   * @param count How many of them, from the first.
   */
  record(values: Float64Array, bits: Int32Array, count: number): void {
    let sum = this.#sum;
    let max = this.#max;
    for (let i = 0; i < count; i++) {
      const value = values[i];
      sum += value;
      if (value > max) max = value;
    }
    this.#sum = sum;
    this.#max = max;
    this.#count += count;
    this.#batch.record(bits, count);
  }

  /** Ends the batch that is open; one without times has NaN for a mean and spoils the intervals. */
  closeBatch(): void {
    const batch = this.#batches++;
    this.#means[batch] = (this.#sum - this.#sumBefore) / (this.#count - this.#countBefore);
    this.#sumBefore = this.#sum;
    this.#countBefore = this.#count;
    this.#p50[batch] = this.#batch.quantileMs(0.5);
    this.#p99[batch] = this.#batch.quantileMs(0.99);
    this.#all.takeFrom(this.#batch, this.#max);
  }

  /**
   * What the times in closed batches tell.
   *
   * @param level Confidence level between 0 and 1.
   * @param controls Control variates, see `control_variates.ts`; of no use where a batch is empty.
   * @returns The estimates.
   */
  estimate(level: number, controls: readonly Float64Array[]): SimulatedTime {
    const means = this.#means.subarray(0, this.#batches);
    const { mean, interval } = means.some(Number.isNaN)
      ? { mean: this.#sum / this.#count, interval: [NaN, NaN] as const }
      : controlledMean(means, controls, level);
    const p50 = this.#quantileMs(0.5);
    const p99 = this.#quantileMs(0.99);
    return {
      mean,
      interval,
      p50,
      p50Interval: intervalAbout(p50, this.#p50.subarray(0, this.#batches), level),
      p90: this.#quantileMs(0.9),
      p99,
      p99Interval: intervalAbout(p99, this.#p99.subarray(0, this.#batches), level),
      p999: this.#quantileMs(0.999),
      max: this.#max,
      batches: this.#batches,
      lag1Autocorrelation: autocorrelation(means),
    };
  }

  #quantileMs(p: number): number {
    return Math.min(this.#max, this.#all.quantileMs(p));
  }
}

/** About the figure of all times rather than the mean of batches, as quantiles of few are biased. */
function intervalAbout(centre: number, values: Float64Array, level: number): Interval {
  if (values.length < 2) return [NaN, NaN];
  const { count, variance } = moments(values);
  const half = studentQuantile((1 + level) / 2, count - 1) * Math.sqrt(variance / count);
  return [Math.max(0, centre - half), centre + half];
}
