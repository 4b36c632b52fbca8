/**
 * A line chart on a logarithmic and on a linear scale, for the reader to choose.
 *
 * @module
 */
import { isDrawable, type LineChart, lineChart } from "../chart/mod.ts";
import type { FigureView } from "./figure.ts";
import { viewOf } from "./views.ts";

/** The scales that a reader can choose. */
export type ChosenScale = "log" | "linear";

/**
 * Draws a chart both ways.
 *
 * @param chartOn What it shows on a scale.
 * @param first The way that is shown at first.
 * @returns The ways that have something to show: where all values are 0, the linear one alone.
 */
export function scaleViews(
  chartOn: (scale: ChosenScale) => LineChart,
  first: ChosenScale,
): FigureView[] {
  const scales: readonly ChosenScale[] = first === "log" ? ["log", "linear"] : ["linear", "log"];
  return scales.flatMap((scale) => {
    const chart = chartOn(scale);
    if (!isDrawable(chart)) return [];
    const label = scale === "log" ? "logarithmic" : "linear";
    return [viewOf(scale, label, (legend) => lineChart({ ...chart, legend }))];
  });
}
