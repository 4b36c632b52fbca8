/**
 * What a curve carries of what it is offered.
 *
 * @module
 */
import { isRate } from "../../experiments/sweep_document.ts";
import { type ChartSeries, type LineChart, lineChart } from "../chart/mod.ts";
import { formatNumber, formatWithInterval } from "../format.ts";
import { pointName } from "../sweep/describe_sweep.ts";
import type { Sweep, SweepCurve, SweepPoint } from "../sweep/sweep.ts";
import type { Figure } from "./figure.ts";
import { type ChosenScale, scaleViews } from "./scale_views.ts";
import type { SweepFigureOptions } from "./sweep_figures.ts";
import { saturationRules } from "./sweep_rules.ts";
import { columnsOf, unstableCaption } from "./sweep_table.ts";

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
  const chartOn = (scale: ChosenScale): LineChart => ({
    id: `${id}-${scale}`,
    title,
    description: "Throughput of each point with its 95 % interval" +
      `${overRate ? "; dotted: a system that carries all that it is offered" : ""}.`,
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
        ? ["Where the points leave the dotted line, the strategy carries less than it is offered."]
        : []),
      ...unstableCaption(sweep, curve),
    ].join(" "),
    // What is carried and what is offered are told apart by straight lines.
    views: scaleViews(chartOn, "linear", lineChart),
    legend: series.map(({ name, rank, role }) => ({ name, rank, role })),
    table: columnsOf(sweep, curve, title, ["offered/s", "throughput/s", "state"]),
  };
}
