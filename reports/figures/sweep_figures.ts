/**
 * A curve of a sweep in figures: waits, the statistic that the service level is about, throughput.
 *
 * @module
 */
import { writeServiceLevel } from "../../experiments/service_level.ts";
import { isRate, type SweptParameter } from "../../experiments/sweep_document.ts";
import {
  type ChartAxis,
  type ChartPoint,
  type ChartSeries,
  type LineChart,
  lineChart,
  type Rule,
} from "../chart/mod.ts";
import { formatMs, formatMsWithInterval } from "../format.ts";
import type { Interval } from "../stats/mod.ts";
import { pointName } from "../sweep/describe_sweep.ts";
import type { Sweep, SweepCurve, SweepPoint } from "../sweep/sweep.ts";
import type { Figure, Table, TableCell } from "./figure.ts";
import { type ChosenScale, scaleViews } from "./scale_views.ts";
import { columnsOf, unstableCaption } from "./sweep_table.ts";
import { kneeRules, saturationRules, unstableRules } from "./sweep_rules.ts";

/** Where a figure goes. */
export interface SweepFigureOptions {
  /** Its anchor. */
  readonly id: string;
}

/** From this ratio of the ends of the grid on, the parameter is shown on a logarithmic scale. */
const WIDE = 20;

/**
 * How the swept parameter is laid out.
 *
 * @param x The parameter.
 * @param values Its values.
 * @returns An axis, logarithmic over a wide range.
 */
export function sweptAxis(
  { parameter }: SweptParameter,
  values: readonly number[],
): ChartAxis {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return { label: parameter, scale: low > 0 && high / low >= WIDE ? "log" : "linear" };
}

/**
 * The mean wait over the parameter, as measured and as predicted.
 *
 * @param sweep The sweep.
 * @param curve One of its curves.
 * @param options The figure's anchor.
 * @returns The figure; null if no point has a mean wait.
 */
export function sweepWaitFigure(
  sweep: Sweep,
  curve: SweepCurve,
  { id }: SweepFigureOptions,
): Figure | null {
  const { parameter } = sweep.x;
  const measured = curve.points.map((point) => {
    const { mean, ci95 } = point.waitMs;
    const text = `mean wait at ${parameter} ${pointName(point)}: ${
      formatMsWithInterval(mean, ci95.mean)
    }`;
    return timePoint(point, mean, ci95.mean, text);
  });
  if (measured.every(({ y }) => y === null)) return null;
  const predicted = curve.points.map((point) => {
    const { theory } = point;
    if (theory === null) return timePoint(point, null, null, "");
    const { model, waitMs, ci95 } = theory;
    const text = `${model} at ${parameter} ${pointName(point)}: ${formatMs(waitMs)}`;
    return timePoint(point, waitMs, ci95, text);
  });
  const title = `Mean wait over ${parameter}`;
  return timeFigure(sweep, curve, {
    ...{ id, title, measured, predicted, level: null, beyond: "model" },
    name: "mean wait",
    table: columnsOf(sweep, curve, title, ["wait mean", "predicted", "state"]),
  });
}

/**
 * The statistic of the sojourn that the service level is about, over the parameter, against its limit.
 *
 * @param sweep The sweep.
 * @param curve One of its curves.
 * @param options The figure's anchor.
 * @returns The figure; null without a service level, or if no stable point has the statistic.
 */
export function sweepLevelFigure(
  sweep: Sweep,
  curve: SweepCurve,
  { id }: SweepFigureOptions,
): Figure | null {
  const { slo, x: { parameter } } = sweep;
  if (slo === null) return null;
  const name = `${slo.statistic} sojourn`;
  const measured = curve.points.map((point) => {
    const { ms, ci95, verdict } = point.slo ?? NOT_JUDGED;
    const figure = formatMsWithInterval(ms, ci95);
    const text = `${name} at ${parameter} ${pointName(point)}: ${figure}, ${verdict}`;
    return timePoint(point, ms, ci95, text);
  });
  if (measured.every(({ y }) => y === null)) return null;
  const predicted = curve.points.map((point) => {
    const ms = point.predictedSloMs;
    const text = `predicted at ${parameter} ${pointName(point)}: ${formatMs(ms)}`;
    return timePoint(point, ms, null, text);
  });
  const title = `${slo.statistic} sojourn over ${parameter}`;
  const all = columnsOf(sweep, curve, title, [`sojourn ${slo.statistic}`, "state"]);
  return timeFigure(sweep, curve, {
    ...{ id, title, measured, predicted, name, beyond: "simulation" },
    level: { value: slo.limitMs, interval: null, text: writeServiceLevel(slo) },
    table: {
      ...all,
      head: [...all.head.slice(0, 2), "predicted", ...all.head.slice(2)],
      rows: all.rows.map((row, index) => {
        const { state, predictedSloMs } = curve.points[index];
        const value = state === "stable" && Number.isFinite(predictedSloMs) ? predictedSloMs : null;
        const cell: TableCell = { text: formatMs(value), kind: "figure", value };
        return [...row.slice(0, 2), cell, ...row.slice(2)];
      }),
    },
  });
}

const NOT_JUDGED = { ms: null, ci95: null, verdict: "failed" } as const;

/**
 * A time at a point of a curve.
 *
 * @param point The point.
 * @param ms The time in ms.
 * @param interval Its interval in ms, if there is one.
 * @param text Exact values in words.
 * @returns The point of a chart; a gap where the time is not finite, or the point not stable, for there no
 *   time means anything.
 */
export function timePoint(
  { value, state }: SweepPoint,
  ms: number | null,
  interval: Interval | null,
  text: string,
): ChartPoint {
  const isKnown = state === "stable" && ms !== null && Number.isFinite(ms);
  if (!isKnown) return { x: value, y: null, low: null, high: null, text: "" };
  return { x: value, y: ms, low: interval?.[0] ?? null, high: interval?.[1] ?? null, text };
}

/** What is said where points lie beyond the predicted saturation, by what predicts. */
const BEYOND = {
  model: "Beyond the predicted saturation no model has a mean wait, so its line ends there.",
  simulation: "Beyond the predicted saturation there is no steady state: what is predicted there " +
    "is a transient, simulated for trials as long as those measured.",
} as const;

interface TimeFigure {
  /** What predicts where points lie beyond the predicted saturation, if anything does. */
  readonly beyond: keyof typeof BEYOND;
  readonly id: string;
  readonly title: string;
  readonly name: string;
  readonly measured: ChartSeries["points"];
  readonly predicted: ChartSeries["points"];
  readonly level: Rule | null;
  readonly table: Table;
}

function timeFigure(
  sweep: Sweep,
  curve: SweepCurve,
  { id, title, name, measured, predicted, level, table, beyond }: TimeFigure,
): Figure {
  const hasTheory = predicted.some(({ y }) => y !== null);
  const series: ChartSeries[] = [
    { name: `${name}, measured`, rank: 0, role: "measured", points: measured },
    ...(hasTheory
      ? [{
        ...{ name: `${name}, predicted`, rank: 0, points: predicted },
        role: "predicted" as const,
      }]
      : []),
  ];
  const axis = sweptAxis(sweep.x, curve.points.map(({ value }) => value));
  const knee = kneeRules(curve);
  const saturation = saturationRules(sweep.x, curve);
  const unstable = unstableRules(curve);
  const chartOn = (scale: ChosenScale): LineChart => ({
    id: `${id}-${scale}`,
    title,
    description: `${name} of each stable point with its 95 % interval` +
      `${hasTheory ? ", and what theory predicts, dotted" : ""}.`,
    x: { ...axis, rules: [...unstable, ...knee, ...saturation] },
    y: { label: `${name} (ms)`, scale, rules: level === null ? [] : [level] },
    series,
  });
  return {
    id,
    title,
    caption: [
      "With 95 % intervals over blocks.",
      hasTheory
        ? "Dotted: what theory predicts from the moments measured at the point."
        : "Theory has no prediction here.",
      ...(hasTheory && isBeyond(sweep, curve, predicted, beyond) ? [BEYOND[beyond]] : []),
      ...(knee.length === 0 ? [] : [
        "The band about the knee ends at the smallest rate that surely misses.",
      ]),
      ...unstableCaption(sweep, curve),
      ...withoutFigure(sweep, curve, measured),
    ].join(" "),
    views: scaleViews(chartOn, "log", lineChart),
    legend: series.map(({ name, rank, role }) => ({ name, rank, role })),
    table,
  };
}

/** Whether stable points lie beyond the predicted saturation, and are predicted as is said of them. */
function isBeyond(
  { x }: Sweep,
  { points, saturation }: SweepCurve,
  predicted: ChartSeries["points"],
  how: keyof typeof BEYOND,
): boolean {
  const most = saturation.predictedPerSecond;
  if (!isRate(x) || most === null) return false;
  const beyond = points.flatMap(({ value, state }, index) =>
    state === "stable" && value > most ? [predicted[index].y !== null] : []
  );
  return beyond.length > 0 && beyond.every((isPredicted) => isPredicted === (how === "simulation"));
}

/** A statistic may be infinite at a point whose trials were stable: tasks that never ended are in it. */
function withoutFigure(
  { x: { parameter } }: Sweep,
  { points }: SweepCurve,
  measured: ChartSeries["points"],
): string[] {
  const at = points.filter(({ state }, index) => state === "stable" && measured[index].y === null)
    .map(({ value }) => value);
  return at.length === 0 ? [] : [
    `No figure at ${parameter} ${at.join(", ")}: it is infinite, as tasks never ended, or unknown.`,
  ];
}
