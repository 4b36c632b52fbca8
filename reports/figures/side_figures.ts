/**
 * What there is to see of studies side by side, drawn once for all renderers.
 *
 * @module
 */
import { type IntervalChart, intervalChart, type IntervalMark, isDrawable } from "../chart/mod.ts";
import { formatMsWithInterval, formatNumber, formatTickMs, formatWithInterval } from "../format.ts";
import type { SideBySide, SideCell, SideFigure, SideMetric } from "../side_by_side/mod.ts";
import { code, type Word } from "../words.ts";
import { createAnchors } from "./anchors.ts";
import type { Drawing, FigureView, Table, TableCell } from "./figure.ts";
import { seriesName } from "../strategy_ranks.ts";
import { figureCell, nameCell, wordsCell } from "./table_cells.ts";
import { viewOf } from "./views.ts";

/** What there is to see. */
export interface SideFigures {
  /** Makes anchors that differ from those of the figures. */
  readonly anchor: (text: string) => string;
  /** The ratio of every cell to the first study. */
  readonly ratios: Drawing;
  /** Each workload. */
  readonly workloads: readonly SideWorkload[];
}

/** What there is to see of a workload. */
export interface SideWorkload {
  /** The anchor of the workload. */
  readonly id: string;
  /** Its name. */
  readonly workload: string;
  /** The values of every cell, a mark a study. */
  readonly drawing: Drawing;
  /** The same numbers, a table a metric. */
  readonly tables: readonly Table[];
}

/**
 * Draws studies side by side.
 *
 * @param document The document.
 * @returns Its figures.
 */
export function drawSideBySide(document: SideBySide): SideFigures {
  const anchor = createAnchors();
  const byWorkload = Map.groupBy(document.cells, ({ workload }) => workload);
  return {
    anchor,
    ratios: ratioFigure(document, anchor("ratios")),
    workloads: [...byWorkload].map(([workload, cells]) => {
      const id = anchor(`workload ${workload}`);
      return {
        id,
        workload,
        drawing: valueFigure(document, cells, { id: anchor(`${id} values`), workload }),
        tables: document.metrics.map((metric) => metricTable(document, cells, metric)),
      };
    }),
  };
}

/** The values of a workload's cells, a row a strategy and a mark a study. */
function valueFigure(
  document: SideBySide,
  cells: readonly SideCell[],
  { id, workload }: { readonly id: string; readonly workload: string },
): Drawing {
  const { studies, metrics } = document;
  const title = "The same cells in each study";
  const views = metrics.flatMap((metric) =>
    viewsOf({
      id: `${id}-${metric.name}`,
      title: `${metric.label} under ${workload}, study by study`,
      description: "A row a strategy, a mark a study; lines are 95 % intervals over blocks.",
      x: {
        label: metric.label,
        scale: "log",
        ...(metric.unit === "ms" && { format: formatTickMs }),
      },
      rows: cells.map((cell) => ({
        name: seriesName(cell),
        text: unsteady(cell, document),
        marks: cell.metrics[metric.name].flatMap((figure, study) =>
          markOf(figure, {
            series: studies[study].label,
            rank: study,
            text: `${seriesName(cell)}, ${studies[study].label}: ${figureText(figure, metric)}`,
          })
        ),
      })),
    }, metric)
  );
  if (views.length === 0) {
    const why =
      "No study has a steady state under this workload, and no figure that means anything.";
    return { state: "undrawn", title, why };
  }
  return {
    state: "drawn",
    figure: {
      id,
      title,
      caption: "Marks are each study's own figures, lines their 95 % intervals over its blocks." +
        incomparable(document),
      views,
      viewsBy: "metric",
      marks: "interval",
      legend: studies.map(({ label }, rank) => ({ name: label, rank, role: "measured" })),
      table: allMetrics(document, cells, workload),
    },
  };
}

/** How every cell of the other studies relates to that of the first. */
function ratioFigure(document: SideBySide, id: string): Drawing {
  const { studies, metrics, cells } = document;
  const title = `Everything against ${studies[0].label}`;
  const views = metrics.flatMap((metric) =>
    viewsOf({
      id: `${id}-${metric.name}`,
      title: `${metric.label}, ÷ ${studies[0].label}`,
      description:
        `A row a cell, a mark a study; ${metric.better} is better. Lines are 95 % intervals.`,
      x: {
        label: `${metric.label} ÷ ${studies[0].label} (${metric.better} is better)`,
        scale: "log",
        rules: [{ value: 1, interval: null, text: "the same" }],
      },
      rows: cells.map((cell) => ({
        name: `${seriesName(cell)}, ${cell.workload}`,
        text: unsteady(cell, document),
        marks: cell.metrics[metric.name].flatMap(({ ratio }, study) =>
          ratio === null ? [] : markOf(ratio, {
            series: studies[study].label,
            rank: study,
            text: `${seriesName(cell)} under ${cell.workload}, ${studies[study].label}: × ` +
              formatWithInterval(ratio.value, ratio.ci95),
          })
        ),
      })),
    }, metric)
  );
  if (views.length === 0) {
    return { state: "undrawn", title, why: "No cell has a figure in two studies to divide." };
  }
  return {
    state: "drawn",
    figure: {
      id,
      title,
      caption:
        "How many times the first study's figure each cell has; at 1 there is no difference." +
        incomparable(document),
      views,
      viewsBy: "metric",
      marks: "interval",
      legend: studies.slice(1).map(({ label }, index) => ({
        name: label,
        rank: index + 1,
        role: "measured",
      })),
      table: ratioTable(document),
    },
  };
}

/** A picture is passed on without the warnings of its page. */
function incomparable({ warnings }: SideBySide): string {
  return warnings.some(({ code }) => code === "other-sizes")
    ? " Not comparable: sizes of trials differ, see the warnings."
    : "";
}

function viewsOf(chart: IntervalChart, { name, label }: SideMetric): FigureView[] {
  // Rows without a mark say why to their right; a chart of none is not drawn.
  return isDrawable(chart)
    ? [viewOf(name, label, (legend) => intervalChart({ ...chart, legend }))]
    : [];
}

function markOf(
  { value, ci95 }: Pick<SideFigure, "value" | "ci95">,
  mark: Pick<IntervalMark, "series" | "rank" | "text">,
): IntervalMark[] {
  if (value === null) return [];
  return [{ ...mark, role: "measured", x: value, low: ci95?.[0] ?? null, high: ci95?.[1] ?? null }];
}

/** In which studies a cell has no steady state; nothing if it has one in all. */
function unsteady({ states }: SideCell, { studies }: SideBySide): string {
  const apart = states.flatMap((state, study) =>
    state === "stable" ? [] : [{ state, label: studies[study].label }]
  );
  const kinds = Map.groupBy(apart, ({ state }) => state);
  return [...kinds].map(([state, alike]) =>
    alike.length === states.length
      ? state
      : `${state}: ${alike.map(({ label }) => label).join(", ")}`
  ).join("; ");
}

function figureText({ value, ci95 }: SideFigure, { unit }: SideMetric): string {
  return unit === "ms" ? formatMsWithInterval(value, ci95) : formatWithInterval(value, ci95);
}

function metricTable(
  document: SideBySide,
  cells: readonly SideCell[],
  metric: SideMetric,
): Table {
  return {
    caption: `${metric.label}, ${metric.better} is better`,
    head: ["strategy", ...columnsOf(document)],
    rows: cells.map((cell) => [nameCell(seriesName(cell)), ...figuresOf(cell, metric)]),
  };
}

function allMetrics(document: SideBySide, cells: readonly SideCell[], workload: string): Table {
  return {
    caption: `Every metric under ${workload}`,
    head: ["strategy", "metric", ...columnsOf(document)],
    rows: document.metrics.flatMap((metric) =>
      cells.map((cell) => [
        nameCell(seriesName(cell)),
        wordsCell(metric.label),
        ...figuresOf(cell, metric),
      ])
    ),
  };
}

function ratioTable({ studies, metrics, cells }: SideBySide): Table {
  return {
    caption: `Ratios to ${studies[0].label}`,
    head: ["strategy", "workload", "metric", ...studies.slice(1).map(({ label }) => code(label))],
    rows: metrics.flatMap(({ name, label }) =>
      cells.map((cell) => [
        nameCell(seriesName(cell)),
        nameCell(cell.workload),
        wordsCell(label),
        ...cell.metrics[name].slice(1).map(ratioCell),
      ])
    ),
  };
}

/** Labels may hold names of directories and processors, so they are set as such. */
function columnsOf({ studies }: SideBySide): Word[] {
  return [
    ...studies.map(({ label }) => code(label)),
    ...studies.slice(1).map(({ label }) => code(`${label} ÷ first`)),
  ];
}

function figuresOf(cell: SideCell, metric: SideMetric): TableCell[] {
  const figures = cell.metrics[metric.name];
  return [
    ...figures.map((figure, study): TableCell => {
      const state = cell.states[study];
      const text = figureText(figure, metric);
      if (state === "stable") return figureCell(text, figure.value);
      if (state === "absent") return { ...figureCell(state, null) };
      return figure.value === null
        ? { ...figureCell(state, null), mark: state }
        : { ...figureCell(text, figure.value), mark: state, note: state };
    }),
    ...figures.slice(1).map(ratioCell),
  ];
}

function ratioCell({ ratio }: SideFigure): TableCell {
  if (ratio === null) return figureCell(formatNumber(null), null);
  return figureCell(formatWithInterval(ratio.value, ratio.ci95), ratio.value);
}
