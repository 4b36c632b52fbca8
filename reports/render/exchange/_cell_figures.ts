/**
 * The figures of a cell as a flat list, so that every format shows the same ones under the same names,
 * and leaves out the same ones.
 *
 * Of an unstable cell there is no wait, no sojourn, no ideal wait and no dispatch overhead: they grow for
 * as long as one measures. Of a failed one there is nothing but how many of its trials failed.
 */
import type { MeasuredTrial, TaskCounts } from "../../../experiments/record.ts";
import {
  CELL_METRICS,
  type CellMetric,
  type CellMetricName,
  type ReportCell,
} from "../../report.ts";
import type { Interval } from "../../stats/mod.ts";

/** A number with all that its readers need to know. */
export interface Figure {
  /** `waitMs.p99`, `throughputPerSecond`. */
  readonly metric: string;
  /** Unit of the values; empty for shares and moments. */
  readonly unit: "ms" | "/s" | "tasks" | "trials" | "";
  /** Which values are good; null where that depends. */
  readonly better: "lower" | "higher" | null;
  /** Finite. */
  readonly value: number;
  /** Its 95 % interval; null if it has none. */
  readonly ci95: Interval | null;
}

/** What dispatch is judged by over time; the other metrics describe the load or check the measuring. */
const TRACKED_METRICS: readonly CellMetricName[] = [
  "dispatchOverheadMs",
  "dispatchCallMs",
  "loopLagMs",
  "waitMs",
  "sojournMs",
];

const TRACKED_STATISTICS = ["mean", "p50", "p99"] as const;

const MEANINGLESS_IF_UNSTABLE: ReadonlySet<CellMetricName> = new Set(
  ["waitMs", "sojournMs", "dispatchOverheadMs", "idealWaitMs"],
);

const STATISTICS = ["mean", "p50", "p90", "p99", "p999", "max"] as const;

/** Everything that is known of a cell. */
export function allFigures(cell: ReportCell): Figure[] {
  return [
    ...distributions(cell, CELL_METRICS, STATISTICS),
    ...rates(cell),
    ...figure("offeredRatePerSecond", "/s", null, cell.offeredRatePerSecond),
    ...figure("arrivalRatePerSecond", "/s", null, cell.arrivalRatePerSecond),
    ...figure("utilization", "", null, cell.utilization),
    ...figure("threadCpuUtilization", "", null, cell.threadCpuUtilization),
    ...figure("offeredLoad", "", null, cell.offeredLoad),
    ...failures(cell),
  ];
}

/** The figures to follow over time: few enough to look at, and each with a direction. */
export function trackedFigures(cell: ReportCell): Figure[] {
  return [
    ...distributions(cell, TRACKED_METRICS, TRACKED_STATISTICS),
    ...rates(cell),
    ...failures(cell),
  ];
}

/**
 * The same figures of a single trial, without intervals. Whether its waits count is decided by its cell:
 * leaving out the unstable trials of a stable cell would make it look better than it is.
 */
export function trialFigures(trial: MeasuredTrial, state: ReportCell["state"]): Figure[] {
  return [
    ...TRACKED_METRICS.filter((name) => isShown(name, state)).flatMap((name) =>
      TRACKED_STATISTICS.flatMap((statistic) =>
        figure(`${name}.${statistic}`, "ms", "lower", trial.metrics[name][statistic])
      )
    ),
    ...figure("throughputPerSecond", "/s", "higher", trial.throughputPerSecond),
    ...figure("goodputPerSecond", "/s", "higher", trial.goodputPerSecond),
    ...figure("notCompleted", "tasks", "lower", notCompleted(trial.counts)),
  ];
}

function distributions(
  cell: ReportCell,
  names: readonly CellMetricName[],
  statistics: readonly (typeof STATISTICS)[number][],
): Figure[] {
  return names.filter((name) => isShown(name, cell.state)).flatMap((name) =>
    statistics.flatMap((statistic) =>
      figure(
        `${name}.${statistic}`,
        "ms",
        // Services are the workload's, and what an ideal server makes of them is no merit of anybody's.
        name === "serviceMs" || name === "idealWaitMs" ? null : "lower",
        cell[name][statistic],
        intervalOf(cell[name], statistic),
      )
    )
  );
}

function isShown(name: CellMetricName, state: ReportCell["state"]): boolean {
  return state === "stable" || !MEANINGLESS_IF_UNSTABLE.has(name);
}

function intervalOf({ ci95 }: CellMetric, statistic: (typeof STATISTICS)[number]): Interval | null {
  return statistic === "mean" || statistic === "p50" || statistic === "p99"
    ? ci95[statistic]
    : null;
}

function rates(cell: ReportCell): Figure[] {
  return [
    ...figure("throughputPerSecond", "/s", "higher", cell.throughputPerSecond),
    ...figure("goodputPerSecond", "/s", "higher", cell.goodputPerSecond),
  ];
}

function failures({ trials, failedTrials, counts }: ReportCell): Figure[] {
  return [
    ...figure("notCompleted", "tasks", "lower", trials === 0 ? null : notCompleted(counts)),
    // A cell that has not run yet has not failed.
    ...figure("failedTrials", "trials", "lower", trials + failedTrials === 0 ? null : failedTrials),
  ];
}

function notCompleted({ released, completed }: TaskCounts): number {
  return released - completed;
}

/** A list of one, or of none where there is no finite value: no format is given NaN. */
function figure(
  metric: string,
  unit: Figure["unit"],
  better: Figure["better"],
  value: number | null,
  ci95: Interval | null = null,
): Figure[] {
  if (value === null || !Number.isFinite(value)) return [];
  return [{ metric, unit, better, value, ci95: ci95?.every(Number.isFinite) ? ci95 : null }];
}
