/**
 * The answer at a glance: strategies down, workloads across, a metric in each cell.
 *
 * @module
 */
import { formatMs, formatMsWithInterval, formatNumber, NOTHING } from "../format.ts";
import { rankCells } from "../ranking.ts";
import type { Report, ReportCell } from "../report.ts";
import { seriesName } from "./strategy_ranks.ts";

/** A metric that the matrix can show. */
export interface MatrixMetric {
  /** Unique name, fit for an anchor: `wait-p99`. */
  readonly name: string;
  /** What the reader chooses by: `wait p99`. */
  readonly label: string;
  /** Which values are good. */
  readonly better: "lower" | "higher";
  /** The value of a cell, null where it has none. */
  readonly valueOf: (cell: ReportCell) => number | null;
  /** What is printed of a cell. */
  readonly textOf: (cell: ReportCell) => string;
}

/** One cell of the matrix. */
export interface MatrixCell {
  /** What is printed. */
  readonly text: string;
  /** The value with its interval, or why there is none, for who asks. */
  readonly detail: string;
  /** The value; null where there is none that means anything. */
  readonly value: number | null;
  /** From 0, the best of the workload, to 1, the worst, on a logarithmic scale; null without a value. */
  readonly heat: number | null;
  /** `absent`: the strategy was not run under this workload. */
  readonly state: "best" | "tied" | "other" | "unstable" | "failed" | "absent";
}

/** The matrix for one metric. */
export interface AnswerMatrix {
  /** The metric. */
  readonly metric: MatrixMetric;
  /** The workloads, the columns. */
  readonly workloads: readonly string[];
  /** A row a strategy. */
  readonly rows: readonly { readonly name: string; readonly cells: readonly MatrixCell[] }[];
}

/** What can be chosen; the first is shown at first. */
export const MATRIX_METRICS: readonly MatrixMetric[] = [
  time("wait-p99", "wait p99", ({ waitMs }) => [waitMs.p99, waitMs.ci95.p99]),
  time("wait-mean", "wait mean", ({ waitMs }) => [waitMs.mean, waitMs.ci95.mean]),
  time("overhead-mean", "dispatch overhead mean", ({ dispatchOverheadMs: { mean, ci95 } }) => [
    mean,
    ci95.mean,
  ]),
  time("call-p50", "dispatch call p50", ({ dispatchCallMs: { p50, ci95 } }) => [p50, ci95.p50]),
  time("lag-p99", "loop lag p99", ({ loopLagMs: { p99, ci95 } }) => [p99, ci95.p99]),
  {
    name: "goodput",
    label: "goodput per second",
    better: "higher",
    valueOf: ({ goodputPerSecond }) => goodputPerSecond,
    textOf: ({ goodputPerSecond }) => formatNumber(goodputPerSecond),
  },
];

function time(
  name: string,
  label: string,
  of: (cell: ReportCell) => [number | null, readonly [number, number] | null],
): MatrixMetric {
  return {
    name,
    label,
    better: "lower",
    valueOf: (cell) => of(cell)[0],
    textOf: (cell) => formatMsWithInterval(...of(cell)),
  };
}

/**
 * Makes the matrix of a metric.
 *
 * @param report The report.
 * @param metric The metric.
 * @returns The matrix; strategies and workloads in the order of the plan.
 */
export function answerMatrix({ cells }: Report, metric: MatrixMetric): AnswerMatrix {
  const rankings = rankCells(cells);
  const workloads = rankings.map(({ workload }) => workload);
  const names = [...new Set(cells.map(seriesName))];
  return {
    metric,
    workloads,
    rows: names.map((name) => ({
      name,
      cells: rankings.map((ranking) => {
        const cell = ranking.cells.find((candidate) => seriesName(candidate) === name);
        return cell === undefined ? ABSENT : matrixCell(cell, ranking, metric);
      }),
    })),
  };
}

const ABSENT: MatrixCell = {
  text: NOTHING,
  detail: "not run",
  value: null,
  heat: null,
  state: "absent",
};

function matrixCell(
  cell: ReportCell,
  { cells, best, tied }: ReturnType<typeof rankCells>[number],
  metric: MatrixMetric,
): MatrixCell {
  if (cell.state !== "stable") {
    const detail = cell.warnings[0]?.message ?? cell.unstableReason ?? cell.state;
    return { text: cell.state, detail, value: null, heat: null, state: cell.state };
  }
  const value = metric.valueOf(cell);
  const values = cells.filter(({ state }) => state === "stable").map(metric.valueOf)
    .filter((known) => known !== null && known > 0) as number[];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const place = value === null || value <= 0 || low === high
    ? 0
    : Math.log(value / low) / Math.log(high / low);
  return {
    text: metric.better === "lower" ? formatMs(value) : formatNumber(value),
    detail: metric.textOf(cell),
    value,
    heat: value === null ? null : metric.better === "lower" ? place : 1 - place,
    state: cell === best ? "best" : tied.includes(cell) ? "tied" : "other",
  };
}
