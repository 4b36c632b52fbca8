/** Legends that are part of a drawing. */
import type { LegendEntry } from "./chart.ts";
import { label } from "./_label.ts";
import { element } from "./_markup.ts";
import { KEY_WIDTH, type KeyKind, paintKey } from "./legend_key.ts";
import { textWidth } from "./_text_width.ts";

const LINE = 20;
const APART = 22;

/** A legend, laid. */
export interface LaidLegend {
  /** Its height in CSS pixels, with the room below it. */
  readonly height: number;
  /** Draws it at the top of a chart. */
  readonly markup: string;
}

/**
 * Lays a legend in lines.
 *
 * @param entries What is explained; an entry twice is laid once.
 * @param kind What the marks are.
 * @param width Width of the chart.
 * @returns The legend; without height if there is nothing to tell apart.
 */
export function layLegend(
  entries: readonly LegendEntry[],
  kind: KeyKind,
  width: number,
): LaidLegend {
  const unique = [
    ...new Map(
      entries.map((entry) => [JSON.stringify([entry.name, entry.rank, entry.role]), entry]),
    ).values(),
  ];
  if (unique.length < 2) return { height: 0, markup: "" };
  let [x, line, markup] = [0, 0, ""];
  for (const entry of unique) {
    const room = width - KEY_WIDTH - 8;
    const taken = KEY_WIDTH + 6 + Math.min(textWidth(entry.name), room);
    if (x > 0 && x + taken > width) [x, line] = [0, line + 1];
    const y = line * LINE + LINE / 2;
    markup += paintKey(entry, kind, x, y) +
      label(entry.name, room, { x: x + KEY_WIDTH + 6, y: y + 4, fill: "var(--ink)" });
    x += taken + APART;
  }
  return { height: (line + 1) * LINE + 8, markup: element("g", { class: "key" }, markup) };
}
