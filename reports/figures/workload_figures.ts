import type { Ranking } from "../ranking.ts";
import type { Drawing, FigureOptions } from "./figure.ts";
import { latencyFigure } from "./latency_figure.ts";
import { partsFigure } from "./parts_figure.ts";
import { predictionFigure } from "./prediction_figure.ts";
import { lagFigure, queueFigure } from "./time_figures.ts";

/** The figures of a workload by what their anchors begin with, in the order in which they are shown. */
const FIGURES = {
  "latency": latencyFigure,
  "parts": partsFigure,
  "loop-lag": lagFigure,
  "queue-length": queueFigure,
  "prediction": predictionFigure,
} as const satisfies Record<string, (ranking: Ranking, options: FigureOptions) => Drawing>;

/**
 * Draws what there is to see of a workload.
 *
 * @param ranking The workload's cells, best first.
 * @param options Makes anchors; which rank each strategy has in the whole report.
 * @returns Every figure, or why there is none.
 */
export function workloadFigures(
  ranking: Ranking,
  { anchor, rankOf }: Pick<FigureOptions, "rankOf"> & {
    readonly anchor: (text: string) => string;
  },
): readonly Drawing[] {
  return Object.entries(FIGURES).map(([name, draw]) =>
    draw(ranking, { id: anchor(`${name} ${ranking.workload}`), rankOf })
  );
}
