/** What the colours of a heat map mean. */
import type { LaidLegend } from "./_legend.ts";
import { coarse, element, escapeText } from "./_markup.ts";
import { textWidth } from "./_text_width.ts";
import type { ChartFrame } from "./chart.ts";
import { heatColour } from "./palette.ts";

const STEP = 16;
const STEPS = 9;

/**
 * Lays the legend of a heat map: its steps between best and worst, and what marks mean.
 *
 * @param legend Whether there is one.
 * @returns The legend.
 */
export function layHeatLegend(legend: NonNullable<ChartFrame["legend"]>): LaidLegend {
  if (legend === "none") return { height: 0, markup: "" };
  const [y, height] = [10, 12];
  const text = (words: string, x: number) =>
    element("text", { x, y: y + 4, fill: "var(--ink)" }, escapeText(words));
  let x = 0;
  let markup = text("better", x);
  x += textWidth("better") + 6;
  for (let step = 0; step < STEPS; step++, x += STEP) {
    const d = `M${coarse(x)} ${coarse(y - height / 2)}h${STEP}v${height}h${-STEP}z`;
    markup += element("path", { d, fill: heatColour(step / (STEPS - 1)).fill });
  }
  markup += text("worse", x + 6);
  x += textWidth("worse") + 30;
  markup += text("★ best · ≈ tied with the best", x);
  return { height: 30, markup: element("g", { class: "key" }, markup) };
}
