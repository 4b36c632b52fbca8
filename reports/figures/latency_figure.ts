import { type ChartSeries, isDrawable, type LineChart, lineChart } from "../chart/mod.ts";
import { formatMsWithInterval, formatTickMs } from "../format.ts";
import type { Ranking } from "../ranking.ts";
import type { ReportCell } from "../report.ts";
import type { Drawing, FigureOptions, FigureView } from "./figure.ts";
import { leftOut } from "./left_out.ts";
import { seriesName } from "../strategy_ranks.ts";
import { nameCell, timeCell } from "./table_cells.ts";
import { viewOf } from "./views.ts";

const TITLE = "Latency by percentile";

/** A way to draw the figure. */
interface View {
  readonly name: string;
  readonly label: string;
  readonly metric: "waitMs" | "sojournMs";
  readonly axis: string;
  readonly scale: "log" | "linear";
}

const VIEWS: readonly View[] = [
  { name: "log", label: "wait, logarithmic", metric: "waitMs", axis: "wait", scale: "log" },
  { name: "linear", label: "wait, linear", metric: "waitMs", axis: "wait", scale: "linear" },
  {
    name: "sojourn",
    label: "sojourn, logarithmic",
    metric: "sojournMs",
    axis: "sojourn",
    scale: "log",
  },
];

/**
 * Waits and sojourns by percentile, a line a strategy, their intervals shaded.
 *
 * @param ranking The cells of a workload, best first.
 * @param options The figure's anchor, and which rank each strategy has.
 * @returns The figure, of stable cells that have a distribution.
 */
export function latencyFigure(
  { workload, cells }: Ranking,
  { id, rankOf }: FigureOptions,
): Drawing {
  const stable = cells.filter(({ state }) => state === "stable");
  const shown = stable.filter(({ percentiles }) => percentiles.waitMs.length > 0);
  const views = VIEWS.flatMap((view) => viewsOf(shown, view, { id, rankOf, workload }));
  if (views.length === 0) {
    const why = stable.length === 0
      ? "No strategy has a steady state under this workload, so no percentile means anything."
      : "The trials of this study kept no distribution of waits.";
    return { state: "undrawn", title: TITLE, why };
  }
  const percentiles = [
    ...new Set(
      shown.flatMap(({ percentiles }) => percentiles.waitMs.map(({ percentile }) => percentile)),
    ),
  ].sort((a, b) => a - b);
  return {
    state: "drawn",
    figure: {
      id,
      title: TITLE,
      caption:
        "How long a task waits at most, for each share of the tasks; equal steps to the right leave a " +
        "tenth of the tasks each. Lines end where less than one task a block lies beyond; shades are " +
        `95 % intervals over blocks. The least value, p0, is in the table alone.${
          leftOut(cells, shown)
        }`,
      views,
      legend: shown.map((cell) => ({
        name: seriesName(cell),
        rank: rankOf(cell),
        role: "measured",
      })),
      table: {
        caption: `Wait by percentile under ${workload}`,
        head: ["strategy", ...percentiles.map((percentile) => `p${percentile}`)],
        rows: shown.map((cell) => [
          nameCell(seriesName(cell)),
          ...percentiles.map((wanted) => {
            const point = cell.percentiles.waitMs.find(({ percentile }) => percentile === wanted);
            return timeCell(point?.valueMs ?? null, point?.ci95 ?? null);
          }),
        ]),
      },
    },
  };
}

function viewsOf(
  cells: readonly ReportCell[],
  { name, label, metric, axis, scale }: View,
  { id, rankOf, workload }: FigureOptions & { readonly workload: string },
): FigureView[] {
  const chart: LineChart = {
    id: `${id}-${name}`,
    title: `${axis} by percentile under ${workload}`,
    description: "A line a strategy over percentiles; intervals of 95 % are shaded.",
    x: { label: "percentile", scale: "nines" },
    y: { label: axis, scale, format: formatTickMs },
    series: cells.map((cell) => seriesOf(cell, metric, rankOf(cell))),
  };
  if (!isDrawable(chart)) return [];
  return [viewOf(name, label, (legend) => lineChart({ ...chart, legend }))];
}

function seriesOf(cell: ReportCell, metric: View["metric"], rank: number): ChartSeries {
  return {
    name: seriesName(cell),
    rank,
    role: "measured",
    // The least value, a single task's, would take half of a logarithmic axis for itself.
    points: cell.percentiles[metric].filter(({ percentile }) => percentile > 0).map((
      { percentile, valueMs, ci95 },
    ) => ({
      x: percentile,
      y: valueMs,
      low: ci95?.[0] ?? null,
      high: ci95?.[1] ?? null,
      text: `${seriesName(cell)}, p${percentile}: ${formatMsWithInterval(valueMs, ci95)}`,
    })),
  };
}
