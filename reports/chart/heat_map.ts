/**
 * A table whose cells are coloured by how good they are.
 *
 * @module
 */
import * as Plot from "@observablehq/plot";
import { draw } from "./_canvas.ts";
import type { ChartFrame } from "./chart.ts";
import { heatColour } from "./palette.ts";

/** A cell. */
export interface HeatCell {
  /** What is printed in it. Any text: it is escaped. */
  readonly text: string;
  /** From 0, the best, to 1, the worst; null without a value. */
  readonly heat: number | null;
  /** `best` and `tied` are outlined, `unstable` and `failed` hatched, `absent` is left blank. */
  readonly state: "best" | "tied" | "other" | "unstable" | "failed" | "absent";
  /** Exact value in words, for who points at it or reads the chart aloud. */
  readonly detail: string;
}

/** A row. */
export interface HeatRow {
  /** Its name, to its left. Any text: it is escaped. */
  readonly name: string;
  /** A cell a column. */
  readonly cells: readonly HeatCell[];
}

/** What a heat map shows. */
export interface HeatMap extends ChartFrame {
  /** Names of the columns. Any text: it is escaped. */
  readonly columns: readonly string[];
  /** The rows, from the top. */
  readonly rows: readonly HeatRow[];
}

/**
 * Draws a heat map.
 *
 * @param chart What it shows.
 * @returns An `svg` element.
 * @throws {RangeError} If there is no cell that is not absent: see {@linkcode isDrawable}.
 */
export function heatMap({ columns, rows, ...frame }: HeatMap): string {
  const cells = rows.flatMap(({ name, cells }) =>
    cells.map((cell, index) => ({ ...cell, name, column: columns[index] }))
  );
  return draw(frame, {
    marginLeft: 160,
    x: { label: null, axis: "top", type: "band" },
    y: { label: null, type: "band" },
    marks: [
      Plot.cell(cells, {
        x: "column",
        y: "name",
        fill: ({ heat }) => heat === null ? "var(--grid)" : heatColour(heat).fill,
        title: "detail",
      }),
      Plot.text(cells, { x: "column", y: "name", text: "text" }),
    ],
  });
}
