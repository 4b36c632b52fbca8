/// <reference lib="dom" />
/** Where charts are drawn: the plotting library on a document that no browser shows. */
import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";
import { type Axis, readableTicks, shareOf, type Tick } from "./_axis.ts";
import type { ChartFrame } from "./chart.ts";
import { element, escapeText, round } from "./_markup.ts";
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
  /** Room between rows, in CSS pixels. @default 0 */
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
  const { height, margins, x, y, rows: rowCount = 1, paint } = drawing;
  // Note: tried the library's facets for rows; rejected because the axes of eight took longer than all else.
  const panelY = rowCount === 1 ? y : null;
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
    y: panelY === null
      ? { axis: null }
      : { type: panelY.type, domain: [...panelY.domain], axis: null },
    marks: [
      x === null ? null : axisX(x, width - margins.left - margins.right),
      panelY === null ? null : axisY(panelY),
      Plot.frame({
        render: (_index, scales) => {
          const panel = panelOf(drawing, width, scales);
          const rows = y === null || rowCount === 1 ? "" : paintRowAxes(y, panel, rowCount);
          const g = document.createElementNS(SVG, "g") as unknown as SVGElement;
          painted.set(g, rows + paint(panel));
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
      tickPadding: 10,
      text: texts(ticks),
      textAnchor: "middle",
    }),
  ];
}

function axisY({ ticks, domain: [low] }: Axis): Plot.Markish {
  return [
    Plot.gridY(ticks.map(({ at }) => at), GRID),
    Plot.axisY(ticks.map(({ at }) => at), {
      ...TICKS,
      anchor: "left",
      tickPadding: 8,
      text: texts(ticks),
    }),
    Plot.ruleY([low], { stroke: "var(--faint)", strokeWidth: 1 }),
  ];
}

/** The second axis of each row. */
function paintRowAxes({ ticks }: Axis, panel: Panel, rows: number): string {
  const [left, right] = [round(panel.left), round(panel.right)];
  let [grid, bases, words] = ["", "", ""];
  for (let row = 0; row < rows; row++) {
    bases += `M${left} ${round(panel.bottom(row))}H${right}`;
    for (const { at, text } of ticks) {
      const y = panel.y(at, row);
      grid += `M${left} ${round(y)}H${right}`;
      words += element("text", { x: panel.left - 8, y: y + 4 }, escapeText(text));
    }
  }
  return element("path", { d: grid, stroke: "var(--grid)" }) +
    element("g", { "text-anchor": "end", fill: "var(--faint)" }, words) +
    element("path", { d: bases, stroke: "var(--faint)" });
}

type Scales = Readonly<Record<"x" | "y", ((value: number) => number) | undefined>>;

function panelOf(
  { height, margins, y, rows = 1, gap = 0 }: Drawing,
  width: number,
  given: unknown,
): Panel {
  const scales = given as Scales;
  const [left, right] = [margins.left, width - margins.right];
  const rowHeight = (height - margins.top - margins.bottom - (rows - 1) * gap) / rows;
  const top = (row: number) => margins.top + row * (rowHeight + gap);
  const clamp = (place: number, low: number, high: number) => Math.min(Math.max(place, low), high);
  return {
    left,
    right,
    top,
    bottom: (row) => top(row) + rowHeight,
    x: (drawn) => clamp(scales.x!(drawn), left, right),
    y: (drawn, row) => {
      const down = rows > 1 ? (1 - shareOf(y!, drawn)) * rowHeight : scales.y!(drawn) - margins.top;
      return top(row) + clamp(down, 0, rowHeight);
    },
  };
}

const GRID = { stroke: "var(--grid)", strokeOpacity: 1, strokeWidth: 1 };
const TICKS = { fill: "var(--faint)", tickSize: 0, label: null, fontSize: FONT_SIZE };

function texts(ticks: readonly Tick[]): (at: number) => string {
  const known = new Map(ticks.map(({ at, text }) => [at, text]));
  return (at) => known.get(at) ?? "";
}
