/**
 * A table whose cells are coloured by how good they are.
 *
 * @module
 */
import { draw, WIDTH } from "./_canvas.ts";
import { hatch } from "./_hatch.ts";
import { layHeatLegend } from "./_heat_legend.ts";
import { HALO, label } from "./_label.ts";
import { element, escapeText, round } from "./_markup.ts";
import { columnRoom, rowName } from "./_rows.ts";
import { textWidth } from "./_text_width.ts";
import type { ChartFrame } from "./chart.ts";
import { requireDrawable } from "./is_drawable.ts";
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

const ROW = 32;
const COLUMN = 64;
const HEAD_LINE = 15;
const MOST_HEAD_LINES = 5;
/** Room for a name at an angle. */
const MOST_STEEP = 260;
const GAP = 3;
/** Pattern of what has no value to show, among the ranks of patterns. */
const HATCH = 1;
const MARKS: Readonly<Record<HeatCell["state"], string>> = {
  best: "★ ",
  tied: "≈ ",
  other: "",
  unstable: "",
  failed: "✕ ",
  absent: "",
};

/**
 * Draws a heat map. The best are outlined and have a star, ties with it `≈`.
 *
 * @param chart What it shows. It is as wide as its columns need, if that is more than it is said to be.
 * @returns An `svg` element.
 * @throws {RangeError} If there is no cell that is not absent: see {@linkcode isDrawable}; or if a row has
 *   not as many cells as there are columns.
 */
export function heatMap(chart: HeatMap): string {
  requireDrawable(chart);
  const { id, columns, rows } = chart;
  for (const { name, cells } of rows) {
    if (cells.length !== columns.length) {
      throw new RangeError(
        `Cannot draw chart '${id}': row '${name}' must have ${columns.length} cells, got ${cells.length}`,
      );
    }
  }
  const least = chart.width ?? WIDTH;
  const left = columnRoom(rows.map(({ name }) => name), least * 0.36);
  const texts = rows.flatMap(({ cells }) => cells.map(({ state, text }) => MARKS[state] + text));
  const narrowest = Math.max(COLUMN, ...texts.map((text) => Math.min(textWidth(text), 120) + 12));
  const width = Math.ceil(Math.max(least, left + columns.length * narrowest));
  const level = (width - left) / columns.length;
  const widest = Math.max(
    ...columns.map((name) => Math.min(textWidth(name.slice(0, 200)), MOST_STEEP)),
  );
  const heads = columns.map((name) => breakName(name, level - 10));
  const lines = Math.max(...heads.map(({ length }) => length));
  // Names that do not fit side by side stand at an angle.
  const isSteep = lines > MOST_HEAD_LINES;
  const right = isSteep ? beyond(columns, level) : 0;
  const column = (width - left - right) / columns.length;
  const legend = layHeatLegend(chart.legend ?? "none");
  const top = legend.height + (isSteep ? Math.ceil(widest * 0.6) + 18 : lines * HEAD_LINE + 10);
  const height = chart.height ?? top + rows.length * ROW;
  const step = (height - top) / rows.length;
  const pattern = hatch(id, HATCH)!;
  return draw({ ...chart, width }, {
    height,
    margins: { top, right, bottom: 0, left },
    x: null,
    y: null,
    paint: () =>
      element("defs", {}, pattern.markup) + legend.markup +
      columns.map((name, index) => {
        const x = left + (index + 0.5) * column;
        return isSteep ? steepName(name, x, top) : columnName(heads[index], x, top);
      }).join("") +
      rows.map(({ name, cells }, row) =>
        rowName(name, left, top + (row + 0.5) * step) +
        cells.map((cell, index) =>
          paintCell(cell, left + index * column, top + row * step, column, step, pattern.fill)
        ).join("")
      ).join(""),
  });
}

/** Breaks a name after what separates its parts; one that does not fit so has too many lines. */
function breakName(name: string, room: number): readonly string[] {
  const parameters = breakAfter(name, /(?<=[:,;/ ])/, room);
  return parameters.length <= MOST_HEAD_LINES
    ? parameters
    : breakAfter(name, /(?<=[:,;/= _-])/, room);
}

function breakAfter(name: string, separators: RegExp, room: number): readonly string[] {
  const lines: string[] = [""];
  for (const part of name.slice(0, 200).split(separators)) {
    const last = lines.at(-1)! + part;
    if (textWidth(part) > room) return Array(MOST_HEAD_LINES + 1).fill("");
    if (textWidth(last) <= room) lines[lines.length - 1] = last;
    else lines.push(part);
  }
  return lines;
}

function columnName(lines: readonly string[], x: number, top: number): string {
  return lines.map((line, index) => {
    const y = top - 9 - (lines.length - 1 - index) * HEAD_LINE;
    return element("text", { x, y, "text-anchor": "middle", fill: "var(--ink)" }, escapeText(line));
  }).join("");
}

/** How far names at an angle reach beyond the last column. */
function beyond(columns: readonly string[], column: number): number {
  const reaches = columns.map((name, index) =>
    Math.min(textWidth(name.slice(0, 200)), MOST_STEEP) * 0.82 -
    (columns.length - index - 0.5) * column
  );
  return Math.max(0, Math.ceil(Math.max(...reaches)));
}

function steepName(name: string, x: number, top: number): string {
  const transform = `translate(${round(x - 4)} ${round(top - 8)}) rotate(-35)`;
  return label(name, MOST_STEEP, { transform, fill: "var(--ink)" });
}

function paintCell(
  { text, heat, state, detail }: HeatCell,
  left: number,
  top: number,
  width: number,
  height: number,
  hatched: string,
): string {
  const [x, y] = [left + GAP / 2, top + GAP / 2];
  const box = { x, y, width: width - GAP, height: height - GAP, rx: 3 };
  const isVoid = state === "unstable" || state === "failed";
  const known = heat === null || Number.isNaN(heat) || isVoid ? null : heatColour(heat);
  const ground = state === "absent"
    ? ""
    : element("rect", { ...box, fill: known?.fill ?? "var(--grid)" }) +
      (isVoid ? element("rect", { ...box, fill: hatched }) : "");
  const outline = state !== "best" && state !== "tied" ? "" : element("rect", {
    ...box,
    x: x + 1,
    y: y + 1,
    width: width - GAP - 2,
    height: height - GAP - 2,
    fill: "none",
    stroke: "var(--ink)",
    "stroke-width": state === "best" ? 2 : 1,
    "stroke-dasharray": state === "best" ? null : "3 2",
  });
  const words = label(MARKS[state] + text, width - GAP - 6, {
    x: left + width / 2,
    y: top + height / 2 + 4,
    "text-anchor": "middle",
    fill: known?.ink ?? (state === "absent" ? "var(--faint)" : "var(--ink)"),
    "font-weight": state === "best" ? 700 : null,
    // Words stand out from the pattern behind them.
    ...(isVoid && { ...HALO, stroke: "var(--grid)", "stroke-width": 4 }),
  });
  return element(
    "g",
    { class: "point" },
    element("title", {}, escapeText(detail)) + ground + outline + words,
  );
}
