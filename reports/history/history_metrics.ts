/**
 * The metrics that a history keeps: those that a gate decides by, whichever these are, and the waits,
 * services and calls by which a change is explained.
 *
 * @module
 */
import type { HistoryPoint } from "../../experiments/history_point.ts";
import { CELL_METRICS, type CellMetricName } from "../report.ts";
import {
  type ComparableMetric,
  COMPARED_METRICS,
  defaultGatedMetrics,
  isMeaningfulAt,
} from "../comparison/compared_metrics.ts";

/** A figure of a distribution of times. */
export interface TimeFigure {
  /** The distribution. */
  readonly name: CellMetricName;
  /** The figure. */
  readonly figure: "mean" | "p50" | "p99";
}

const FIGURES: readonly TimeFigure["figure"][] = ["mean", "p50", "p99"];

const DECIDING: ReadonlySet<string> = new Set(defaultGatedMetrics().map(({ metric }) => metric));

const EXPLAINING: ReadonlySet<string> = new Set([
  ...FIGURES.flatMap((figure) => [`waitMs.${figure}`, `sojournMs.${figure}`]),
  "serviceMs.mean",
  "dispatchCallMs.p50",
]);

/** A metric of a history: how a comparison sees it, and which figure of a report it is. */
export interface HistoryMetric extends ComparableMetric {
  /** The figure of a distribution; null for what each trial has one of: rates, times per task, counts. */
  readonly time: TimeFigure | null;
}

/** Every metric of a history, those that decide first. */
export const HISTORY_METRICS: readonly HistoryMetric[] = COMPARED_METRICS
  .filter(({ metric }) => DECIDING.has(metric) || EXPLAINING.has(metric))
  .map((metric) => ({ ...metric, time: timeFigure(metric.metric) }));

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
  return DECIDING.has(metric.metric) && isMeaningfulAt(metric, load);
}

function timeFigure(metric: string): TimeFigure | null {
  const [of, what] = metric.split(".");
  const name = CELL_METRICS.find((known) => known === of);
  const figure = FIGURES.find((known) => known === what);
  return name === undefined || figure === undefined ? null : { name, figure };
}
