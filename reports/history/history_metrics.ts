/**
 * The metrics that a history keeps: those that a gate looks at, and the waits, services and calls by which
 * a change is explained.
 *
 * @module
 */
import type { HistoryPoint } from "../../experiments/history_point.ts";
import type { CellMetricName } from "../report.ts";
import {
  type ComparableMetric,
  comparableMetric,
  isMeaningfulAt,
} from "../comparison/compared_metrics.ts";

/** A figure of a distribution of times. */
export interface TimeFigure {
  /** The distribution. */
  readonly name: CellMetricName;
  /** The figure. */
  readonly figure: "mean" | "p50" | "p99";
}

/** Of distributions, in the order in which they are shown. */
const TIMES: readonly TimeFigure[] = [
  ...figures("dispatchOverheadMs", ["mean", "p50", "p99"]),
  ...figures("loopLagMs", ["p99"]),
  ...figures("waitMs", ["mean", "p50", "p99"]),
  ...figures("sojournMs", ["mean", "p50", "p99"]),
  ...figures("serviceMs", ["mean"]),
  ...figures("dispatchCallMs", ["p50"]),
];

/** A metric of a history: how a comparison sees it, and which figure of a report it is. */
export interface HistoryMetric extends ComparableMetric {
  /** The figure of a distribution; null for the throughput. */
  readonly time: TimeFigure | null;
}

/** Every metric of a history. */
export const HISTORY_METRICS: readonly HistoryMetric[] = [
  ...TIMES.map((time) => historyMetric(`${time.name}.${time.figure}`, time)),
  historyMetric("throughputPerSecond", null),
];

/**
 * Finds a metric of a history.
 *
 * @param name Its name.
 * @returns The metric; null if a history has none of that name.
 */
export function findHistoryMetric(name: string): HistoryMetric | null {
  return HISTORY_METRICS.find(({ metric }) => metric === name) ?? null;
}

/**
 * Whether a change of a metric decides, or is a hint.
 *
 * @param metric The metric.
 * @param load The load of the cell.
 * @returns True for what a gate decides by at that load.
 */
export function isDeciding(metric: HistoryMetric, load: HistoryPoint["load"]): boolean {
  return metric.role === "gated" && isMeaningfulAt(metric, load);
}

function figures(
  name: CellMetricName,
  names: readonly TimeFigure["figure"][],
): TimeFigure[] {
  return names.map((figure) => ({ name, figure }));
}

function historyMetric(name: string, time: TimeFigure | null): HistoryMetric {
  const known = comparableMetric(name);
  if (known === null) throw new RangeError(`Cannot keep "${name}": no metric has that name`);
  return { ...known, time };
}
