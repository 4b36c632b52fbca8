/**
 * All curves of a sweep beside one another: where each bends, and what each carries.
 *
 * @module
 */
import { writeServiceLevel } from "../../experiments/service_level.ts";
import { type ChartSeries, intervalChart, type IntervalRow, lineChart } from "../chart/mod.ts";
import { formatMsWithInterval, formatNumber, formatWithInterval, NOTHING } from "../format.ts";
import { kneeText, pointName } from "../sweep/describe_sweep.ts";
import type { Sweep, SweepCurve, SweepPoint } from "../sweep/sweep.ts";
import { code } from "../words.ts";
import { scaleViews } from "./scale_views.ts";
import type { Figure, Table, TableCell } from "./figure.ts";
import { viewOf } from "./views.ts";
import { type SweepFigureOptions, sweptAxis, timePoint } from "./sweep_figures.ts";

/** More lines than these cannot be told apart in one chart. */
const MOST_LINES = 12;

/**
 * What tells a curve from the others of its workload.
 *
 * @param sweep The sweep.
 * @param curve One of its curves.
 * @returns The strategy, with the value of the second parameter and the placement where they say more.
 */
export function curveLabel({ second }: Sweep, { strategy, placement, fixed }: SweepCurve): string {
  const parts = [
    ...(second === null || fixed === null ? [] : [`${second.parameter} ${fixed}`]),
    ...(placement === "inside" ? [] : [placement]),
  ];
  return parts.length === 0 ? strategy : `${strategy} (${parts.join(", ")})`;
}

/**
 * The curves of a workload in one chart: the statistic of the service level, or the mean wait without one.
 *
 * @param sweep The sweep.
 * @param workload The workload.
 * @param options The figure's anchor.
 * @returns The figure; null for a single curve, for more than can be told apart, or without any figure.
 */
export function sweepTogetherFigure(
  sweep: Sweep,
  workload: string,
  { id }: SweepFigureOptions,
): Figure | null {
  const curves = sweep.curves.filter((curve) => curve.workload === workload);
  if (curves.length < 2 || curves.length > MOST_LINES) return null;
  const { slo, x } = sweep;
  const name = slo === null ? "mean wait" : `${slo.statistic} sojourn`;
  const figureOf = (point: SweepPoint) =>
    slo === null
      ? { ms: point.waitMs.mean, ci95: point.waitMs.ci95.mean }
      : { ms: point.slo?.ms ?? null, ci95: point.slo?.ci95 ?? null };
  const series = curves.map((curve, rank): ChartSeries => ({
    ...{ name: curveLabel(sweep, curve), rank, role: "measured" },
    points: curve.points.map((point) => {
      const { ms, ci95 } = figureOf(point);
      const text = `${curveLabel(sweep, curve)}, ${x.parameter} ${pointName(point)}: ` +
        formatMsWithInterval(ms, ci95);
      return timePoint(point, ms, ci95, text);
    }),
  }));
  if (series.every(({ points }) => points.every(({ y }) => y === null))) return null;
  const values = [...new Set(curves.flatMap(({ points }) => points.map(({ value }) => value)))]
    .sort((a, b) => a - b);
  const title = `${name} over ${x.parameter}, all curves`;
  return {
    id,
    title,
    caption:
      "Stable points with 95 % intervals over blocks; a line has a gap where its strategy could " +
      "not keep up.",
    views: scaleViews(
      (scale) => ({
        id: `${id}-${scale}`,
        title: `${title} under ${workload}`,
        description: "A line a curve; it has gaps where the strategy could not keep up.",
        x: sweptAxis(x, values),
        y: {
          label: `${name} (ms)`,
          scale,
          rules: slo === null
            ? []
            : [{ value: slo.limitMs, interval: null, text: writeServiceLevel(slo) }],
        },
        series,
      }),
      "log",
      lineChart,
    ),
    legend: series.map(({ name, rank, role }) => ({ name, rank, role })),
    table: {
      caption: `${title} under ${workload}`,
      head: [x.parameter, ...series.map(({ name }) => code(name))],
      rows: values.map((value) => [
        { text: String(value), kind: "figure", value },
        ...curves.map((curve): TableCell => {
          const point = curve.points.find((point) => point.value === value);
          if (point === undefined) return { text: NOTHING, kind: "figure", value: null };
          if (point.state !== "stable") {
            return { text: point.state, kind: "words", mark: point.state };
          }
          const { ms, ci95 } = figureOf(point);
          return { text: formatMsWithInterval(ms, ci95), kind: "figure", value: ms };
        }),
      ]),
    },
  };
}

/**
 * The knees of all curves with their intervals.
 *
 * @param sweep The sweep.
 * @param options The figure's anchor.
 * @returns The figure; null if fewer than two curves have a knee.
 */
export function sweepKneesFigure(sweep: Sweep, { id }: SweepFigureOptions): Figure | null {
  const several = new Set(sweep.curves.map(({ workload }) => workload)).size > 1;
  const rows = sweep.curves.flatMap((curve): IntervalRow[] => {
    const { knee } = curve;
    if (knee === null || knee.ratePerSecond === null) return [];
    const { ratePerSecond, interval: [low, high], state } = knee;
    const label = curveLabel(sweep, curve);
    const name = several ? `${label} under ${curve.workload}` : label;
    const text = kneeText(knee);
    return [{
      name,
      text,
      marks: [{
        ...{ series: "knee", rank: 0, role: "measured", x: ratePerSecond, low },
        high: state === "at-least" ? Infinity : high,
        text: `${name}: ${text}`,
      }],
    }];
  });
  if (rows.length < 2) return null;
  const title = "Largest rate that meets the service level";
  return {
    id,
    title,
    caption:
      "Each interval ends at the smallest rate that surely misses; an open one where none did.",
    views: [
      viewOf("log", "logarithmic", (legend) =>
        intervalChart({
          id: `${id}-log`,
          title,
          description: "A row a curve: its knee and the interval in which it lies.",
          x: { label: "rate (tasks/s)", scale: "log" },
          rows,
          legend,
        })),
    ],
    legend: [],
    table: curvesTable(sweep),
  };
}

/**
 * What was found of each curve.
 *
 * @param sweep The sweep.
 * @returns A table, a row a curve.
 */
export function curvesTable(sweep: Sweep): Table {
  return {
    caption: "What was found of each curve",
    head: ["strategy", "workload", "knee", "saturation", "predicted saturation"],
    rows: sweep.curves.map((curve) => {
      const { knee, saturation: { throughputPerSecond: carried, predictedPerSecond } } = curve;
      return [
        { text: curveLabel(sweep, curve), kind: "name" },
        { text: curve.workload, kind: "name" },
        {
          text: knee === null ? "not sought" : kneeText(knee),
          kind: "figure",
          value: knee?.ratePerSecond ?? null,
        },
        {
          text: carried === null
            ? "not reached"
            : `${formatWithInterval(carried.mean, carried.ci95)} /s`,
          kind: "figure",
          value: carried?.mean ?? null,
        },
        {
          text: predictedPerSecond === null ? NOTHING : `${formatNumber(predictedPerSecond)} /s`,
          kind: "figure",
          value: predictedPerSecond,
        },
      ];
    }),
  };
}
