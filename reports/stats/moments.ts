/**
 * Mean, spread and burstiness of a sample.
 *
 * @module
 */

/** The moments of a sample; a value in unit u has its variance and second moment in u². */
export interface Moments {
  /** How many values there were. */
  readonly count: number;
  /** Arithmetic mean; NaN for an empty sample. */
  readonly mean: number;
  /** Unbiased variance (divisor n - 1); NaN below two values. */
  readonly variance: number;
  /** Mean of the squares, E[X²]; NaN for an empty sample. */
  readonly secondMoment: number;
  /** Greatest value; NaN for an empty sample. */
  readonly max: number;
  /** Least value; NaN for an empty sample. */
  readonly min: number;
}

/**
 * Computes the moments of a sample in one pass that stays accurate when the mean is large against
 * the spread.
 *
 * Source: B. P. Welford, "Note on a Method for Calculating Corrected Sums of Squares and Products",
 * Technometrics 4 (1962).
 *
 * @param values Values in any order and unit. One NaN among them makes every moment NaN.
 * @returns The moments; see {@link Moments} for empty and single-valued samples.
 */
export function moments(values: ArrayLike<number>): Moments {
  const count = values.length;
  if (count === 0) {
    return { count, mean: NaN, variance: NaN, secondMoment: NaN, max: NaN, min: NaN };
  }
  let mean = 0;
  let squaredDeviations = 0;
  let secondMoment = 0;
  let max = -Infinity;
  let min = Infinity;
  for (let i = 0; i < count; i++) {
    const value = values[i];
    const deviation = value - mean;
    mean += deviation / (i + 1);
    squaredDeviations += deviation * (value - mean);
    secondMoment += (value * value - secondMoment) / (i + 1);
    max = Math.max(max, value);
    min = Math.min(min, value);
  }
  const variance = count < 2 ? NaN : squaredDeviations / (count - 1);
  return { count, mean, variance, secondMoment, max, min };
}

/**
 * Squared coefficient of variation: variance ÷ mean². 0 for a constant, 1 for an exponential.
 *
 * @param sample Moments of gaps (for Ca²) or of service times (for Cs²).
 * @returns The SCV, without unit; NaN below two values or if all are zero.
 */
export function scv(sample: Moments): number {
  return sample.variance / (sample.mean * sample.mean);
}

/**
 * Index of dispersion for counts: variance ÷ mean of the number of events in adjoining windows.
 * 1 for a Poisson process, 0 for a perfectly even one; clumps that the SCV of the gaps does not
 * show lift it, the more the longer the window.
 *
 * Source: D. R. Cox and P. A. W. Lewis, "The Statistical Analysis of Series of Events" (1966).
 *
 * @param timesMs Event times in any order. Those outside the whole windows are left out.
 * @param windowMs Length of one window.
 * @param horizonMs Observed span from 0; what is left after the last whole window is not used.
 * @returns The index, without unit; NaN for fewer than two windows or no events in them.
 * @throws {RangeError} If `windowMs` is not above 0 or `horizonMs` is not a finite number.
 */
export function indexOfDispersion(
  timesMs: ArrayLike<number>,
  windowMs: number,
  horizonMs: number,
): number {
  if (!(windowMs > 0) || !Number.isFinite(horizonMs)) {
    throw new RangeError(
      "Cannot take index of dispersion: 'windowMs' must be above 0 and 'horizonMs' finite, " +
        `got ${windowMs} and ${horizonMs}`,
    );
  }
  // The small lift keeps 0.3 ÷ 0.1 three windows although it divides to 2.9999….
  const windows = Math.floor(horizonMs / windowMs + 1e-9);
  if (windows < 2) return NaN;
  const counts = new Float64Array(windows);
  for (let i = 0; i < timesMs.length; i++) {
    const window = Math.floor(timesMs[i] / windowMs);
    if (window >= 0 && window < windows) counts[window]++;
  }
  const { mean, variance } = moments(counts);
  return variance / mean;
}
