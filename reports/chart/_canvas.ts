/// <reference lib="dom" />
/** Where charts are drawn: the plotting library on a document that no browser shows. */
import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";
import type { ChartFrame } from "./chart.ts";

/** Width of a chart unless it says otherwise. */
export const WIDTH = 720;

/**
 * Draws a plot and makes it an image that is named and described.
 *
 * @param frame What it is called, how large it is.
 * @param options What is drawn.
 * @returns An `svg` element.
 */
export function draw(
  { id, title, description, width = WIDTH, height }: ChartFrame,
  options: Plot.PlotOptions,
): string {
  const { document } = parseHTML("<html><body></body></html>");
  const svg = Plot.plot({
    document: document as unknown as Document,
    className: "chart",
    width,
    ...(height !== undefined && { height }),
    style: { background: "none", color: "var(--ink)" },
    ...options,
  });
  // The library's own style element repeats what the page's style sheet says.
  for (const style of svg.querySelectorAll("style")) style.remove();
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-labelledby", `${id}-title ${id}-description`);
  svg.prepend(
    named(document as unknown as Document, "title", `${id}-title`, title),
    named(document as unknown as Document, "desc", `${id}-description`, description),
  );
  return svg.outerHTML;
}

function named(document: Document, tag: string, id: string, text: string): Element {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  element.setAttribute("id", id);
  element.textContent = text;
  return element;
}
