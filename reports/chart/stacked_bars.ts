/**
 * Bars made of parts: what a wait is made of, strategy by strategy.
 *
 * @module
 */
import { hasPlace, resolveAxis } from "./_axis.ts";
import { axisLabel } from "./_axis_label.ts";
import { draw, type Panel, WIDTH } from "./_canvas.ts";
import { hatch } from "./_hatch.ts";
import { HALO, label } from "./_label.ts";
import { layLegend } from "./_legend.ts";
import { coarse, element, escapeText } from "./_markup.ts";
import { columnRoom, rowName } from "./_rows.ts";
import { layRules, paintVerticalRules } from "./_rules.ts";
import type { ChartAxis, ChartFrame } from "./chart.ts";
import { requireDrawable } from "./is_drawable.ts";
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

const BAR = 20;
const STEP = 32;
/** Room between segments: their colours do not touch. */
const SEAM = 1;

/**
 * Draws horizontal bars made of parts. Each part has a colour and a pattern.
 *
 * @param chart What it shows.
 * @returns An `svg` element.
 * @throws {RangeError} If no bar has a segment that can be drawn: see {@linkcode isDrawable}; or if the axis
 *   is not linear: lengths on another would say nothing.
 */
export function stackedBars(chart: StackedBars): string {
  requireDrawable(chart);
  const { id, parts, bars, width = WIDTH } = chart;
  if (chart.x.scale !== "linear") {
    throw new RangeError(
      `Cannot draw chart '${id}': bars need a linear axis, got '${chart.x.scale}'`,
    );
  }
  const laid = bars.map((bar) => stack(bar, parts, chart.x));
  const left = columnRoom(bars.map(({ name }) => name), width * 0.36);
  const right = Math.max(24, columnRoom(bars.map(({ text }) => text ?? ""), width * 0.2));
  const x = resolveAxis(chart.x, {
    values: laid.flatMap(({ low, high }) => [low, high]),
    ends: [],
    includes: [0],
    ticks: (width - left - right) / 70,
    round: "tight",
  });
  const { laid: rules, height: ruleHeight } = layRules(x, left, width - right);
  const entries = parts.map((part) => ({ ...part, role: "measured" as const }));
  const legend = layLegend(chart.legend === "inside" ? entries : [], "bar", width);
  const top = legend.height + ruleHeight + 6;
  const bottom = 28 + (x.label === "" ? 0 : 18);
  const height = chart.height ?? top + bars.length * STEP + bottom;
  const step = (height - top - bottom) / bars.length;
  const middle = (row: number) => top + (row + 0.5) * step;
  const thick = Math.min(BAR, step * 0.7);
  return draw(chart, {
    height,
    margins: { top, right, bottom, left },
    x,
    y: null,
    paint: (panel) =>
      legend.markup + axisLabel(x, panel.right, height) +
      bars.map(({ name }, row) => rowName(name, left, middle(row))).join("") +
      parts.map((part, index) => {
        const segments = laid.map(({ segments }, row) => ({
          segment: segments[index],
          y: middle(row) - thick / 2,
        }));
        return paintPart(id, part, segments, thick, panel);
      }).join("") +
      zeroLine(panel) +
      bars.map(({ text }, row) =>
        text === undefined ? "" : label(text, right, {
          x: panel.x(laid[row].high) + 8,
          y: middle(row) + 4,
          fill: "var(--ink)",
          ...HALO,
        })
      ).join("") +
      paintVerticalRules(rules, panel, 1),
  });
}

/** A segment, laid. */
interface Laid {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

function stack({ parts }: StackedBar, order: readonly BarPart[], axis: ChartAxis): {
  readonly segments: readonly (Laid | null)[];
  readonly low: number;
  readonly high: number;
} {
  let [low, high] = [0, 0];
  const segments = order.map(({ name }): Laid | null => {
    const found = parts.find(({ part }) => part === name);
    if (found === undefined || !hasPlace(axis, found.value)) return null;
    const { value, text } = found;
    const from = value < 0 ? low : high;
    const to = from + value;
    [low, high] = [Math.min(low, to), Math.max(high, to)];
    return { from, to, text };
  });
  return { segments, low, high };
}

function paintPart(
  id: string,
  { rank }: BarPart,
  segments: readonly { readonly segment: Laid | null; readonly y: number }[],
  thick: number,
  panel: Panel,
): string {
  let [marks, all] = ["", ""];
  for (const [row, { segment, y }] of segments.entries()) {
    if (segment === null) continue;
    const [from, to] = [panel.x(segment.from), panel.x(segment.to)];
    const [start, end] = from < to ? [from, to] : [to, from];
    // A seam would hide what is thinner than it.
    const length = end - start > 2 * SEAM ? end - start - SEAM : Math.max(end - start, 0.5);
    const d = `M${coarse(start)} ${coarse(y)}h${coarse(length)}v${coarse(thick)}h${
      coarse(-length)
    }z`;
    marks += element(
      "path",
      { class: "point", "data-row": String(row), d },
      element("title", {}, escapeText(segment.text)),
    );
    all += d;
  }
  if (marks === "") return "";
  const pattern = hatch(id, rank);
  const over = pattern === null ? "" : element("defs", {}, pattern.markup) +
    element("path", { d: all, fill: pattern.fill, "pointer-events": "none" });
  return element("g", {
    class: "series",
    "data-rank": String(rank),
    "data-role": "measured",
  }, element("g", { fill: seriesStyle(rank).colour }, marks) + over);
}

function zeroLine({ x, top, bottom }: Panel): string {
  const at = coarse(x(0));
  return element("path", {
    d: `M${at} ${coarse(top(0))}V${coarse(bottom(0))}`,
    stroke: "var(--faint)",
  });
}
