import { moments } from "../../reports/stats/moments.ts";
import { quantile, sortedCopy } from "../../reports/stats/quantiles.ts";
import type { Distribution } from "../record.ts";

/**
 * Summarises the values of a metric.
 *
 * @param values One value a task, in any order; none may be NaN.
 * @returns The summary; fields that are undefined for so few values are null.
 */
export function describe(values: Float64Array): Distribution {
  return describeSorted(sortedCopy(values));
}

/**
 * Summarises values that are sorted already.
 *
 * @param sorted Ascending values; none may be NaN.
 * @returns The summary.
 */
export function describeSorted(sorted: Float64Array): Distribution {
  const { count, mean, variance, max } = moments(sorted);
  return {
    count,
    mean: orNull(mean),
    sd: orNull(Math.sqrt(variance)),
    p50: orNull(quantile(sorted, 0.5)),
    p90: orNull(quantile(sorted, 0.9)),
    p99: orNull(quantile(sorted, 0.99)),
    p999: orNull(quantile(sorted, 0.999)),
    max: orNull(max),
  };
}

/**
 * JSON has no NaN: what is undefined is null.
 *
 * @param value A number.
 * @returns The number, or null if it is not finite.
 */
export function orNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
