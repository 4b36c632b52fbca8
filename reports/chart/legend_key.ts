/**
 * What a legend shows beside a name: the marks of a series, small.
 *
 * @module
 */
import type { LegendEntry } from "./chart.ts";
import { coarse, element } from "./_markup.ts";
import { hatchLines } from "./_hatch.ts";
import { seriesStyle } from "./palette.ts";
import { symbolPath } from "./_symbols.ts";

/** What the marks of a chart are: lines, parts of bars, or symbols with an interval. */
export type KeyKind = "line" | "bar" | "interval";

/** Width of a key in CSS pixels. */
export const KEY_WIDTH = 26;
const HEIGHT = 14;

/**
 * Draws a key for a legend outside of a chart.
 *
 * @param entry The series.
 * @param kind What its marks are.
 * @returns An `svg` element, 26 by 14 pixels, that assistive technology passes over: the name is beside it.
 */
export function legendKey(entry: Pick<LegendEntry, "rank" | "role">, kind: KeyKind): string {
  return element("svg", {
    class: "key",
    "aria-hidden": "true",
    viewBox: `0 0 ${KEY_WIDTH} ${HEIGHT}`,
    width: KEY_WIDTH,
    height: HEIGHT,
  }, paintKey(entry, kind, 0, HEIGHT / 2));
}

/**
 * Draws a key within a chart.
 *
 * @param entry The series.
 * @param kind What its marks are.
 * @param x Its left edge.
 * @param y Its middle.
 * @returns Markup.
 */
export function paintKey(
  { rank, role }: Pick<LegendEntry, "rank" | "role">,
  kind: KeyKind,
  x: number,
  y: number,
): string {
  const { colour, dash } = seriesStyle(rank, role);
  const { symbol } = seriesStyle(rank);
  if (kind === "bar") {
    const [left, top] = [x + 3, y - 6];
    return element("path", { d: `M${coarse(left)} ${coarse(top)}h20v12h-20z`, fill: colour }) +
      hatchLines(rank, left, top, 20, 12);
  }
  const line = element("path", {
    d: `M${coarse(x + 1)} ${coarse(y)}h24`,
    fill: "none",
    stroke: colour,
    "stroke-width": role === "predicted" ? 2.5 : 1.75,
    "stroke-linecap": role === "predicted" ? "round" : null,
    "stroke-dasharray": kind === "interval" && role === "measured" ? null : dash,
  });
  if (kind === "line" && role === "predicted") return line;
  return line + element("path", {
    d: symbolPath(symbol!, x + KEY_WIDTH / 2, y),
    fill: role === "predicted" ? "var(--surface)" : colour,
    stroke: role === "predicted" ? colour : "var(--surface)",
    "stroke-width": role === "predicted" ? 1.5 : 1,
  });
}
