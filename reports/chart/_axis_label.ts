/** What axes show, written beside them. */
import type { Axis } from "./_axis.ts";
import { label } from "./_label.ts";

/**
 * Writes what the first axis shows, below its right end.
 *
 * @param axis The axis.
 * @param right Right edge of the panel.
 * @param height Height of the chart.
 * @returns Markup.
 */
export function axisLabel({ label: text }: Axis, right: number, height: number): string {
  return label(text, right, {
    x: right,
    y: height - 4,
    "text-anchor": "end",
    fill: "var(--faint)",
  });
}
