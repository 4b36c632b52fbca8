/**
 * Values with their intervals, row by row: ratios of a comparison, measured against predicted, studies side
 * by side.
 *
 * @module
 */
import * as Plot from "@observablehq/plot";
import { draw } from "./_canvas.ts";
import type { ChartAxis, ChartFrame, ChartSeries } from "./chart.ts";
import { seriesStyle } from "./palette.ts";

/** A value with its interval. */
export interface IntervalMark {
  /** Name of the series it belongs to, as the legend has it. Any text: it is escaped. */
  readonly series: string;
  /** Which of the palette's colours and symbols the series wears, from 0. */
  readonly rank: number;
  /** Whether it was measured or is what theory says: the latter's symbol is hollow, its line dashed. */
  readonly role: ChartSeries["role"];
  /** The value. */
  readonly x: number;
  /** Lower end of its interval, `-Infinity` if it is open; null if it has none. */
  readonly low: number | null;
  /** Upper end of its interval, `Infinity` if it is open; null if it has none. */
  readonly high: number | null;
  /** Exact values in words, for who points at it or reads the chart aloud. */
  readonly text: string;
}

/** A row. */
export interface IntervalRow {
  /** Its name, to its left. Any text: it is escaped. */
  readonly name: string;
  /** Its values, below one another if there are several. */
  readonly marks: readonly IntervalMark[];
  /** What is written to its right: the value and interval in figures, say. @default nothing */
  readonly text?: string;
  /** What it belongs to, written above the first of neighbouring rows that share it. @default nothing */
  readonly group?: string;
  /** A part of the axis that is shaded within the row: what does not matter. @default nothing */
  readonly band?: readonly [low: number, high: number];
}

/** What an interval chart shows. */
export interface IntervalChart extends ChartFrame {
  /** The axis of values, `linear` or `log`. */
  readonly x: ChartAxis;
  /** The rows, from the top. */
  readonly rows: readonly IntervalRow[];
}

/**
 * Draws a symbol with a line over its interval for each value.
 *
 * @param chart What it shows; a value that its scale has no place for, 0 on a logarithmic one, is left out.
 * @returns An `svg` element.
 * @throws {RangeError} If no value can be drawn: see {@linkcode isDrawable}.
 */
export function intervalChart({ x, rows, ...frame }: IntervalChart): string {
  const marks = rows.flatMap(({ name, marks }) =>
    marks.flatMap((mark) => [
      Plot.ruleY([mark], {
        x1: mark.low ?? mark.x,
        x2: mark.high ?? mark.x,
        y: () => name,
        stroke: seriesStyle(mark.rank).colour,
      }),
      Plot.dot([mark], {
        x: "x",
        y: () => name,
        fill: seriesStyle(mark.rank).colour,
        title: "text",
      }),
    ])
  );
  return draw(frame, {
    marginLeft: 160,
    x: { label: x.label, type: x.scale === "log" ? "log" : "linear" },
    y: { label: null, type: "band" },
    marks,
  });
}
