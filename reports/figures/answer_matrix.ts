/**
 * The answer at a glance: strategies down, workloads across, a metric in each cell.
 *
 * @module
 */
import { shedShare } from "../../experiments/record.ts";
import { type AnswerMetric, detailText, valueText } from "../cell_metrics.ts";
import { heatMap } from "../chart/mod.ts";
import { formatShare, NOTHING } from "../format.ts";
import { rankBy, type Standing } from "../ranking.ts";
import type { Report, ReportCell } from "../report.ts";
import { seriesName } from "../strategy_ranks.ts";
import { hasMeaning, isComparable } from "../surely_better.ts";
import { code } from "../words.ts";
import type { FigureView, Table, TableCell } from "./figure.ts";
import { growthWords } from "./results_table.ts";
import { figureCell, nameCell, wordsCell } from "./table_cells.ts";
import { viewOf } from "./views.ts";

/** One cell of the matrix. */
export interface MatrixCell {
  /** What is printed. */
  readonly text: string;
  /** The value with its interval, or why there is none, for who asks. */
  readonly detail: string;
  /** The value; null where there is none that means anything. */
  readonly value: number | null;
  /**
   * From 0, the best of the workload, to 1, the worst, null where not compared. On a logarithmic scale;
   * where a value is 0 or below, an overhead say, on a linear one.
   */
  readonly heat: number | null;
  /**
   * `best` and `tied` by the metric that is shown (`rankBy`); none is where the best estimate has no
   * interval. `unstable`: not compared, though it may have a value. Of who is unstable but ranked, goodput
   * tells as of any other. `absent`: the strategy was not run under this workload.
   */
  readonly state: "best" | "tied" | "other" | "unstable" | "failed" | "absent";
}

/** The matrix for one metric. */
export interface AnswerMatrix {
  /** The metric. */
  readonly metric: AnswerMetric;
  /** How its marks are to be read. */
  readonly note: string;
  /** The workloads, the columns. */
  readonly workloads: readonly string[];
  /** A row a strategy. */
  readonly rows: readonly { readonly name: string; readonly cells: readonly MatrixCell[] }[];
}

/**
 * Makes the matrix of a metric.
 *
 * @param report The report.
 * @param metric The metric.
 * @returns The matrix; strategies and workloads in the order of the plan.
 */
export function answerMatrix({ cells }: Pick<Report, "cells">, metric: AnswerMetric): AnswerMatrix {
  const columns = [...Map.groupBy(cells, ({ workload }) => workload)];
  const standings = columns.map(([, column]) => rankBy(column, metric));
  const names = [...new Set(cells.map(seriesName))];
  return {
    metric,
    note: noteOf(cells, standings, metric),
    workloads: columns.map(([workload]) => workload),
    rows: names.map((name) => ({
      name,
      cells: columns.map(([, column], index) => {
        const cell = column.find((candidate) => seriesName(candidate) === name);
        return cell === undefined ? ABSENT : matrixCell(cell, standings[index], metric);
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

function noteOf(
  cells: readonly ReportCell[],
  standings: readonly Standing[],
  metric: AnswerMetric,
): string {
  const { better, label, ofUnstable } = metric;
  const best = `the ${better === "lower" ? "least" : "greatest"} ${label} ` +
    (ofUnstable === "ranks" ? "under a workload" : "of the stable strategies under a workload");
  const known = standings.filter(({ compared }) => compared.length > 0);
  const marked = known.filter(({ best }) => best !== null);
  const untold = known.filter(({ compared }) => metric.intervalOf(compared[0]) === null);
  const isShed = cells.some((cell) => hasMeaning(metric, cell) && !isComparable(metric, cell));
  return [
    marked.length > 0
      ? `Best: ${best}. Tied: the 95 % interval overlaps the best one's.`
      : untold.length > 0
      ? `Nothing is marked as best: for ${best} there is no interval.`
      : known.length > 0
      ? "Nothing is marked as best: one strategy alone was run."
      : "Nothing is marked as best: there is nothing to compare.",
    untold.length > 0 && marked.length > 0
      ? "Nothing is marked where the best estimate has no interval."
      : "",
    untold.length > 0 ? "One block cannot tell one strategy from another." : "",
    isShed
      ? "Strategies that gave up 1 % of their tasks or more, or completed none, are not compared by it."
      : "",
  ].filter((sentence) => sentence !== "").join(" ");
}

function matrixCell(cell: ReportCell, standing: Standing, metric: AnswerMetric): MatrixCell {
  const { best, tied, compared } = standing;
  const { state, warnings, counts } = cell;
  const isKnown = hasMeaning(metric, cell);
  const text = valueText(metric, cell);
  const detail = detailText(metric, cell);
  if (state === "failed") {
    const why = warnings[0]?.message ?? "no trial was measured";
    return { text: "failed", detail: why, value: null, heat: null, state };
  }
  const isUnstable = state === "unstable";
  const why = `unstable: ${growthWords(cell)}`;
  if (isUnstable && !isKnown) {
    return { text: state, detail: why, value: null, heat: null, state };
  }
  if (isKnown && !isComparable(metric, cell)) {
    const text = counts.completed === 0
      ? "none completed"
      : `${formatShare(shedShare(counts))} never ran`;
    const why = `${text}; of the others ${detail}`;
    return { text, detail: why, value: null, heat: null, state: "other" };
  }
  const isCompared = compared.includes(cell);
  return {
    text: isUnstable ? `${text} (unstable)` : text,
    detail: isUnstable ? `${detail}, ${why}` : detail,
    value: metric.valueOf(cell),
    heat: isCompared ? heatOf(cell, compared, metric) : null,
    state: cell === best
      ? "best"
      : tied.includes(cell)
      ? "tied"
      : isUnstable && !isCompared
      ? "unstable"
      : "other",
  };
}

function heatOf(
  cell: ReportCell,
  compared: readonly ReportCell[],
  { valueOf }: AnswerMetric,
): number {
  const [first, last] = [compared[0], compared[compared.length - 1]].map((end) => valueOf(end)!);
  if (first === last) return 0;
  const scale = Math.min(first, last) > 0 ? Math.log : (value: number) => value;
  return Math.abs((scale(valueOf(cell)!) - scale(first)) / (scale(last) - scale(first)));
}

/**
 * The matrix as a table.
 *
 * @param matrix The matrix.
 * @returns A row a strategy, a column a workload.
 */
export function matrixTable({ metric, workloads, rows }: AnswerMatrix): Table {
  return {
    caption: metric.label,
    head: ["strategy", ...workloads.map(code)],
    rows: rows.map(({ name, cells }) => [nameCell(name), ...cells.map(tableCell)]),
  };
}

function tableCell({ text, value, state }: MatrixCell): TableCell {
  if (value === null && (state === "unstable" || state === "failed")) {
    return wordsCell(text, { mark: state });
  }
  if (value === null && text !== NOTHING) return wordsCell(text);
  const mark = state === "best" || state === "tied" ? { mark: state } : {};
  return { ...figureCell(text, value), ...mark };
}

/**
 * The matrix as a picture.
 *
 * @param matrix The matrix.
 * @param id What its elements are named by.
 * @returns The view; null if nothing was run.
 */
export function matrixView(
  { metric, workloads, rows }: AnswerMatrix,
  id: string,
): FigureView | null {
  if (rows.length === 0) return null;
  return viewOf(metric.name, metric.label, (legend) =>
    heatMap({
      id,
      title: `The answer by ${metric.label}`,
      description: `A row a strategy, a column a workload; the darker, the further from the best ` +
        `${metric.label} under the same workload.`,
      columns: workloads,
      rows,
      legend,
    }));
}
