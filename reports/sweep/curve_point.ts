import {
  type CellIdentity,
  isMeasured,
  type MeasuredTrial,
  type TrialRecord,
} from "../../experiments/record.ts";
import type { ServiceLevel } from "../../experiments/service_level.ts";
import { meanInterval } from "../stats/mod.ts";
import { summarizeCell } from "../summarize_cell.ts";
import { meanOf } from "../summarize_metric.ts";
import type { SimulationEffort } from "../theory/mod.ts";
import { judgeSlo } from "./judge_slo.ts";
import { predictSaturation } from "./predict_saturation.ts";
import { predictSloMs } from "./predict_slo.ts";
import type { BlockMean, SweepPoint } from "./sweep.ts";

/** A point of a curve with what it is made from. */
export interface CurvePoint {
  /** Value of the parameter that the curve goes over. */
  readonly value: number;
  /** Whether the grid has it, or only the search for the knee asked for it. */
  readonly source: SweepPoint["source"];
  /** The cell that was run. */
  readonly identity: CellIdentity;
  /** All its trials, those of probes at a value of the grid included. */
  readonly trials: readonly TrialRecord[];
  /** How many of its probes there were. */
  readonly probes: number;
}

/**
 * Summarises a point.
 *
 * @param point The point.
 * @param slo The service level; null without one.
 * @param effort What simulations may cost.
 * @returns Its figures.
 */
export function summarizePoint(
  point: CurvePoint,
  slo: ServiceLevel | null,
  effort: SimulationEffort,
): SweepPoint {
  const cell = summarizeCell(point.identity, point.trials, effort);
  const measured = point.trials.filter(isMeasured);
  return {
    value: point.value,
    source: point.source,
    state: cell.state,
    trials: cell.trials,
    failedTrials: cell.failedTrials,
    offeredRatePerSecond: cell.offeredRatePerSecond,
    throughputPerSecond: throughputOf(measured),
    utilization: cell.utilization,
    waitMs: cell.waitMs,
    sojournMs: cell.sojournMs,
    serviceMs: cell.serviceMs.mean,
    sleepMs: cell.sleepMs,
    theory: cell.theory,
    predictedSaturationPerSecond: measured.length === 0 ? null : predictSaturation(measured),
    slo: slo && judgeSlo(point.trials, slo),
    predictedSloMs: slo &&
      predictSloMs({ identity: point.identity, trials: measured, cell }, slo, effort),
    warnings: cell.warnings,
  };
}

/**
 * The throughput of trials.
 *
 * @param trials The trials, a block each.
 * @returns Their mean with its interval, which no throughput below nothing is in.
 */
export function throughputOf(trials: readonly MeasuredTrial[]): BlockMean {
  const values = trials.map((trial) => trial.throughputPerSecond);
  const interval = meanInterval(values);
  // No throughput is negative: cutting there loses no coverage.
  return { mean: meanOf(values), ci95: interval && [Math.max(0, interval[0]), interval[1]] };
}
