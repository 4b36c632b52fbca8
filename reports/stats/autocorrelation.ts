/**
 * How far neighbouring values of a series resemble each other.
 *
 * @module
 */
import { moments } from "./moments.ts";

/**
 * Sample autocorrelation of a series with itself some places later, about the common mean.
 *
 * Source: G. E. P. Box and G. M. Jenkins, "Time Series Analysis" (1970), chapter 2.
 *
 * @param values The series in order of time.
 * @param lag How many places later; a whole number of at least 0. @default 1
 * @returns From -1 to 1; NaN if the series has no more values than `lag`, does not vary or holds a
 *   NaN.
 */
export function autocorrelation(values: ArrayLike<number>, lag = 1): number {
  if (values.length <= lag) return NaN;
  const { mean } = moments(values);
  let together = 0;
  let alone = 0;
  for (let i = 0; i < values.length; i++) {
    const deviation = values[i] - mean;
    alone += deviation * deviation;
    if (i + lag < values.length) together += deviation * (values[i + lag] - mean);
  }
  return together / alone;
}
