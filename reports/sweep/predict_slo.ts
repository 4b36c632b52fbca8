/**
 * What theory says about a service level: the one place where predictions of the sojourn meet the curve.
 *
 * @module
 */
import type { ServiceLevel } from "../../experiments/service_level.ts";
import type { ReportCell } from "../report.ts";
import type { SweepPoint } from "./sweep.ts";

/**
 * What theory says of the statistic that a service level is about.
 *
 * The closed forms of `experiments/theory/` give means: the mean sojourn is the predicted wait and the
 * measured service. A quantile needs the distribution of the sojourn.
 *
 * @param cell The cell.
 * @param slo The service level.
 * @returns The statistic in ms; null if no prediction has it.
 */
export function predictSloMs(
  { theory, serviceMs }: Pick<ReportCell, "theory" | "serviceMs">,
  { statistic }: ServiceLevel,
): number | null {
  if (theory === null || serviceMs.mean === null || statistic !== "mean") return null;
  return theory.waitMs + serviceMs.mean;
}

/**
 * The rate at which the predicted curve reaches the service level, between the neighbouring points on
 * either side of it.
 *
 * @param points The curve, by ascending rate. Those without a prediction are left out.
 * @param slo The service level.
 * @returns The rate per second, interpolated on logarithms of both; null if the predicted curve does not
 *   cross the service level.
 */
export function predictKnee(
  points: readonly Pick<SweepPoint, "value" | "predictedSloMs">[],
  { limitMs }: ServiceLevel,
): number | null {
  const known = points.flatMap(({ value, predictedSloMs }) =>
    predictedSloMs === null ? [] : [{ value, ms: predictedSloMs }]
  );
  const above = known.findIndex(({ ms }) => ms > limitMs);
  if (above < 1) return null;
  const [from, to] = [known[above - 1], known[above]];
  const share = Math.log(limitMs / from.ms) / Math.log(to.ms / from.ms);
  return from.value * (to.value / from.value) ** share;
}
