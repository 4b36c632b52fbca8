import type { ChartAxis } from "./chart.ts";
import type { HeatMap } from "./heat_map.ts";
import type { IntervalChart } from "./interval_chart.ts";
import type { LineChart } from "./line_chart.ts";
import type { StackedBars } from "./stacked_bars.ts";

/**
 * Whether a chart has anything to show: no chart is drawn empty.
 *
 * @param chart What would be drawn.
 * @returns Whether there is at least one mark that its scales have a place for.
 */
export function isDrawable(chart: LineChart | StackedBars | IntervalChart | HeatMap): boolean {
  if ("series" in chart) {
    const { x, y, series } = chart;
    return series.some(({ points }) =>
      points.some((point) => point.y !== null && hasPlace(x, point.x) && hasPlace(y, point.y))
    );
  }
  if ("bars" in chart) {
    return chart.bars.some(({ parts }) => parts.some(({ value }) => Number.isFinite(value)));
  }
  if ("columns" in chart) {
    return chart.rows.some(({ cells }) => cells.some(({ state }) => state !== "absent"));
  }
  const { x, rows } = chart;
  return rows.some(({ marks }) => marks.some((mark) => hasPlace(x, mark.x)));
}

function hasPlace({ scale }: ChartAxis, value: number): boolean {
  if (!Number.isFinite(value)) return false;
  return scale === "log" ? value > 0 : scale === "nines" ? value >= 0 && value < 100 : true;
}
