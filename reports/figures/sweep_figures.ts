/**
 * A curve of a sweep in figures: waits, the statistic that the service level is about, throughput.
 *
 * @module
 */
import { writeServiceLevel } from "../../experiments/service_level.ts";
import { isRate, type SweptParameter } from "../../experiments/sweep_document.ts";
import { type ChartAxis, type ChartSeries, lineChart, type Rule } from "../chart/mod.ts";
import { formatMs, formatMsWithInterval, formatNumber, formatWithInterval } from "../format.ts";
import { pointHeader, pointName, pointRow } from "../sweep/describe_sweep.ts";
import type { Sweep, SweepCurve, SweepPoint } from "../sweep/sweep.ts";
import type { Figure, FigureView, Table, TableCell } from "./figure.ts";
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
 * The two ways to draw times.
 *
 * @param draw Draws one of them.
 * @returns The logarithmic way first.
 */
export function logAndLinear(draw: (scale: "log" | "linear") => string): FigureView[] {
  return [
    { name: "log", label: "logarithmic", svg: draw("log") },
    { name: "linear", label: "linear", svg: draw("linear") },
  ];
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
  const measured = stableOf(curve).flatMap((point) => {
    const { mean, ci95 } = point.waitMs;
    return mean === null ? [] : [{
      ...{ x: point.value, y: mean, low: ci95.mean?.[0] ?? null, high: ci95.mean?.[1] ?? null },
      text: `mean wait at ${parameter} ${pointName(point)}: ${
        formatMsWithInterval(mean, ci95.mean)
      }`,
    }];
  });
  if (measured.length === 0) return null;
  const predicted = stableOf(curve).flatMap((point) => {
    const { theory } = point;
    return theory === null ? [] : [{
      x: point.value,
      y: theory.waitMs,
      low: theory.ci95?.[0] ?? null,
      high: theory.ci95?.[1] ?? null,
      text: `${theory.model} at ${parameter} ${pointName(point)}: ${formatMs(theory.waitMs)}`,
    }];
  });
  const title = `Mean wait over ${parameter}`;
  return timeFigure(sweep, curve, {
    ...{ id, title, measured, predicted, level: null },
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
  const measured = stableOf(curve).flatMap((point) => {
    const { ms, ci95, verdict } = point.slo ?? { ms: null, ci95: null, verdict: "failed" };
    return ms === null ? [] : [{
      ...{ x: point.value, y: ms, low: ci95?.[0] ?? null, high: ci95?.[1] ?? null },
      text: `${name} at ${parameter} ${pointName(point)}: ${
        formatMsWithInterval(ms, ci95)
      }, ${verdict}`,
    }];
  });
  if (measured.length === 0) return null;
  const predicted = stableOf(curve).flatMap((point) => {
    const ms = point.predictedSloMs;
    return ms === null || !Number.isFinite(ms) ? [] : [{
      ...{ x: point.value, y: ms, low: null, high: null },
      text: `predicted at ${parameter} ${pointName(point)}: ${formatMs(ms)}`,
    }];
  });
  const title = `${slo.statistic} sojourn over ${parameter}`;
  const all = columnsOf(sweep, curve, title, [`sojourn ${slo.statistic}`, "state"]);
  return timeFigure(sweep, curve, {
    ...{ id, title, measured, predicted, name },
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

interface TimeFigure {
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
  { id, title, name, measured, predicted, level, table }: TimeFigure,
): Figure {
  const series: ChartSeries[] = [
    { name: `${name}, measured`, rank: 0, role: "measured", points: measured },
    ...(predicted.length === 0 ? [] : [{
      ...{ name: `${name}, predicted`, rank: 1, points: predicted },
      role: "predicted" as const,
    }]),
  ];
  const axis = sweptAxis(sweep.x, curve.points.map(({ value }) => value));
  const knee = kneeRules(curve);
  const saturation = saturationRules(sweep.x, curve);
  const unstable = unstableRules(curve);
  const svg = (scale: "log" | "linear") =>
    lineChart({
      id: `${id}-${scale}`,
      title,
      description: `${name} of each stable point with its 95 % interval` +
        `${predicted.length === 0 ? "" : ", and what theory predicts, dashed"}.`,
      x: { ...axis, rules: [...unstable, ...knee, ...saturation] },
      y: { label: `${name} (ms)`, scale, rules: level === null ? [] : [level] },
      series,
    });
  return {
    id,
    title,
    caption: [
      "With 95 % intervals over blocks.",
      ...(predicted.length === 0
        ? ["Theory has no prediction here."]
        : ["Dashed: what theory predicts from the moments measured at the point."]),
      ...(knee.length === 0 ? [] : [
        "The band about the knee ends at the smallest rate that surely misses.",
      ]),
      ...unstableCaption(sweep, curve),
    ].join(" "),
    views: logAndLinear(svg),
    legend: series.map(({ name, rank, role }) => ({ name, rank, role })),
    table,
  };
}

/**
 * What was carried against what was offered; over anything but a rate, against the parameter.
 *
 * @param sweep The sweep.
 * @param curve One of its curves.
 * @param options The figure's anchor.
 * @returns The figure; null if nothing was measured.
 */
export function sweepThroughputFigure(
  sweep: Sweep,
  curve: SweepCurve,
  { id }: SweepFigureOptions,
): Figure | null {
  const overRate = isRate(sweep.x);
  const xOf = (point: SweepPoint) => overRate ? point.offeredRatePerSecond : point.value;
  const points = curve.points.flatMap((point) => {
    const { throughputPerSecond: { mean, ci95 }, state } = point;
    const x = xOf(point);
    return mean === null || x === null ? [] : [{
      ...{ x, y: mean, low: ci95?.[0] ?? null, high: ci95?.[1] ?? null },
      text: `throughput at ${sweep.x.parameter} ${pointName(point)}: ` +
        `${formatWithInterval(mean, ci95)} tasks/s` + (state === "stable" ? "" : `, ${state}`),
    }];
  }).sort((a, b) => a.x - b.x);
  if (points.length === 0) return null;
  const [low, high] = [points[0].x, points[points.length - 1].x];
  const ideal = [low, high].map((rate) => ({
    ...{ x: rate, y: rate, low: null, high: null },
    text: `all of ${formatNumber(rate)}/s`,
  }));
  const series: ChartSeries[] = [
    { name: "throughput, measured", rank: 0, role: "measured", points },
    ...(overRate && low < high
      ? [{ name: "all that is offered", rank: 2, role: "predicted" as const, points: ideal }]
      : []),
  ];
  const { throughputPerSecond: carried } = curve.saturation;
  const rules = carried?.mean == null ? [] : [{
    value: carried.mean,
    interval: carried.ci95,
    text: `saturation ${formatNumber(carried.mean)}/s`,
  }];
  const label = overRate ? "offered rate (tasks/s)" : sweep.x.parameter;
  const title = `Throughput over ${overRate ? "the offered rate" : sweep.x.parameter}`;
  const svg = (scale: "log" | "linear") =>
    lineChart({
      id: `${id}-${scale}`,
      title,
      description: "Throughput of each point with its 95 % interval" +
        `${overRate ? "; dashed: a system that carries all that it is offered" : ""}.`,
      x: {
        label,
        scale: scale === "log" && low > 0 ? "log" : "linear",
        rules: saturationRules(sweep.x, curve),
      },
      y: { label: "throughput (tasks/s)", scale, rules },
      series,
    });
  return {
    id,
    title,
    caption: [
      "With 95 % intervals over blocks.",
      ...(overRate
        ? ["Where the points leave the dashed line, the strategy carries less than it is offered."]
        : []),
      ...unstableCaption(sweep, curve),
    ].join(" "),
    // What is carried and what is offered are told apart by straight lines.
    views: logAndLinear(svg).reverse(),
    legend: series.map(({ name, rank, role }) => ({ name, rank, role })),
    table: columnsOf(sweep, curve, title, ["offered/s", "throughput/s", "state"]),
  };
}

/** The points of which means mean something. */
function stableOf({ points }: SweepCurve): SweepPoint[] {
  return points.filter(({ state }) => state === "stable");
}

function unstableCaption({ x }: Sweep, { points }: SweepCurve): string[] {
  const at = (state: SweepPoint["state"]) =>
    points.filter((point) => point.state === state).map(({ value }) => value).join(", ");
  const [unstable, failed] = [at("unstable"), at("failed")];
  return [
    ...(unstable === "" ? [] : [
      `Unstable at ${x.parameter} ${unstable}: it could not keep up, so no wait there is a mean of anything.`,
    ]),
    ...(failed === "" ? [] : [`Not measured at ${x.parameter} ${failed}.`]),
  ];
}

/**
 * The rows of a curve as a document prints them, with some of their columns.
 *
 * @param sweep The sweep.
 * @param curve One of its curves.
 * @param caption What the table shows.
 * @param wanted The columns beside the parameter. @default all
 * @returns A table, a row a point.
 */
export function columnsOf(
  sweep: Sweep,
  curve: SweepCurve,
  caption: string,
  wanted: readonly string[] = pointHeader(sweep).slice(1),
): Table {
  const header = pointHeader(sweep);
  const places = [0, ...wanted.map((name) => header.indexOf(name, 1))];
  const rows = curve.points.map((point) => {
    const texts = pointRow(point);
    const values = valuesOf(point);
    return places.map((place): TableCell => {
      const text = texts[place];
      if (place < values.length) return { text, kind: "figure", value: values[place] };
      const { state } = point;
      return { text, kind: "words", ...(state !== "stable" && { mark: state }) };
    });
  });
  return { caption, head: places.map((place) => header[place]), rows };
}

/** What the columns before the last are sorted by. */
function valuesOf(point: SweepPoint): (number | null)[] {
  const { value, state, offeredRatePerSecond, throughputPerSecond, waitMs, sojournMs } = point;
  const times = [
    waitMs.mean,
    point.theory && point.theory.waitMs,
    waitMs.p99,
    point.slo === null ? sojournMs.p99 : point.slo.ms,
  ];
  return [
    value,
    offeredRatePerSecond,
    throughputPerSecond.mean,
    ...(state === "stable" ? times : times.map(() => null)),
  ];
}
