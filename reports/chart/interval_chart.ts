/**
 * Values with their intervals, row by row: ratios of a comparison, measured against predicted, studies side
 * by side.
 *
 * @module
 */
import { type Axis, hasPlace, resolveAxis } from "./_axis.ts";
import { axisLabel } from "./_axis_label.ts";
import { draw, type Panel, WIDTH } from "./_canvas.ts";
import { HALO, label } from "./_label.ts";
import { layLegend } from "./_legend.ts";
import { coarse, element, escapeText } from "./_markup.ts";
import { columnRoom, rowLine, rowName } from "./_rows.ts";
import { layRules, paintVerticalRules } from "./_rules.ts";
import { symbolPath } from "./_symbols.ts";
import type { ChartAxis, ChartFrame, ChartSeries } from "./chart.ts";
import { requireDrawable } from "./is_drawable.ts";
import { seriesStyle } from "./palette.ts";

/** A value with its interval. */
export interface IntervalMark {
  /** Name of the series it belongs to, as the legend has it. Any text: it is escaped. */
  readonly series: string;
  /** Which of the palette's colours and symbols the series wears, from 0. */
  readonly rank: number;
  /** Whether it was measured or is what theory says: the latter's symbol is hollow, its line dotted. */
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

const LANE = 18;
const PADDING = 12;
/** Room of a group's name above its rows. */
const HEADING = 26;
/** Half the length of the bar that closes an interval. */
const CAP = 3.5;

/**
 * Draws a symbol with a line over its interval for each value. What reaches beyond the axis ends in an arrow.
 *
 * @param chart What it shows; a value that its scale has no place for, 0 on a logarithmic one, is left out.
 * @returns An `svg` element.
 * @throws {RangeError} If no value can be drawn: see {@linkcode isDrawable}.
 */
export function intervalChart(chart: IntervalChart): string {
  requireDrawable(chart);
  const { rows, width = WIDTH } = chart;
  const shown = rows.map(({ marks }) => marks.filter(({ x }) => hasPlace(chart.x, x)));
  const marks = shown.flat();
  const left = columnRoom(rows.map(({ name }) => name), width * 0.36);
  const texts = columnRoom(rows.map(({ text }) => text ?? ""), width * 0.34);
  const right = Math.max(24, texts + 8);
  const x = resolveAxis(chart.x, {
    values: marks.map(({ x }) => x),
    ends: marks.flatMap(({ low, high }) => [low, high]),
    includes: [],
    ticks: (width - left - right) / 80,
    round: "round",
  });
  const { laid, height: ruleHeight } = layRules(x, left, width - right);
  const entries = marks.map(({ series, rank, role }) => ({ name: series, rank, role }));
  const legend = layLegend(chart.legend === "inside" ? entries : [], "interval", width);
  const top = legend.height + ruleHeight + 8;
  const bottom = 28 + (x.label === "" ? 0 : 18);
  const heights = shown.map(({ length }) => Math.max(1, length) * LANE + PADDING);
  const headings = rows.map(({ group }, row) =>
    group !== undefined && group !== rows[row - 1]?.group ? HEADING : 0
  );
  const wanted = [...heights, ...headings].reduce((sum, height) => sum + height, 0);
  const height = chart.height ?? top + wanted + bottom;
  const scale = (height - top - bottom) / wanted;
  let at = top;
  const tops = heights.map((height, row) =>
    (at += (headings[row] + height) * scale) - height * scale
  );
  const laneOf = (row: number, lane: number) =>
    tops[row] + heights[row] * scale * (PADDING / 2 + (lane + 0.5) * LANE) / heights[row];
  const lanes = new Map(
    shown.flatMap((marks, row) =>
      marks.map((mark, lane) => [mark, { row, y: laneOf(row, lane) }] as const)
    ),
  );
  return draw(chart, {
    height,
    margins: { top, right, bottom, left },
    x,
    y: null,
    paint: (panel) =>
      legend.markup + axisLabel(x, panel.right, height) + paintVerticalRules(laid, panel, 1) +
      rows.map(({ name, text, group, band }, row) => {
        const y = tops[row] + heights[row] * scale / 2;
        const heading = headings[row] * scale;
        return (row === 0 ? "" : rowLine(width, tops[row] - heading)) +
          (heading === 0 ? "" : label(group!, width, {
            x: 0,
            y: tops[row] - heading * 0.25,
            "font-weight": 600,
            fill: "var(--ink)",
            ...HALO,
          })) +
          (band === undefined ? "" : paintBand(band, tops[row], heights[row] * scale, x, panel)) +
          rowName(name, left, y) +
          (text === undefined ? "" : label(text, texts, {
            x: width,
            y: y + 4,
            "text-anchor": "end",
            fill: "var(--ink)",
          }));
      }).join("") +
      [...Map.groupBy(marks, ({ rank, role }) => `${rank} ${role}`).values()].map((marks) =>
        paintMarks(marks, lanes, x, chart.x, panel)
      ).join(""),
  });
}

/** What is shaded within a row, as far as it lies on the axis. */
function paintBand(
  [low, high]: readonly [number, number],
  top: number,
  height: number,
  { domain, drawn }: Axis,
  panel: Panel,
): string {
  const [from, to] = [Math.max(domain[0], drawn(low)), Math.min(domain[1], drawn(high))];
  if (!(from < to)) return "";
  return element("rect", {
    class: "band",
    x: coarse(panel.x(from)),
    y: coarse(top + 3),
    width: coarse(panel.x(to) - panel.x(from)),
    height: coarse(height - 6),
    fill: "var(--ink)",
    "fill-opacity": 0.08,
  });
}

function paintMarks(
  marks: readonly IntervalMark[],
  lanes: ReadonlyMap<IntervalMark, { readonly row: number; readonly y: number }>,
  axis: Axis,
  given: ChartAxis,
  panel: Panel,
): string {
  const [{ rank, role }] = marks;
  const { colour, dash } = seriesStyle(rank, role);
  const { symbol } = seriesStyle(rank);
  const isHollow = role === "predicted";
  const points = marks.map((mark) => {
    const { row, y } = lanes.get(mark)!;
    return element(
      "g",
      { class: "point", "data-row": String(row) },
      element("title", {}, escapeText(mark.text)) +
        intervalLine(mark, y, axis, given, panel, dash) +
        element("path", {
          d: symbolPath(symbol!, panel.x(axis.drawn(mark.x)), y),
          fill: isHollow ? "var(--surface)" : colour,
          stroke: isHollow ? colour : "var(--surface)",
          "stroke-width": isHollow ? 1.5 : 1,
        }),
    );
  }).join("");
  return element("g", {
    class: "series",
    "data-rank": String(rank),
    "data-role": role,
    stroke: colour,
    "stroke-width": 1.75,
    fill: "none",
  }, points);
}

function intervalLine(
  { low, high }: IntervalMark,
  y: number,
  axis: Axis,
  given: ChartAxis,
  panel: Panel,
  dash: string | null,
): string {
  const isBound = (bound: number | null): bound is number => bound !== null && !Number.isNaN(bound);
  if (!isBound(low) || !isBound(high)) return "";
  const start = endOf(low, axis, given, panel, "low");
  const end = endOf(high, axis, given, panel, "high");
  const line = `M${coarse(start.x)} ${coarse(y)}H${coarse(end.x)}`;
  const cap = (x: number) => `M${coarse(x)} ${coarse(y - CAP)}v${2 * CAP}`;
  const arrow = (x: number, way: 1 | -1) =>
    `M${coarse(x - way * 5)} ${coarse(y - 4)}l${way * 5} 4l${-way * 5} 4`;
  const ends = (start.isOpen ? arrow(start.x, -1) : cap(start.x)) +
    (end.isOpen ? arrow(end.x, 1) : cap(end.x));
  return element("path", {
    d: line,
    "stroke-dasharray": dash,
    "stroke-linecap": dash === null ? null : "round",
  }) +
    element("path", { d: ends });
}

function endOf(
  bound: number,
  { domain: [low, high], drawn }: Axis,
  given: ChartAxis,
  panel: Panel,
  side: "low" | "high",
): { readonly x: number; readonly isOpen: boolean } {
  const value = hasPlace(given, bound) ? drawn(bound) : side === "low" ? -Infinity : Infinity;
  if (value < low) return { x: panel.left, isOpen: true };
  if (value > high) return { x: panel.right, isOpen: true };
  return { x: panel.x(value), isOpen: false };
}
