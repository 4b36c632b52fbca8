import { HistogramReader, mergedQuantiles } from "../experiments/histogram.ts";
import {
  type CellIdentity,
  type FailedTrial,
  isMeasured,
  type MeasuredTrial,
  serversOf,
  type TrialRecord,
  type Warning,
} from "../experiments/record.ts";
import { cellState } from "./cell_state.ts";
import { CELL_METRICS, type CellMetric, type CellMetricName, type ReportCell } from "./report.ts";
import { type Interval, meanInterval } from "./stats/mod.ts";
import { summarizeClasses } from "./summarize_classes.ts";
import { predictCell } from "./theory/predict_cell.ts";
import { percentileCurve, timeLine, waitParts } from "./summarize_shape.ts";
import { addCounts, maxOf, meanOf, poolMetric, summarizePooled } from "./summarize_metric.ts";
import { warnShortTrials } from "./warn_short_trials.ts";

/** The study that a cell belongs to, as far as models that are simulated must know. */
export interface SummarizeCellOptions {
  /** Its seed. @default 1 */
  readonly seed?: number;
  /** How many cells it has. @default 1 */
  readonly cells?: number;
  /** Reads its histograms. @default a reader of its own */
  readonly histograms?: HistogramReader;
}

/**
 * Summarises a cell.
 *
 * @param identity The cell.
 * @param trials Its trials.
 * @param options The study.
 * @returns The cell's part of the report.
 */
export function summarizeCell(
  identity: CellIdentity,
  trials: readonly TrialRecord[],
  { seed = 1, cells = 1, histograms = new HistogramReader() }: SummarizeCellOptions = {},
): ReportCell {
  const measured = trials.filter(isMeasured);
  const failed = trials.filter((trial): trial is FailedTrial => trial.state === "failed");
  const unstable = measured.filter(({ stability }) => stability.state === "unstable");
  const state = cellState(measured.length, unstable.length);
  const mean = (of: (trial: MeasuredTrial) => number | null) => meanOf(measured.map(of));
  // One at a time: the pools of all metrics at once outlive the collector's young generation.
  const summaries = CELL_METRICS.map((name) =>
    [name, summarizeOne(measured, name, histograms)] as const
  );
  const metrics = Object.fromEntries(
    summaries.map(([name, { metric }]) => [name, metric]),
  ) as Record<CellMetricName, CellMetric>;
  const percentiles = Object.fromEntries(
    summaries.flatMap(([name, { curve }]) => curve === null ? [] : [[name, curve]]),
  ) as unknown as ReportCell["percentiles"];
  const growth = unstable.map(({ stability }) =>
    stability.state === "unstable" ? stability.growthMsPerSecond : null
  );
  const counts = addCounts(measured.map(({ counts }) => counts));
  const sleeps = measured.flatMap(({ sleep }) => sleep === null ? [] : [sleep]);
  return {
    strategy: identity.strategy,
    workload: identity.workload,
    placement: identity.placement,
    params: identity.params,
    family: identity.family,
    servers: serversOf(identity.discipline),
    body: identity.body,
    arrivals: identity.arrivals,
    loop: identity.loop,
    state,
    unstableReason: state === "unstable" ? commonReason(unstable) : null,
    growthMsPerSecond: state === "unstable" ? meanOf(growth) : null,
    trials: measured.length,
    failedTrials: failed.length,
    counts,
    offeredRatePerSecond: mean((trial) => trial.offeredRatePerSecond),
    arrivalRatePerSecond: mean((trial) => trial.arrivalRatePerSecond),
    throughputPerSecond: mean((trial) => trial.throughputPerSecond),
    sloMs: identity.sloMs,
    goodputPerSecond: mean((trial) => trial.goodputPerSecond),
    goodputPerSecondCi95: rateInterval(measured.map((trial) => trial.goodputPerSecond)),
    utilization: mean((trial) => trial.utilization),
    threadCpuUtilization: mean((trial) => trial.threadCpuUtilization),
    offeredLoad: mean((trial) => trial.offeredLoad),
    arrivalScv: mean((trial) => trial.arrivalScv),
    arrivalIdc: mean((trial) => trial.arrivalIdc),
    serviceScv: mean((trial) => trial.serviceScv),
    bodyInCallShare: mean((trial) => trial.bodyInCallShare),
    classes: summarizeClasses(measured, histograms),
    queueLength: {
      mean: mean((trial) => trial.queueLength.mean),
      max: maxOf(measured.map((trial) => trial.queueLength.max)),
    },
    littleResidual: maxOf(measured.map((trial) => trial.littleResidual)),
    sleepMs: sleeps.length === 0 ? null : {
      mean: meanOf(sleeps.map(({ meanMs }) => meanMs))!,
      secondMomentMs2: meanOf(sleeps.map(({ secondMomentMs2 }) => secondMomentMs2))!,
    },
    pooledWaitMs: pooledWaits(measured, histograms),
    percentiles,
    waitParts: waitParts(measured),
    timeLine: timeLine(measured),
    ...predictCell(identity, measured, { state, counts }, {
      metrics,
      effort: { seed, cells, histograms },
    }),
    warnings: cellWarnings(trials, measured, failed, unstable, state),
    ...metrics,
  };
}

/** No rate is negative: cutting there loses no coverage. */
function rateInterval(rates: readonly (number | null)[]): Interval | null {
  const interval = meanInterval(rates.filter((rate) => rate !== null));
  return interval && [Math.max(0, interval[0]), interval[1]];
}

/** Metrics whose whole distribution a report shows. */
const CURVES: readonly string[] = [
  "waitMs",
  "sojournMs",
] satisfies (keyof ReportCell["percentiles"])[];

function summarizeOne(
  measured: readonly MeasuredTrial[],
  name: CellMetricName,
  reader: HistogramReader,
) {
  const blocks = measured.map(({ metrics }) => metrics[name]);
  const tallies = measured.map(({ histograms: { [name]: encoded } }) =>
    encoded === undefined ? null : reader.read(encoded)
  );
  const pool = poolMetric(blocks, tallies);
  // No time is negative but the overhead, a difference.
  const metric = summarizePooled(
    blocks,
    name === "dispatchOverheadMs" ? "any" : "not-negative",
    pool,
  );
  if (!CURVES.includes(name)) return { metric, curve: null };
  const curve = percentileCurve(pool, metric.max);
  const at = (wanted: number) => curve.find(({ percentile }) => percentile === wanted)?.ci95;
  const { ci95 } = metric;
  return {
    // Both are of the same blocks, so they say the same.
    metric: { ...metric, ci95: { ...ci95, p50: at(50) ?? ci95.p50, p99: at(99) ?? ci95.p99 } },
    curve,
  };
}

function pooledWaits(
  trials: readonly MeasuredTrial[],
  histograms: HistogramReader,
): ReportCell["pooledWaitMs"] {
  const encoded = trials.flatMap(({ histograms: { waitMs } }) =>
    waitMs === undefined ? [] : waitMs
  );
  const quantiles = mergedQuantiles(encoded, [0.5, 0.9, 0.99, 0.999], histograms);
  if (quantiles === null) return null;
  const [p50, p90, p99, p999] = quantiles;
  return { p50, p90, p99, p999 };
}

function cellWarnings(
  trials: readonly TrialRecord[],
  measured: readonly MeasuredTrial[],
  failed: readonly FailedTrial[],
  unstable: readonly MeasuredTrial[],
  state: ReportCell["state"],
): Warning[] {
  const warnings: Warning[] = [];
  if (trials.length === 0) {
    warnings.push({ code: "not-run", message: "no trial of this cell has run" });
  }
  for (const [reason, alike] of Map.groupBy(failed, ({ reason }) => reason)) {
    warnings.push({
      code: "trials-failed",
      message: `${alike.length} of ${trials.length} trials ${reason}: ${alike[0].message}`,
    });
  }
  if (state === "stable" && unstable.length > 0) {
    warnings.push({
      code: "some-trials-unstable",
      message: `${unstable.length} of ${measured.length} trials look unstable (${
        commonReason(unstable)
      })`,
    });
  }
  if (state === "stable") warnings.push(...warnShortTrials(measured));
  const remarks = measured.flatMap((trial) => trial.warnings);
  for (const [code, alike] of Map.groupBy(remarks, ({ code }) => code)) {
    const where = measured.length === 1 ? "" : `in ${alike.length} of ${measured.length} trials: `;
    warnings.push({ code, message: where + alike[0].message });
  }
  return warnings;
}

function commonReason(unstable: readonly MeasuredTrial[]): ReportCell["unstableReason"] {
  const reasons = unstable.flatMap(({ stability }) =>
    stability.state === "unstable" ? stability.reason : []
  );
  const byCount = [...Map.groupBy(reasons, (reason) => reason).values()]
    .sort((a, b) => b.length - a.length);
  return byCount[0]?.[0] ?? null;
}
