/**
 * The metrics of a comparison as a forest plot: each ratio head ÷ base with its interval, by cell.
 *
 * @module
 */
import {
  type IntervalChart,
  intervalChart,
  type IntervalMark,
  type IntervalRow,
  isDrawable,
  type LegendEntry,
} from "../chart/mod.ts";
import { comparedCellName } from "../comparison/cell_name.ts";
import type { MetricEvidence } from "../comparison/comparison.ts";
import {
  believed,
  COMPARED_HEADER,
  type ComparedPlace,
  comparedRow,
} from "../comparison/comparison_rows.ts";
import { counted } from "../format.ts";
import type { Figure, Table, TableCell } from "./figure.ts";
import { viewOf } from "./views.ts";
import { rankOfVerdict } from "./verdict_ranks.ts";

/** More rows of intervals than these are no picture any more. */
export const MOST_INTERVALS = 32;
/** Names, intervals and figures need more room than other charts. */
const WIDTH = 860;
/** Ends of intervals beyond this ratio are drawn open, or one metric would squeeze all others. */
const MOST_RATIO = 2;
/** The axis reaches this ratio at least, so that what is nothing looks like nothing. */
const LEAST_RATIO = 1.1;
/** How far beyond the farthest estimate intervals are drawn. */
const BEYOND = 1.2;

const FIRST_SAMPLE = { series: "first sample, which raised the alarm", rank: 7 } as const;

/** What a forest plot is called. */
export interface ForestOptions {
  /** Its anchor. */
  readonly id: string;
  /** What it shows, in a few words. */
  readonly title: string;
  /** What is to be known beside how to read it. */
  readonly caption: string;
}

/**
 * Draws metrics as a forest plot.
 *
 * @param places The metrics, what matters most first: of more than fit, the first are drawn.
 * @param options What it is called.
 * @returns The figure, with all metrics in its table; null if none has a ratio.
 */
export function forestFigure(
  places: readonly ComparedPlace[],
  { id, title, caption }: ForestOptions,
): Figure | null {
  const withRatio = places.filter(isRatio);
  const drawn = chosen(withRatio);
  const limit = limitOf(drawn);
  const byCell = Map.groupBy(drawn, ({ cell }) => cell);
  const rows = [...byCell].flatMap(([cell, members]) => {
    const group = comparedCellName(cell);
    return members.map((place) => rowOf(place, group, limit));
  });
  const chart: IntervalChart = {
    id: `${id}-log`,
    title,
    width: WIDTH,
    description:
      "A row a metric: head ÷ base with its 95 % interval, by cell; the shaded part is what " +
      "does not matter.",
    x: {
      label: "head ÷ base",
      scale: "log",
      rules: [{ value: 1, interval: null, text: "no change" }],
      includes: [1 / LEAST_RATIO, LEAST_RATIO],
    },
    rows,
  };
  if (!isDrawable(chart)) return null;
  return {
    id,
    title,
    caption: [caption, ...howToRead(places, drawn.length, withRatio.length)].join(" "),
    views: [viewOf("log", "logarithmic", (legend) => intervalChart({ ...chart, legend }))],
    legend: legendOf(rows),
    table: comparedTable(places, title),
  };
}

/** Of more than fit those that are not the same, if there are any. */
function chosen(places: readonly ComparedPlace[]): readonly ComparedPlace[] {
  if (places.length <= MOST_INTERVALS) return places;
  const news = places.filter(({ metric }) => metric.verdict !== "equivalent");
  return (news.length === 0 ? places : news).slice(0, MOST_INTERVALS);
}

/** Of counts there are differences, which no axis of ratios can show. */
function isRatio({ metric }: ComparedPlace): boolean {
  const { ratio } = believed(metric);
  return metric.role !== "exact" && ratio !== null && ratio > 0;
}

/** The ratio up to which intervals are drawn: that of the farthest estimate, and a little more. */
function limitOf(places: readonly ComparedPlace[]): number {
  const ratios = places.flatMap(({ metric }) => [metric.ratio, believed(metric).ratio])
    .filter((ratio) => ratio !== null && ratio > 0);
  const farthest = Math.max(1, ...ratios.map((ratio) => Math.max(ratio!, 1 / ratio!)));
  return Math.max(MOST_RATIO, farthest * BEYOND);
}

function rowOf({ cell, metric }: ComparedPlace, group: string, limit: number): IntervalRow {
  const { verdict, delta, confirmation } = metric;
  const name = metric.better === "higher" ? `${metric.metric} (higher is better)` : metric.metric;
  const [, , base, head, change, p, said] = comparedRow({ cell, metric }, String);
  const mark: IntervalMark = {
    ...{ series: verdict, rank: rankOfVerdict(verdict), role: "measured" },
    ...placeOf(believed(metric), limit),
    text: `${metric.metric}, ${group}: ${base} → ${head}, ${change}, p ${p}, ${said}`,
  };
  const first: IntervalMark[] = confirmation === null || metric.ratio === null ? [] : [{
    ...FIRST_SAMPLE,
    role: "measured",
    ...placeOf(metric, limit),
    text: `${metric.metric}, ${group}, first sample: ${
      comparedRow({ cell, metric: { ...metric, confirmation: null } }, String)[4]
    }`,
  }];
  return {
    ...{ name, group, text: `${change} ${verdict}`, marks: [mark, ...first] },
    band: [1 / (1 + delta), 1 + delta],
  };
}

function placeOf(
  { ratio, ci95 }: MetricEvidence,
  limit: number,
): Pick<IntervalMark, "x" | "low" | "high"> {
  const [low, high] = ci95 ?? [null, null];
  return {
    x: ratio!,
    low: low !== null && low < 1 / limit ? -Infinity : low,
    high: high !== null && high > limit ? Infinity : high,
  };
}

function legendOf(rows: readonly IntervalRow[]): LegendEntry[] {
  const seen = new Map<string, LegendEntry>();
  for (const { series, rank, role } of rows.flatMap(({ marks }) => marks)) {
    seen.set(series, { name: series, rank, role });
  }
  return [...seen.values()];
}

function howToRead(places: readonly ComparedPlace[], drawn: number, withRatio: number): string[] {
  const counts = places.filter(({ metric }) => metric.role === "exact").length;
  const without = places.length - counts - withRatio;
  const confirmed = places.some(({ metric }) => metric.confirmation !== null);
  return [
    "Lines are 95 % intervals, an arrow where they go on; the shaded part of a row is what does not " +
    "matter, ± δ. “Equivalent” is judged by the 90 % interval, which is narrower: its line may reach out " +
    "of the shade.",
    ...(confirmed
      ? ["Of what raised an alarm the upper mark is the fresh run, the lower one the first sample."]
      : []),
    ...(drawn < withRatio
      ? [`Drawn are ${drawn} of ${withRatio}, the gravest first; all are in the table.`]
      : []),
    ...(counts > 0
      ? [
        `${counted(counts, "count")} of tasks ${
          counts === 1 ? "is a difference" : "are differences"
        }, in the table.`,
      ]
      : []),
    ...(without > 0 ? [`${counted(without, "metric")} without a ratio: in the table.`] : []),
  ];
}

/**
 * Metrics as a table, a row as every document prints it.
 *
 * @param places The metrics, in the order of the rows.
 * @param caption What it shows.
 * @returns The table.
 */
export function comparedTable(places: readonly ComparedPlace[], caption: string): Table {
  return {
    caption,
    head: COMPARED_HEADER,
    rows: places.map((place): TableCell[] => {
      const [cell, metric, base, head, change, p, verdict] = comparedRow(place, String);
      const evidence = believed(place.metric);
      return [
        { text: cell, kind: "name" },
        { text: metric, kind: "words" },
        { text: base, kind: "figure", value: evidence.base },
        { text: head, kind: "figure", value: evidence.head },
        { text: change, kind: "figure", value: evidence.ratio },
        {
          text: p,
          kind: "figure",
          value: Math.min(evidence.adjustedPWorse, evidence.adjustedPBetter),
        },
        { text: verdict, kind: "words" },
      ];
    }),
  };
}
