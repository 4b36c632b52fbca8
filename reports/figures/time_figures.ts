/**
 * How a workload went on: loop lag and queue length over time.
 *
 * @module
 */
import { type LineChart, lineChart } from "../chart/mod.ts";
import { formatMs, formatNumber, formatTickMs, NEGLIGIBLE, NOTHING } from "../format.ts";
import type { Ranking } from "../ranking.ts";
import type { BlockSpread, ReportCell, TimeLinePoint } from "../report.ts";
import { median } from "../stats/mod.ts";
import type { Drawing, FigureOptions, TableCell } from "./figure.ts";
import { leftOut } from "./left_out.ts";
import { type ChosenScale, scaleViews } from "./scale_views.ts";
import { seriesName } from "../strategy_ranks.ts";
import { figureCell } from "./table_cells.ts";

/** What is shown over time. */
interface Course {
  readonly title: string;
  readonly label: string;
  readonly caption: string;
  readonly of: (point: TimeLinePoint) => BlockSpread | null;
  readonly print: (value: number) => string;
  readonly tick: ((value: number) => string) | null;
  /** Which scale is shown at first, by what is seen on a linear one. */
  readonly first: "log" | "by-spread";
}

const LAG: Course = {
  title: "Loop lag over time",
  label: "largest loop lag",
  caption:
    "How late the loop served other events at worst, moment by moment. A gap is a moment in which no probe " +
    "of the loop came through in any block, for one task or a batch held it throughout; a lone dot stands " +
    "between two gaps.",
  of: ({ loopLagMaxMs }) => loopLagMaxMs,
  print: formatMs,
  tick: formatTickMs,
  first: "by-spread",
};

const QUEUE: Course = {
  title: "Queue length over time",
  label: "tasks in the system",
  caption: "Tasks that wait or are served, on average, moment by moment.",
  of: ({ inSystem }) => inSystem,
  print: formatNumber,
  tick: null,
  // On a linear scale a queue that never ends leaves the others flat.
  first: "log",
};

/**
 * The largest loop lag over time, a panel a strategy.
 *
 * @param ranking The cells of a workload.
 * @param options The figure's anchor, and which rank each strategy has.
 * @returns The figure, of cells that were measured.
 */
export function lagFigure(ranking: Ranking, options: FigureOptions): Drawing {
  return courseFigure(LAG, ranking, options);
}

/**
 * Tasks in the system over time, a panel a strategy.
 *
 * @param ranking The cells of a workload.
 * @param options The figure's anchor, and which rank each strategy has.
 * @returns The figure, of cells that were measured.
 */
export function queueFigure(ranking: Ranking, options: FigureOptions): Drawing {
  return courseFigure(QUEUE, ranking, options);
}

function courseFigure(
  course: Course,
  { workload, cells }: Ranking,
  { id, rankOf }: FigureOptions,
): Drawing {
  const shown = cells.filter(({ timeLine }) => timeLine.some((point) => course.of(point) !== null));
  const views = scaleViews(
    (scale) => chartOn(course, shown, scale, { id, rankOf, workload }),
    firstScale(course, shown),
    // Panels are named, so a file needs no legend either.
    (chart) => lineChart({ ...chart, legend: "none" }),
  );
  if (views.length === 0) {
    const why = cells.some(({ trials }) => trials > 0)
      ? "The trials of this study kept no time line of it."
      : "No trial of this workload was measured.";
    return { state: "undrawn", title: course.title, why };
  }
  const times = longest(shown).map(({ atMs }) => atMs);
  const unstable = shown.filter(({ state }) => state === "unstable").map(seriesName);
  return {
    state: "drawn",
    figure: {
      id,
      title: course.title,
      caption:
        `${course.caption} The line is the median of the blocks, the shade reaches from the least ` +
        "to the largest: blocks differ in what came when, so it is no interval." +
        (unstable.length === 0 ? "" : ` Unstable: ${unstable.join(", ")}.`) +
        leftOut(cells, shown),
      views,
      legend: shown.map((cell) => ({
        name: seriesName(cell),
        rank: rankOf(cell),
        role: "measured",
      })),
      table: {
        caption: `${course.title} under ${workload}: median of the blocks, least to largest`,
        head: ["from the start", ...shown.map((cell) => ({ code: seriesName(cell) }))],
        rows: times.map((atMs) => [
          figureCell(formatMs(atMs), atMs),
          ...shown.map((cell) => momentCell(course, cell, atMs)),
        ]),
      },
    },
  };
}

/**
 * What stands for a logarithmic scale. A queue may be empty and a loop not lag at all, so the scale needs a
 * place for 0 and spends its length on what is large; lags that are all below 1 ms would lie flat on it.
 */
function logarithmic(course: Course, cells: readonly ReportCell[]): "log" | "counts" {
  const isSmall = course === LAG && largest(course, cells, ({ high }) => high) <= 1;
  return isSmall ? "log" : "counts";
}

function largest(
  { of }: Pick<Course, "of">,
  cells: readonly ReportCell[],
  value: (spread: BlockSpread) => number,
): number {
  const spreads = cells.flatMap(({ timeLine }) => timeLine.flatMap((point) => of(point) ?? []));
  return spreads.reduce((most, spread) => Math.max(most, value(spread)), 0);
}

/** From this multiple of what most strategies reach on, one stall leaves their lines flat. */
const FAR = 8;

/** The scale that is shown at first, the readable one. */
function firstScale(course: Course, cells: readonly ReportCell[]): ChosenScale {
  if (course.first === "log" || cells.length === 0) return "log";
  const reached = median(cells.map((cell) => largest(course, [cell], ({ median }) => median)));
  return largest(course, cells, ({ high }) => high) > FAR * reached ? "log" : "linear";
}

/** Strategies end sooner or later, so their bins differ: the rows are those of the longest. */
function longest(cells: readonly ReportCell[]): readonly TimeLinePoint[] {
  return cells.map(({ timeLine }) => timeLine)
    .reduce((a, b) => a.at(-1)!.atMs >= b.at(-1)!.atMs ? a : b);
}

/** What a strategy's bin says that a moment is in. */
function momentCell(course: Course, { timeLine }: ReportCell, atMs: number): TableCell {
  const binMs = 2 * timeLine[0].atMs;
  const point = timeLine[Math.floor(atMs / binMs)];
  const spread = point === undefined ? null : course.of(point);
  return figureCell(spreadText(course, spread), spread?.median ?? null);
}

function spreadText({ print }: Course, spread: BlockSpread | null): string {
  if (spread === null) return NOTHING;
  const { median, low, high } = spread;
  if (low === high) return print(median);
  return `${print(median)}, ${print(low)} to ${print(high)}`;
}

/** What is left of exact cancellation in floating point would stretch a logarithmic axis to nowhere. */
function settled(value: number): number {
  return Math.abs(value) < NEGLIGIBLE ? 0 : value;
}

function chartOn(
  course: Course,
  cells: readonly ReportCell[],
  scale: ChosenScale,
  { id, rankOf, workload }: FigureOptions & { readonly workload: string },
): LineChart {
  return {
    id: `${id}-${scale}`,
    title: `${course.title} under ${workload}`,
    description: "A panel a strategy; the line is the median of the blocks, the shade their range.",
    layout: "rows",
    x: { label: "time from the start", scale: "linear", format: formatTickMs },
    y: {
      label: course.label,
      scale: scale === "linear" ? scale : logarithmic(course, cells),
      // A stall of one block is what is looked for.
      intervals: "all",
      ...(course.tick !== null && { format: course.tick }),
    },
    series: cells.map((cell) => ({
      name: cell.state === "unstable" ? `${seriesName(cell)} (unstable)` : seriesName(cell),
      rank: rankOf(cell),
      role: "measured",
      subject: seriesName(cell),
      points: cell.timeLine.map((point) => {
        const spread = course.of(point);
        return {
          x: point.atMs,
          y: spread && settled(spread.median),
          low: spread && settled(spread.low),
          high: spread && settled(spread.high),
          text: `after ${formatMs(point.atMs)}: ${spreadText(course, spread)}`,
        };
      }),
    })),
  };
}
