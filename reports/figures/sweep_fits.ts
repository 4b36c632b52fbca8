/**
 * What was fitted to a curve of a sweep: the Universal Scalability Law, the cost of polling.
 *
 * @module
 */
import { type ChartPoint, type ChartSeries, lineChart } from "../chart/mod.ts";
import { formatMs, formatMsWithInterval, formatNumber, formatWithInterval } from "../format.ts";
import { uslThroughput } from "../stats/mod.ts";
import { pointName } from "../sweep/describe_sweep.ts";
import type { Sweep, SweepCurve } from "../sweep/sweep.ts";
import { scaleViews } from "./scale_views.ts";
import type { Figure } from "./figure.ts";
import type { SweepFigureOptions } from "./sweep_figures.ts";
import { columnsOf } from "./sweep_table.ts";

/** Points of a curve that is drawn from its equation. */
const FINENESS = 60;

/**
 * Throughput over concurrency with the law that was fitted to it.
 *
 * @param sweep The sweep.
 * @param curve One of its curves.
 * @param options The figure's anchor.
 * @returns The figure; null if no law was fitted.
 */
export function sweepUslFigure(
  sweep: Sweep,
  curve: SweepCurve,
  { id }: SweepFigureOptions,
): Figure | null {
  const { usl } = curve;
  if (usl === null || usl.state === "refused") return null;
  const { parameter } = sweep.x;
  const measured = curve.points.flatMap((point): ChartPoint[] => {
    const { mean, ci95 } = point.throughputPerSecond;
    return mean === null || !usl.values.includes(point.value) ? [] : [{
      ...{ x: point.value, y: mean, low: ci95?.[0] ?? null, high: ci95?.[1] ?? null },
      text: `throughput at ${parameter} ${pointName(point)}: ` +
        `${formatWithInterval(mean, ci95)} tasks/s`,
    }];
  });
  const [low, high] = [Math.min(...usl.values), Math.max(...usl.values)];
  const fit = steps(low, high).map((concurrency): ChartPoint => {
    const throughput = uslThroughput(usl, concurrency);
    return {
      ...{ x: concurrency, y: throughput, low: null, high: null },
      text: `law at ${parameter} ${formatNumber(concurrency)}: ${formatNumber(throughput)} tasks/s`,
    };
  });
  const series: ChartSeries[] = [
    { name: "throughput, measured", rank: 0, role: "measured", points: measured },
    { name: "law, fitted", rank: 1, role: "predicted", points: fit },
  ];
  const { peak } = usl;
  // A peak beyond the points is a guess, which the sentence below the title gives with its interval.
  const rules = peak === null || peak < low || peak > high
    ? []
    : [{ value: peak, interval: usl.ci95.peak, text: `peak at ${formatNumber(peak)}` }];
  const title = `Universal Scalability Law over ${parameter}`;
  return {
    id,
    title,
    caption: "Throughput with 95 % intervals over blocks; dotted: the law that was fitted to it. " +
      "Below a straight line through the first point by contention (σ), falling by crosstalk (κ).",
    views: scaleViews(
      (scale) => ({
        id: `${id}-${scale}`,
        title,
        description: "Throughput over concurrency as measured and, dotted, by the fitted law.",
        x: { label: parameter, scale, rules },
        y: { label: "throughput (tasks/s)", scale },
        series,
      }),
      "linear",
      lineChart,
    ),
    legend: series.map(({ name, rank, role }) => ({ name, rank, role })),
    table: columnsOf(sweep, curve, title, ["throughput/s", "state"]),
  };
}

function steps(from: number, to: number): number[] {
  return Array.from({ length: FINENESS + 1 }, (_, step) => from + (to - from) * step / FINENESS);
}

/**
 * The mean wait of a polled queue over its mean sleep, with the line through it and the predicted one.
 *
 * @param sweep The sweep.
 * @param curve One of its curves.
 * @param options The figure's anchor.
 * @returns The figure; null if no line was fitted.
 */
export function sweepPollingFigure(
  sweep: Sweep,
  curve: SweepCurve,
  { id }: SweepFigureOptions,
): Figure | null {
  const { line } = curve;
  if (line === null) return null;
  const { parameter } = sweep.x;
  const shown = curve.points.flatMap((point) => {
    const { sleepMs, waitMs: { mean, ci95 } } = point;
    return sleepMs === null || mean === null || !line.values.includes(point.value)
      ? []
      : [{ point, sleepMs: sleepMs.mean, waitMs: mean, ci95: ci95.mean }];
  });
  if (shown.length === 0) return null;
  const sleeps = shown.map(({ sleepMs }) => sleepMs);
  const ends = [Math.min(...sleeps), Math.max(...sleeps)];
  const along = (slope: number, intercept: number, name: string) =>
    ends.map((sleepMs): ChartPoint => ({
      ...{ x: sleepMs, y: intercept + slope * sleepMs, low: null, high: null },
      text: `${name} at a sleep of ${formatMs(sleepMs)}: ${formatMs(intercept + slope * sleepMs)}`,
    }));
  const series: ChartSeries[] = [
    {
      ...{ name: "mean wait, measured", rank: 0, role: "measured" },
      points: shown.map(({ point, sleepMs, waitMs, ci95 }) => ({
        ...{ x: sleepMs, y: waitMs, low: ci95?.[0] ?? null, high: ci95?.[1] ?? null },
        text: `mean wait at ${parameter} ${pointName(point)}, sleep ${formatMs(sleepMs)}: ` +
          formatMsWithInterval(waitMs, ci95),
      })).sort((a, b) => a.x - b.x),
    },
    {
      ...{ name: "line, fitted", rank: 1, role: "predicted" },
      points: along(line.slope, line.intercept, "fitted line"),
    },
    ...(line.predicted === null ? [] : [{
      ...{ name: "line, predicted", rank: 2, role: "predicted" as const },
      points: along(line.predicted.slope, line.predicted.intercept, "predicted line"),
    }]),
  ];
  const title = "Cost of polling";
  return {
    id,
    title,
    caption:
      "The mean wait over the mean sleep between two looks at the queue, as measured. Each ms of " +
      "sleep costs as many ms of wait as the line is steep.",
    views: scaleViews(
      (scale) => ({
        id: `${id}-${scale}`,
        title,
        description: "Mean wait over mean sleep with the fitted and the predicted line.",
        x: { label: "mean sleep (ms)", scale },
        y: { label: "mean wait (ms)", scale },
        series,
      }),
      "linear",
      lineChart,
    ),
    legend: series.map(({ name, rank, role }) => ({ name, rank, role })),
    table: {
      caption: title,
      head: [parameter, "mean sleep", "wait mean"],
      rows: shown.map(({ point, sleepMs, waitMs, ci95 }) => [
        { text: pointName(point), kind: "figure", value: point.value },
        { text: formatMs(sleepMs), kind: "figure", value: sleepMs },
        { text: formatMsWithInterval(waitMs, ci95), kind: "figure", value: waitMs },
      ]),
    },
  };
}
