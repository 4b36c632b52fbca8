/**
 * How a workload went on: loop lag and queue length over time.
 *
 * @module
 */
import { type ChartAxis, isDrawable, type LineChart, lineChart } from "../chart/mod.ts";
import { formatMs, formatNumber, formatTickMs, NEGLIGIBLE, NOTHING } from "../format.ts";
import type { Ranking } from "../ranking.ts";
import type { BlockSpread, ReportCell, TimeLinePoint } from "../report.ts";
import type { Drawing, FigureOptions, FigureView, TableCell } from "./figure.ts";
import { leftOut } from "./left_out.ts";
import { seriesName } from "../strategy_ranks.ts";
import { figureCell } from "./table_cells.ts";
import { viewOf } from "./views.ts";

/** What is shown over time. */
interface Course {
  readonly title: string;
  readonly label: string;
  readonly caption: string;
  readonly of: (point: TimeLinePoint) => BlockSpread | null;
  readonly print: (value: number) => string;
  readonly tick: ((value: number) => string) | null;
  /** The first is shown at first. */
  readonly scales: readonly ("log" | "linear")[];
  /** What stands for a logarithmic scale: times above 0 have one, counts may be 0. */
  readonly log: "log" | "counts";
}

const LAG: Course = {
  title: "Loop lag over time",
  label: "largest loop lag",
  caption: "How late the loop served other events at worst, moment by moment.",
  of: ({ loopLagMaxMs }) => loopLagMaxMs,
  print: formatMs,
  tick: formatTickMs,
  scales: ["linear", "log"],
  log: "log",
};

const QUEUE: Course = {
  title: "Queue length over time",
  label: "tasks in the system",
  caption: "Tasks that wait or are served, on average, moment by moment.",
  of: ({ inSystem }) => inSystem,
  print: formatNumber,
  tick: null,
  // On a linear scale a queue that never ends leaves the others flat.
  scales: ["log", "linear"],
  log: "counts",
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
  const views = course.scales.flatMap((scale) =>
    viewsOf(course, shown, scale, { id, rankOf, workload })
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

function viewsOf(
  course: Course,
  cells: readonly ReportCell[],
  scale: "log" | "linear",
  { id, rankOf, workload }: FigureOptions & { readonly workload: string },
): FigureView[] {
  const y: ChartAxis = {
    label: course.label,
    scale: scale === "log" ? course.log : scale,
    ...(course.tick !== null && { format: course.tick }),
  };
  const chart: LineChart = {
    id: `${id}-${scale}`,
    title: `${course.title} under ${workload}`,
    description: "A panel a strategy; the line is the median of the blocks, the shade their range.",
    layout: "rows",
    x: { label: "time from the start", scale: "linear", format: formatTickMs },
    y,
    series: cells.map((cell) => ({
      name: cell.state === "unstable" ? `${seriesName(cell)} (unstable)` : seriesName(cell),
      rank: rankOf(cell),
      role: "measured",
      points: cell.timeLine.map((point) => {
        const spread = course.of(point);
        return {
          x: point.atMs,
          y: spread && settled(spread.median),
          low: spread && settled(spread.low),
          high: spread && settled(spread.high),
          text: `${seriesName(cell)} after ${formatMs(point.atMs)}: ${spreadText(course, spread)}`,
        };
      }),
    })),
  };
  if (!isDrawable(chart)) return [];
  // Panels are named, so a file needs no legend either.
  return [viewOf(scale, scale === "log" ? "logarithmic" : "linear", () => lineChart(chart))];
}
