/**
 * What theory says about a service level.
 *
 * @module
 */
import type { ServiceLevel } from "../../experiments/service_level.ts";
import type { CellIdentity, MeasuredTrial } from "../../experiments/record.ts";
import type { ReportCell } from "../report.ts";
import { predictSojournMs, type SimulationEffort } from "../theory/mod.ts";
import type { SweepPoint } from "./sweep.ts";

/** A point as far as predictions need it. */
export interface PredictedPoint {
  /** The cell that was run. */
  readonly identity: CellIdentity;
  /** Its measured trials. */
  readonly trials: readonly MeasuredTrial[];
  /** Its summary. */
  readonly cell: Pick<ReportCell, "theory" | "serviceMs">;
}

/**
 * What theory says of the figure that a service level is about: of a mean, the wait by the cell's model
 * and the measured service; of a quantile, or where there is no steady state, what a simulation of the
 * model's queue shows.
 *
 * @param point The point.
 * @param slo The service level.
 * @param effort What simulations may cost.
 * @returns The figure in ms; null if no prediction has it.
 */
export function predictSloMs(
  { identity, trials, cell: { theory, serviceMs } }: PredictedPoint,
  { statistic }: ServiceLevel,
  effort: SimulationEffort,
): number | null {
  if (statistic === "mean" && theory !== null && serviceMs.mean !== null) {
    return theory.waitMs + serviceMs.mean;
  }
  return predictSojournMs(identity, trials, statistic, effort);
}

/**
 * The rate at which the predicted curve reaches the service level, between the neighbouring points on
 * either side of it, and never beyond the predicted saturation: trials end, so the figure of an overloaded
 * one may be within a level that is loose, but a rate that is not sustained misses whatever its figure.
 *
 * @param points The curve, by ascending rate. Those without a prediction are left out.
 * @param slo The service level.
 * @param saturationPerSecond The predicted saturation; null if it is unknown.
 * @returns The rate per second, interpolated on logarithms of both (of neither from a figure of 0);
 *   null if the predicted curve does not cross the service level, and does not reach the saturation.
 */
export function predictKnee(
  points: readonly Pick<SweepPoint, "value" | "predictedSloMs">[],
  { limitMs }: ServiceLevel,
  saturationPerSecond: number | null,
): number | null {
  const known = points.flatMap(({ value, predictedSloMs }) =>
    predictedSloMs === null || Number.isNaN(predictedSloMs) ? [] : [{ value, ms: predictedSloMs }]
  );
  const most = saturationPerSecond ?? Infinity;
  const above = known.findIndex(({ ms }) => ms > limitMs);
  if (above === 0) return null;
  if (above < 0) return known.some(({ value }) => value > most) ? most : null;
  const [from, to] = [known[above - 1], known[above]];
  if (from.ms === 0) {
    return Math.min(most, from.value + (to.value - from.value) * limitMs / to.ms);
  }
  const share = Math.log(limitMs / from.ms) / Math.log(to.ms / from.ms);
  return Math.min(most, from.value * (to.value / from.value) ** share);
}
