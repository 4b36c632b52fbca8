import { comparableMetric, tellsOf } from "./compared_metrics.ts";
import type { ComparedMetric } from "./comparison.ts";
import type { DecidedMetric } from "./gate_rule.ts";

/**
 * What is known of a metric that decides, by the fresh run where there is one.
 *
 * @param metric The metric, as a comparison shows it.
 * @returns The same, oriented: what the verdict of all goes by.
 */
export function decidedMetric(metric: ComparedMetric): DecidedMetric {
  const { better, delta, confirmation, verdict, adjustedPWorse } = metric;
  // What the fresh run says, if it says anything.
  const { ratio, ci90, baseValues, headValues } =
    confirmation === null || confirmation.ratio === null ? metric : confirmation;
  const isLess = better === "lower";
  const tells = metric.role === "exact" ? "count" : tellsOf(comparableMetric(metric.metric)!);
  const worse = (value: number) => isLess ? value : tells === "count" ? -value : 1 / value;
  const more = mean(headValues) - mean(baseValues);
  return {
    ...{ verdict, tells, delta },
    adjustedWorse: adjustedPWorse,
    worsening: ratio === null ? NaN : worse(ratio),
    atWorst: ci90 && worse(ci90[isLess ? 1 : 0]),
    // A few tasks in a few blocks leave the median difference at 0.
    hasLostMore: isLess ? more > 0 : more < 0,
  };
}

function mean(values: readonly (number | null)[]): number {
  const known = values.filter((value) => value !== null);
  return known.reduce((total, value) => total + value, 0) / Math.max(1, known.length);
}
