/**
 * Bars made of parts: what a wait is made of, strategy by strategy.
 *
 * @module
 */
import * as Plot from "@observablehq/plot";
import { draw } from "./_canvas.ts";
import type { ChartAxis, ChartFrame } from "./chart.ts";
import { seriesStyle } from "./palette.ts";

/** A part that bars have in common. */
export interface BarPart {
  /** Its name, as the legend has it. Any text: it is escaped. */
  readonly name: string;
  /** Which of the palette's colours and patterns it wears, from 0. */
  readonly rank: number;
}

/** How much of a part a bar has. */
export interface BarSegment {
  /** Name of the part. */
  readonly part: string;
  /** How much; what is negative goes left of zero. */
  readonly value: number;
  /** Exact value in words, for who points at it or reads the chart aloud. */
  readonly text: string;
}

/** A bar. */
export interface StackedBar {
  /** Its name, to its left. Any text: it is escaped. */
  readonly name: string;
  /** Its segments, at most one a part; they are laid in the order of the chart's parts. */
  readonly parts: readonly BarSegment[];
  /** What is written to its right: the sum, say. @default nothing */
  readonly text?: string;
}

/** What stacked bars show. */
export interface StackedBars extends ChartFrame {
  /** The axis of values, `linear`. */
  readonly x: ChartAxis;
  /** The parts, in the order in which they are laid from zero. */
  readonly parts: readonly BarPart[];
  /** The bars, from the top. */
  readonly bars: readonly StackedBar[];
}

/**
 * Draws horizontal bars made of parts.
 *
 * @param chart What it shows.
 * @returns An `svg` element.
 * @throws {RangeError} If no bar has a segment that can be drawn: see {@linkcode isDrawable}.
 */
export function stackedBars({ x, parts, bars, ...frame }: StackedBars): string {
  const marks = parts.map(({ name, rank }) =>
    Plot.barX(
      bars.flatMap((bar) =>
        bar.parts.filter(({ part }) => part === name).map((segment) => ({
          ...segment,
          name: bar.name,
        }))
      ),
      { x: "value", y: "name", fill: seriesStyle(rank).colour, title: "text" },
    )
  );
  return draw(frame, { marginLeft: 160, x: { label: x.label }, y: { label: null }, marks });
}
