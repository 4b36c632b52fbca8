/**
 * A history in figures: each series over its measurements with its changes, and the sizes of all changes.
 *
 * @module
 */
import type { StudyStamp } from "../../experiments/history_point.ts";
import {
  type ChartAxis,
  type ChartPoint,
  type IntervalChart,
  intervalChart,
  isDrawable,
  type LineChart,
  lineChart,
  type Rule,
} from "../chart/mod.ts";
import { formatMsWithInterval, formatUtilization, formatWithInterval } from "../format.ts";
import {
  CHANGE_HEADER,
  changeRow,
  commitOf,
  dateOf,
  markOf,
  seriesHeader,
  seriesRow,
  sizeOf,
  whereOf,
} from "../history/describe_history.ts";
import type { Change, ExaminedSeries } from "../history/detect_changes.ts";
import { findHistoryMetric } from "../history/history_metrics.ts";
import type { Series, SeriesPoint } from "../history/series.ts";
import type { Figure, FigureView, Table } from "./figure.ts";
import { MOST_INTERVALS } from "./forest_figure.ts";
import { viewOf } from "./views.ts";
import { rankOfVerdict } from "./verdict_ranks.ts";

/** A range of values wider than this is shown on a logarithmic scale. */
const WIDE = 10;
/** Of longer series one drawing is enough for a page. */
const MOST_DRAWN_TWICE = 80;
/** Characters of a commit at a tick. */
const TICK_CHARACTERS = 7;

/** Where a figure goes. */
export interface HistoryFigureOptions {
  /** Its anchor. */
  readonly id: string;
}

/**
 * A series over its measurements.
 *
 * @param examined The series with its changes.
 * @param options The figure's anchor.
 * @returns The figure; null if the series has no value.
 */
export function historyFigure(
  { series, changes }: ExaminedSeries,
  { id }: HistoryFigureOptions,
): Figure | null {
  const { metric, points, basis } = series;
  const title = `${metric.metric}: ${series.strategy}, ${series.workload} (${series.placement})`;
  const values = points.flatMap((point) => valueOf(series, point) ?? []);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const reference = points.findLast(({ study }) => study.reference !== null)?.study.reference;
  const unit = metric.unit === "" ? "" : ` (${metric.unit})`;
  const y: ChartAxis = {
    label: basis === "ratio"
      ? `${metric.metric} ÷ that of ${reference}`
      : `${metric.metric}${unit}`,
    scale: least > 0 && most / least > WIDE ? "log" : "linear",
    includes: [],
  };
  const chartBy = (by: "order" | "time"): LineChart => {
    const xOf = by === "time"
      ? (study: StudyStamp) => Date.parse(study.createdAt)
      : (study: StudyStamp) => points.findIndex((point) => point.study === study);
    return {
      id: `${id}-${by}`,
      title,
      description: `A point a measurement, with its 95 % interval; ${
        changes.length === 0 ? "no change was found" : "changes are marked"
      }.`,
      x: {
        ...(by === "time"
          ? { label: "began (UTC)", scale: "time" }
          : { label: "commit, in order of measuring", scale: "linear", format: tickOf(points) }),
        rules: changes.map((change): Rule => ({
          value: xOf(change.after),
          interval: [xOf(change.before), xOf(change.after)],
          text: `${markOf(change)} ${sizeOf(change)}`,
        })),
      },
      y,
      series: [{
        ...{ name: metric.metric, rank: 0, role: "measured" },
        points: points.map((point) => chartPoint(series, point, xOf(point.study))),
      }],
    };
  };
  const kinds = points.length > MOST_DRAWN_TWICE ? ["order"] as const : ["order", "time"] as const;
  const views = kinds.flatMap((by): FigureView[] => {
    const chart = chartBy(by);
    if (!isDrawable(chart)) return [];
    const label = by === "order" ? "in order" : "over time";
    return [viewOf(by, label, (legend) => lineChart({ ...chart, legend }))];
  });
  if (views.length === 0) return null;
  return {
    ...{ id, title, views, legend: [] },
    caption: [
      `${series.host}, ${series.runtime}${
        series.state === "closed" ? ", a runtime of the past" : ""
      }.`,
      ...(basis === "absolute"
        ? ["Figures, not ratios: a slower host looks like slower code."]
        : []),
      ...(series.role === "hint" ? ["A hint: it decides nothing."] : []),
      ...(changes.length === 0 ? ["No change was found."] : changes.map(changeSentence)),
    ].join(" "),
    table: seriesTable({ series, changes }, title),
  };
}

/** What changes were sought in; null where there is nothing. */
function valueOf({ basis }: Series, { point, log }: SeriesPoint): number | null {
  if (log === null) return null;
  return basis === "ratio" ? point.ratio : point.value;
}

function chartPoint(series: Series, point: SeriesPoint, x: number): ChartPoint {
  const { study, point: { value, interval, ratio, ratioInterval } } = point;
  const y = valueOf(series, point);
  const [low, high] = (series.basis === "ratio" ? ratioInterval : interval) ?? [null, null];
  const figure = series.metric.unit === "ms" ? formatMsWithInterval : formatWithInterval;
  const ratioText = ratio === null ? "" : `, ratio ${formatWithInterval(ratio, ratioInterval)}`;
  return {
    ...{ x, y, low: y === null ? null : low, high: y === null ? null : high },
    text: `${dateOf(study)}, commit ${commitOf(study)}: ${figure(value, interval)}${ratioText}`,
  };
}

function tickOf(points: readonly SeriesPoint[]): (value: number) => string {
  return (value) => {
    const study = Number.isInteger(value) ? points[value]?.study : undefined;
    return study === undefined ? "" : commitOf(study).slice(0, TICK_CHARACTERS);
  };
}

function changeSentence(change: Change): string {
  const { direction, position, confidence, countBefore, countAfter } = change;
  const word = direction === "worse" ? "Worse" : "Better";
  return `${word}${position === "last" ? " since" : ""}: ${whereOf(change)}, ${sizeOf(change)}, ` +
    `confidence ${formatUtilization(confidence)}, ${countBefore} measurements before it and ` +
    `${countAfter} after.`;
}

function seriesTable({ series, changes }: ExaminedSeries, caption: string): Table {
  return {
    caption,
    head: seriesHeader(series),
    rows: series.points.map((point) => {
      const [began, commit, value, ratio, blocks, change] = seriesRow(point, series, changes);
      return [
        { text: began, kind: "words" },
        { text: commit, kind: "name" },
        { text: value, kind: "figure", value: point.point.value },
        { text: ratio, kind: "figure", value: point.point.ratio },
        { text: blocks, kind: "figure", value: point.point.blocks },
        { text: change, kind: "words" },
      ];
    }),
  };
}

/**
 * The sizes of changes with their intervals.
 *
 * @param changes The changes, what matters most first: of more than fit, the first are drawn.
 * @param options The figure's anchor.
 * @returns The figure; null without a change.
 */
export function changesFigure(
  changes: readonly Change[],
  { id }: HistoryFigureOptions,
): Figure | null {
  const drawn = changes.slice(0, MOST_INTERVALS);
  const title = "How large the changes are";
  const looks = {
    "worse since": rankOfVerdict("regressed"),
    "worse": rankOfVerdict("inconclusive"),
    "better": rankOfVerdict("improved"),
    "better since": rankOfVerdict("equivalent"),
  };
  const byCell = Map.groupBy(
    drawn,
    ({ series }) => `${series.strategy}, ${series.workload} (${series.placement})`,
  );
  const nameOf = ({ metric }: Change["series"]) =>
    findHistoryMetric(metric)?.better === "higher" ? `${metric} (higher is better)` : metric;
  const rows = [...byCell].flatMap(([group, members]) =>
    members.map((change) => {
      const mark = markOf(change) as keyof typeof looks;
      const { ratio, interval, series } = change;
      return {
        name: nameOf(series),
        group,
        text: `${sizeOf(change)} ${mark}`,
        marks: [{
          ...{ series: mark, rank: looks[mark], role: "measured" as const, x: ratio },
          ...{ low: interval?.[0] ?? null, high: interval?.[1] ?? null },
          text: `${series.metric}, ${group}: ${mark} ${whereOf(change)}, ${sizeOf(change)}`,
        }],
      };
    })
  );
  const chart: IntervalChart = {
    id: `${id}-log`,
    title,
    description:
      "A row a change: the level after it ÷ the level before it, with its 95 % interval.",
    x: {
      label: "level after ÷ level before",
      scale: "log",
      rules: [{ value: 1, interval: null, text: "no change" }],
      includes: [1],
    },
    rows,
  };
  if (!isDrawable(chart)) return null;
  const marks = [...new Set(rows.flatMap(({ marks }) => marks.map(({ series }) => series)))];
  return {
    id,
    title,
    caption: "Lines are 95 % intervals. What is called “since” is the state of today." +
      (drawn.length < changes.length
        ? ` Drawn are the first ${drawn.length} of ${changes.length}; all are in the table.`
        : ""),
    views: [viewOf("log", "logarithmic", (legend) => intervalChart({ ...chart, legend }))],
    legend: marks.map((name) => ({ name, rank: looks[name], role: "measured" })),
    table: changesTable(changes, title),
  };
}

/**
 * Changes as a table, a row as every document prints it.
 *
 * @param changes The changes, in the order of the rows.
 * @param caption What it shows.
 * @returns The table.
 */
export function changesTable(changes: readonly Change[], caption: string): Table {
  return {
    caption,
    head: ["change", ...CHANGE_HEADER.slice(1)],
    rows: changes.map((change) => {
      const [mark, metric, cell, host, measured, by, size, confidence] = changeRow(change);
      return [
        { text: mark, kind: "words" },
        { text: metric, kind: "words" },
        { text: cell, kind: "name" },
        { text: host, kind: "words" },
        { text: measured, kind: "words" },
        { text: by, kind: "words" },
        { text: size, kind: "figure", value: change.ratio },
        { text: confidence, kind: "figure", value: change.confidence },
      ];
    }),
  };
}
