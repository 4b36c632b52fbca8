import type { FigureView } from "./figure.ts";

/**
 * Makes a view that is drawn when it is asked for: who prints no page draws no page's charts.
 *
 * @param name Name of the way to draw, unique in the figure.
 * @param label What the reader chooses by.
 * @param draw Draws it, its legend inside or left to the page.
 * @returns The view.
 */
export function viewOf(
  name: string,
  label: string,
  draw: (legend: "inside" | "none") => string,
): FigureView {
  return {
    name,
    label,
    get svg() {
      return draw("none");
    },
    drawFile: () => draw("inside"),
  };
}
