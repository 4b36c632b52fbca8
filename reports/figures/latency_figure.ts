import { type ChartSeries, lineChart } from "../chart/mod.ts";
import { formatMsWithInterval } from "../format.ts";
import type { Ranking } from "../ranking.ts";
import type { ReportCell } from "../report.ts";
import type { Figure, TableCell } from "./figure.ts";
import { seriesName } from "./strategy_ranks.ts";

/**
 * Waits by percentile, a line a strategy, their intervals shaded.
 *
 * @param ranking The cells of a workload, best first.
 * @param options The figure's anchor, and which rank each strategy has.
 * @returns The figure; null if no stable cell has a distribution.
 */
export function latencyFigure(
  { workload, cells }: Ranking,
  { id, rankOf }: { readonly id: string; readonly rankOf: (cell: ReportCell) => number },
): Figure | null {
  const shown = cells.filter(({ state, percentiles }) =>
    state === "stable" && percentiles.waitMs.length > 0
  );
  if (shown.length === 0) return null;
  const series = shown.map((cell): ChartSeries => ({
    name: seriesName(cell),
    rank: rankOf(cell),
    role: "measured",
    points: cell.percentiles.waitMs.map(({ percentile, valueMs, ci95 }) => ({
      x: percentile,
      y: valueMs,
      low: ci95?.[0] ?? null,
      high: ci95?.[1] ?? null,
      text: `${seriesName(cell)}, p${percentile}: ${formatMsWithInterval(valueMs, ci95)}`,
    })),
  }));
  const percentiles = [...new Set(series.flatMap(({ points }) => points.map(({ x }) => x)))];
  const view = (scale: "log" | "linear") => ({
    name: scale,
    label: scale === "log" ? "logarithmic" : "linear",
    svg: lineChart({
      id: `${id}-${scale}`,
      title: `Wait by percentile under ${workload}`,
      description: `A line a strategy over percentiles; intervals of 95 % are shaded.`,
      x: { label: "percentile", scale: "nines" },
      y: { label: "wait (ms)", scale },
      series,
    }),
  });
  return {
    id,
    title: "Wait by percentile",
    caption: "How long tasks waited at most, for each share of them.",
    views: [view("log"), view("linear")],
    legend: series.map(({ name, rank, role }) => ({ name, rank, role })),
    table: {
      caption: `Wait by percentile under ${workload}`,
      head: ["strategy", ...percentiles.map((percentile) => `p${percentile}`)],
      rows: shown.map((cell) => [
        { text: seriesName(cell), kind: "name" },
        ...percentiles.map((wanted): TableCell => {
          const point = cell.percentiles.waitMs.find(({ percentile }) => percentile === wanted);
          const [value, ci95] = [point?.valueMs ?? null, point?.ci95 ?? null];
          return { text: formatMsWithInterval(value, ci95), kind: "figure", value };
        }),
      ]),
    },
  };
}
