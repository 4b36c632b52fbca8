/**
 * The answer at a glance: strategies down, workloads across, a metric in each cell.
 *
 * @module
 */
import { heatMap } from "../chart/mod.ts";
import { NOTHING } from "../format.ts";
import type { Report, ReportCell } from "../report.ts";
import { code } from "../words.ts";
import type { FigureView, Table, TableCell } from "./figure.ts";
import type { MatrixMetric } from "./matrix_metrics.ts";
import { growthWords } from "./results_table.ts";
import { seriesName } from "./strategy_ranks.ts";
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
  /** From 0, the best of the workload, to 1, the worst, on a logarithmic scale; null where not compared. */
  readonly heat: number | null;
  /**
   * `best` and `tied` by the metric that is shown. `unstable` may have a value, where the metric has one
   * without a steady state. `absent`: the strategy was not run under this workload.
   */
  readonly state: "best" | "tied" | "other" | "unstable" | "failed" | "absent";
}

/** The matrix for one metric. */
export interface AnswerMatrix {
  /** The metric. */
  readonly metric: MatrixMetric;
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
export function answerMatrix({ cells }: Pick<Report, "cells">, metric: MatrixMetric): AnswerMatrix {
  const columns = [...Map.groupBy(cells, ({ workload }) => workload)];
  const compared = columns.map(([, column]) => compare(column, metric));
  const names = [...new Set(cells.map(seriesName))];
  return {
    metric,
    note: noteOf(cells, metric),
    workloads: columns.map(([workload]) => workload),
    rows: names.map((name) => ({
      name,
      cells: columns.map(([, column], index) => {
        const cell = column.find((candidate) => seriesName(candidate) === name);
        return cell === undefined ? ABSENT : matrixCell(cell, compared[index], metric);
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

/** The stable cells of a workload that have the metric, by what it says of them. */
interface Compared {
  readonly best: ReportCell | null;
  readonly tied: readonly ReportCell[];
  readonly least: number;
  readonly most: number;
}

function compare(column: readonly ReportCell[], metric: MatrixMetric): Compared {
  const { valueOf, better } = metric;
  const known = column.filter((cell) => cell.state === "stable" && valueOf(cell) !== null);
  const sorted = known.toSorted((a, b) =>
    better === "lower" ? valueOf(a)! - valueOf(b)! : valueOf(b)! - valueOf(a)!
  );
  const [best = null, ...others] = sorted;
  const positive = known.map((cell) => valueOf(cell)!).filter((value) => value > 0);
  return {
    best,
    tied: best === null ? [] : others.filter((cell) => isTied(cell, best, metric)),
    least: Math.min(...positive),
    most: Math.max(...positive),
  };
}

/** Not told apart: their intervals overlap or, where there are none, not even a printed digit differs. */
function isTied(a: ReportCell, b: ReportCell, { intervalOf, textOf }: MatrixMetric): boolean {
  const [one, other] = [intervalOf(a), intervalOf(b)];
  if (one === null || other === null) return textOf(a) === textOf(b);
  return one[0] <= other[1] && other[0] <= one[1];
}

function noteOf(cells: readonly ReportCell[], { intervalOf, better, label }: MatrixMetric): string {
  const best = better === "lower" ? "least" : "greatest";
  const ofStable = `the ${best} ${label} of the stable strategies under a workload`;
  const hasIntervals = cells.some((cell) => intervalOf(cell) !== null);
  return hasIntervals
    ? `Best: ${ofStable}. Tied: the 95 % interval overlaps the best one's.`
    : `Best: ${ofStable}. There are no intervals, so nothing says how sure that is; ` +
      "tied are those of which not even a printed digit differs.";
}

function matrixCell(cell: ReportCell, compared: Compared, metric: MatrixMetric): MatrixCell {
  const value = metric.valueOf(cell);
  if (cell.state === "failed") {
    const detail = cell.warnings[0]?.message ?? "no trial was measured";
    return { text: "failed", detail, value: null, heat: null, state: "failed" };
  }
  if (cell.state === "unstable") {
    const why = `unstable: ${growthWords(cell)}`;
    return metric.ofUnstable === "means-nothing" || value === null
      ? { text: "unstable", detail: why, value: null, heat: null, state: "unstable" }
      : {
        text: `${metric.textOf(cell)} (unstable)`,
        detail: `${metric.detailOf(cell)}, ${why}`,
        value,
        heat: null,
        state: "unstable",
      };
  }
  return {
    text: metric.textOf(cell),
    detail: metric.detailOf(cell),
    value,
    heat: value === null ? null : heatOf(value, compared, metric),
    state: cell === compared.best ? "best" : compared.tied.includes(cell) ? "tied" : "other",
  };
}

function heatOf(value: number, { least, most }: Compared, { better }: MatrixMetric): number {
  if (value > 0 && least === most) return 0;
  // What is not above zero, an overhead say, has no place on a logarithmic scale: below all others.
  const place = value <= 0 ? 0 : Math.log(value / least) / Math.log(most / least);
  return better === "lower" ? place : 1 - place;
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
