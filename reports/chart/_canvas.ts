/// <reference lib="dom" />
/** Where charts are drawn: the plotting library on a document that no browser shows. */
import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";
import { type Axis, readableTicks, type Tick } from "./_axis.ts";
import type { ChartFrame } from "./chart.ts";
import { element, escapeText } from "./_markup.ts";
import { serialize } from "./_serialize.ts";
import { FONT_SIZE } from "./_text_width.ts";

/** Width of a chart unless it says otherwise. */
export const WIDTH = 720;

/** Room around what is drawn, in CSS pixels. */
export interface Margins {
  /** Above. */
  readonly top: number;
  /** To the right. */
  readonly right: number;
  /** Below. */
  readonly bottom: number;
  /** To the left. */
  readonly left: number;
}

/** The area between the axes, and where values are in it, in CSS pixels. */
export interface Panel {
  /** Its left edge. */
  readonly left: number;
  /** Its right edge. */
  readonly right: number;
  /** Upper edge of a row. */
  readonly top: (row: number) => number;
  /** Lower edge of a row. */
  readonly bottom: (row: number) => number;
  /** Place of a drawn value along the first axis; values beyond its ends are at its ends. */
  readonly x: (drawn: number) => number;
  /** Place of a drawn value along the second axis in a row. */
  readonly y: (drawn: number, row: number) => number;
}

/** What is drawn. */
export interface Drawing {
  /** Its height in CSS pixels. */
  readonly height: number;
  /** Room around it. */
  readonly margins: Margins;
  /** The first axis; null for none. */
  readonly x: Axis | null;
  /** The second axis; null for none. */
  readonly y: Axis | null;
  /** How many rows share the axes. */
  readonly rows?: number;
  /** Room between rows, as a share of one. */
  readonly gap?: number;
  /** Draws the marks. */
  readonly paint: (panel: Panel) => string;
}

/**
 * Draws axes with what is between them, as an image that is named and described.
 *
 * @param frame What it is called, how wide it is.
 * @param drawing What is drawn.
 * @returns An `svg` element.
 */
export function draw(
  { id, title, description, width = WIDTH }: ChartFrame,
  drawing: Drawing,
): string {
  const { height, margins, x, y, rows = 1, gap = 0, paint } = drawing;
  // Note: tried one document for all charts; rejected because it would be state of this module.
  const { document } = parseHTML("<html><body></body></html>");
  const painted = new WeakMap<Element, string>();
  const svg = Plot.plot({
    document: document as unknown as Document,
    width,
    height,
    marginTop: margins.top,
    marginRight: margins.right,
    marginBottom: margins.bottom,
    marginLeft: margins.left,
    x: x === null ? { axis: null } : { type: x.type, domain: [...x.domain], axis: null },
    y: y === null ? { axis: null } : { type: y.type, domain: [...y.domain], axis: null },
    ...(rows > 1 && { fy: { domain: [...Array(rows).keys()], axis: null, padding: gap } }),
    marks: [
      x === null ? null : axisX(x, width - margins.left - margins.right),
      y === null ? null : axisY(y, rows),
      Plot.frame({
        facet: "super",
        render: (_index, { x, y, fy }, _values, { marginTop, marginBottom, height, width }) => {
          const place = (scale: typeof x, value: number, low: number, high: number) =>
            Math.min(Math.max(scale?.(value) as number ?? low, low), high);
          const [left, right] = [margins.left, width! - margins.right];
          const rowHeight = (fy as { bandwidth?: () => number } | undefined)?.bandwidth?.() ??
            height! - marginTop! - marginBottom!;
          const top = (row: number) => rows > 1 ? fy!(row) as number : marginTop!;
          const g = document.createElementNS(SVG, "g") as unknown as SVGElement;
          const markup = paint({
            left,
            right,
            top,
            bottom: (row) => top(row) + rowHeight,
            x: (value) => place(x, value, left, right),
            y: (value, row) =>
              place(y, value, marginTop!, marginTop! + rowHeight) + top(row) - marginTop!,
          });
          painted.set(g, markup);
          return g;
        },
      }),
    ],
  });
  let [axes, marks] = ["", ""];
  for (const child of svg.children) {
    // The library's own style element repeats what a page's style sheet says.
    if (painted.has(child)) marks += serialize(child, painted);
    else if (child.localName !== "style") axes += serialize(child, painted);
  }
  return element(
    "svg",
    {
      class: "chart",
      role: "img",
      "aria-labelledby": `${id}-title ${id}-description`,
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      fill: "var(--ink)",
      "font-family": FONTS,
      "font-size": FONT_SIZE,
      style: "font-variant-numeric:tabular-nums",
    },
    element("title", { id: `${id}-title` }, escapeText(title)) +
      element("desc", { id: `${id}-description` }, escapeText(description)) +
      // The library leaves away what it takes for granted.
      element("g", { class: "axes", "text-anchor": "middle" }, axes) + marks,
  );
}

const SVG = "http://www.w3.org/2000/svg";
const FONTS = "system-ui, sans-serif";

function axisX(axis: Axis, length: number): Plot.Markish {
  const ticks = readableTicks(axis, length);
  return [
    Plot.gridX(axis.ticks.map(({ at }) => at), GRID),
    Plot.axisX(ticks.map(({ at }) => at), {
      ...TICKS,
      anchor: "bottom",
      tickPadding: 8,
      text: texts(ticks),
      textAnchor: "middle",
    }),
  ];
}

function axisY({ ticks, domain: [low] }: Axis, rows: number): Plot.Markish {
  return [
    Plot.gridY(ticks.map(({ at }) => at), GRID),
    Plot.axisY(ticks.map(({ at }) => at), {
      ...TICKS,
      anchor: "left",
      tickPadding: 8,
      text: texts(ticks),
    }),
    Plot.ruleY([...Array(rows).keys()], {
      y: () => low,
      ...(rows > 1 && { fy: (row: number) => row }),
      stroke: "var(--faint)",
      strokeWidth: 1,
    }),
  ];
}

const GRID = { stroke: "var(--grid)", strokeOpacity: 1, strokeWidth: 1 };
const TICKS = { fill: "var(--faint)", tickSize: 0, label: null, fontSize: FONT_SIZE };

function texts(ticks: readonly Tick[]): (at: number) => string {
  const known = new Map(ticks.map(({ at, text }) => [at, text]));
  return (at) => known.get(at) ?? "";
}
