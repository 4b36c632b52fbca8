import { mergedQuantiles } from "../experiments/histogram.ts";
import type {
  CellIdentity,
  FailedTrial,
  MeasuredTrial,
  TaskCounts,
  TrialRecord,
  Warning,
} from "../experiments/record.ts";
import { predictCell } from "./predict_cell.ts";
import { CELL_METRICS, type CellMetric, type CellMetricName, type ReportCell } from "./report.ts";
import { type Interval, meanInterval } from "./stats/mod.ts";

/**
 * Summarises a cell.
 *
 * @param identity The cell.
 * @param trials Its trials.
 * @returns The cell's part of the report.
 */
export function summarizeCell(
  identity: CellIdentity,
  trials: readonly TrialRecord[],
): ReportCell {
  const measured = trials.filter((trial): trial is MeasuredTrial => trial.state === "measured");
  const failed = trials.filter((trial): trial is FailedTrial => trial.state === "failed");
  const unstable = measured.filter(({ stability }) => stability.state === "unstable");
  const state = measured.length === 0
    ? "failed"
    : 2 * unstable.length >= measured.length
    ? "unstable"
    : "stable";
  const mean = (of: (trial: MeasuredTrial) => number | null) => meanOf(measured.map(of));
  const metrics = Object.fromEntries(
    CELL_METRICS.map((name) => [name, cellMetric(measured, name)]),
  ) as Record<CellMetricName, CellMetric>;
  const growth = unstable.map(({ stability }) =>
    stability.state === "unstable" ? stability.growthMsPerSecond : null
  );
  const sleeps = measured.flatMap(({ sleep }) => sleep === null ? [] : [sleep]);
  return {
    strategy: identity.strategy,
    workload: identity.workload,
    placement: identity.placement,
    params: identity.params,
    family: identity.family,
    body: identity.body,
    arrivals: identity.arrivals,
    state,
    unstableReason: state === "unstable" ? commonReason(unstable) : null,
    growthMsPerSecond: state === "unstable" ? meanOf(growth) : null,
    trials: measured.length,
    failedTrials: failed.length,
    counts: addCounts(measured),
    offeredRatePerSecond: mean((trial) => trial.offeredRatePerSecond),
    arrivalRatePerSecond: mean((trial) => trial.arrivalRatePerSecond),
    throughputPerSecond: mean((trial) => trial.throughputPerSecond),
    utilization: mean((trial) => trial.utilization),
    threadCpuUtilization: mean((trial) => trial.threadCpuUtilization),
    offeredLoad: mean((trial) => trial.offeredLoad),
    arrivalScv: mean((trial) => trial.arrivalScv),
    arrivalIdc: mean((trial) => trial.arrivalIdc),
    serviceScv: mean((trial) => trial.serviceScv),
    bodyInCallShare: mean((trial) => trial.bodyInCallShare),
    queueLength: {
      mean: mean((trial) => trial.queueLength.mean),
      max: maxOf(measured.map((trial) => trial.queueLength.max)),
    },
    littleResidual: maxOf(measured.map((trial) => trial.littleResidual)),
    sleepMs: sleeps.length === 0 ? null : {
      mean: meanOf(sleeps.map(({ meanMs }) => meanMs))!,
      secondMomentMs2: meanOf(sleeps.map(({ secondMomentMs2 }) => secondMomentMs2))!,
    },
    pooledWaitMs: pooledWaits(measured),
    theory: state === "stable" ? predictCell(identity, measured, metrics) : null,
    warnings: cellWarnings(trials, measured, failed, unstable, state),
    ...metrics,
  };
}

function cellMetric(trials: readonly MeasuredTrial[], name: CellMetricName): CellMetric {
  const column = (field: "mean" | "p50" | "p90" | "p99" | "p999" | "max") =>
    trials.map(({ metrics }) => metrics[name][field]);
  return {
    mean: meanOf(column("mean")),
    p50: meanOf(column("p50")),
    p90: meanOf(column("p90")),
    p99: meanOf(column("p99")),
    p999: meanOf(column("p999")),
    max: maxOf(column("max")),
    ci95: {
      mean: interval(column("mean")),
      p50: interval(column("p50")),
      p99: interval(column("p99")),
    },
  };

  function interval(values: readonly (number | null)[]): Interval | null {
    const known = meanInterval(values.filter((value) => value !== null));
    // No time is negative but the overhead, a difference: cutting there loses no coverage.
    if (known === null || name === "dispatchOverheadMs") return known;
    return [Math.max(0, known[0]), known[1]];
  }
}

function pooledWaits(trials: readonly MeasuredTrial[]): ReportCell["pooledWaitMs"] {
  const encoded = trials.flatMap(({ histograms: { waitMs } }) =>
    waitMs === undefined ? [] : waitMs
  );
  const quantiles = mergedQuantiles(encoded, [0.5, 0.9, 0.99, 0.999]);
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

function addCounts(trials: readonly MeasuredTrial[]): TaskCounts {
  const sum = (field: keyof TaskCounts) =>
    trials.reduce((total, { counts }) => total + counts[field], 0);
  return {
    offered: sum("offered"),
    released: sum("released"),
    completed: sum("completed"),
    failed: sum("failed"),
    dropped: sum("dropped"),
    cancelled: sum("cancelled"),
    unfinished: sum("unfinished"),
    rejected: sum("rejected"),
    lost: sum("lost"),
  };
}

function meanOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return null;
  return known.reduce((sum, value) => sum + value, 0) / known.length;
}

function maxOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : Math.max(...known);
}
