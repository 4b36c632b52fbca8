/**
 * A chart on a logarithmic and on a linear scale, for the reader to choose.
 *
 * @module
 */
import { type IntervalChart, isDrawable, type LineChart } from "../chart/mod.ts";
import type { FigureView } from "./figure.ts";
import { viewOf } from "./views.ts";

/** The scales that a reader can choose. */
export type ChosenScale = "log" | "linear";

const ORDERS = { log: ["log", "linear"], linear: ["linear", "log"] } as const;
const LABELS: Readonly<Record<ChosenScale, string>> = { log: "logarithmic", linear: "linear" };

/**
 * Draws a chart both ways.
 *
 * @param chartOn What it shows on a scale.
 * @param first The way that is shown at first.
 * @param draw Draws it.
 * @returns The ways that have something to show: where all values are 0, the linear one alone.
 */
export function scaleViews<Shown extends LineChart | IntervalChart>(
  chartOn: (scale: ChosenScale) => Shown,
  first: ChosenScale,
  draw: (chart: Shown) => string,
): FigureView[] {
  return ORDERS[first].flatMap((scale) => {
    const chart = chartOn(scale);
    if (!isDrawable(chart)) return [];
    return [viewOf(scale, LABELS[scale], (legend) => draw({ ...chart, legend }))];
  });
}
