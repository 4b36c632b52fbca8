/**
 * Values over something: latency over percentiles, lag over time, waits over a rate, a metric over commits.
 *
 * @module
 */
import * as Plot from "@observablehq/plot";
import { draw } from "./_canvas.ts";
import type { ChartAxis, ChartFrame, ChartSeries } from "./chart.ts";
import { seriesStyle } from "./palette.ts";

/** What a line chart shows. */
export interface LineChart extends ChartFrame {
  /** The first axis. */
  readonly x: ChartAxis;
  /** The second axis. */
  readonly y: ChartAxis;
  /** The lines. */
  readonly series: readonly ChartSeries[];
  /**
   * `together`: all lines in one panel. `rows`: a panel a series, below one another on the same axes, its
   * name above it; for lines that would cover one another.
   * @default "together"
   */
  readonly layout?: "together" | "rows";
}

/**
 * Draws lines with symbols, their intervals shaded.
 *
 * @param chart What it shows; a value that its scale has no place for, 0 on a logarithmic one, is left out.
 * @returns An `svg` element.
 * @throws {RangeError} If no point can be drawn: see {@linkcode isDrawable}.
 */
export function lineChart({ x, y, series, layout: _, ...frame }: LineChart): string {
  const marks = series.flatMap(({ rank, points }) => {
    const { colour, dash, symbol } = seriesStyle(rank);
    const shown = points.filter((point) => isOn(x, point.x) && point.y !== null && isOn(y, point.y))
      .map((point) => ({
        ...point,
        x: x.scale === "nines" ? ninesOf(point.x) : point.x,
      }));
    return [
      Plot.areaY(shown, {
        x: "x",
        y1: (point) => point.low ?? point.y!,
        y2: (point) => point.high ?? point.y!,
        fill: colour,
        fillOpacity: 0.15,
      }),
      Plot.lineY(shown, { x: "x", y: "y", stroke: colour, strokeDasharray: dash ?? undefined }),
      Plot.dot(shown, {
        x: "x",
        y: "y",
        stroke: colour,
        symbol: symbol as "circle",
        title: "text",
      }),
    ];
  });
  return draw(frame, { x: { label: x.label }, y: { label: y.label, type: typeOf(y) }, marks });
}

function ninesOf(percentile: number): number {
  return -Math.log10(1 - percentile / 100);
}

function isOn({ scale }: ChartAxis, value: number): boolean {
  return scale === "log" ? value > 0 : scale === "nines" ? value >= 0 && value < 100 : true;
}

function typeOf({ scale }: ChartAxis): "linear" | "log" {
  return scale === "log" ? "log" : "linear";
}
