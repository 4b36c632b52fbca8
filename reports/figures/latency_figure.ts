import { type ChartSeries, isDrawable, type LineChart, lineChart } from "../chart/mod.ts";
import { formatMsWithInterval, formatTickMs } from "../format.ts";
import type { Ranking } from "../ranking.ts";
import type { ReportCell } from "../report.ts";
import type { Drawing, FigureOptions, FigureView } from "./figure.ts";
import { leftOut } from "./left_out.ts";
import { seriesName } from "./strategy_ranks.ts";
import { nameCell, timeCell } from "./table_cells.ts";
import { viewOf } from "./views.ts";

const TITLE = "Latency by percentile";

/** What is shown by percentile, by its name in a cell. */
const METRICS = { "waitMs": "wait", "sojournMs": "sojourn" } as const;
type CurveName = keyof typeof METRICS;

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
  const views = (["waitMs", "sojournMs"] as const).flatMap((metric) =>
    (["log", "linear"] as const).flatMap((scale) =>
      viewsOf(shown, metric, scale, { id, rankOf, workload })
    )
  );
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
        "How long a task waits at most, for each share of the tasks: each step to the right is a " +
        "tenth of the tasks before. Lines end where less than one task a block lies beyond; shades are " +
        `95 % intervals over blocks.${leftOut(cells, shown)}`,
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
  metric: CurveName,
  scale: "log" | "linear",
  { id, rankOf, workload }: FigureOptions & { readonly workload: string },
): FigureView[] {
  const name = `${METRICS[metric]}-${scale}`;
  const chart: LineChart = {
    id: `${id}-${name}`,
    title: `${METRICS[metric]} by percentile under ${workload}`,
    description: "A line a strategy over percentiles; intervals of 95 % are shaded.",
    x: { label: "percentile", scale: "nines" },
    y: { label: METRICS[metric], scale, format: formatTickMs },
    series: cells.map((cell) => seriesOf(cell, metric, rankOf(cell))),
  };
  if (!isDrawable(chart)) return [];
  const words = scale === "log" ? "logarithmic" : "linear";
  return [
    viewOf(name, `${METRICS[metric]}, ${words}`, (legend) => lineChart({ ...chart, legend })),
  ];
}

function seriesOf(cell: ReportCell, metric: CurveName, rank: number): ChartSeries {
  return {
    name: seriesName(cell),
    rank,
    role: "measured",
    points: cell.percentiles[metric].map(({ percentile, valueMs, ci95 }) => ({
      x: percentile,
      y: valueMs,
      low: ci95?.[0] ?? null,
      high: ci95?.[1] ?? null,
      text: `${seriesName(cell)}, p${percentile}: ${formatMsWithInterval(valueMs, ci95)}`,
    })),
  };
}
