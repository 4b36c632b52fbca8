/**
 * Charts as files beside a report in Markdown.
 *
 * @module
 */
import { CHARTS } from "../../experiments/chart_file.ts";
import { type Scheme, standaloneSvg } from "../chart/mod.ts";
import type { Figure, FigureView, StudyFigures } from "../figures/mod.ts";

/** A file of a report. */
export interface ReportFile {
  /** Where it goes, from the study's directory. */
  readonly path: string;
  /** What is in it; rendered when it is asked for, so that each file of many can be written and let go. */
  readonly text: string;
}

const SCHEMES: readonly Scheme[] = ["light", "dark"];

/**
 * The name of a chart's file.
 *
 * @param id The figure's anchor.
 * @param scheme Light or dark.
 * @returns A name within the directory of charts.
 */
export function chartFile(id: string, scheme: Scheme): string {
  return `${id}.${scheme}.svg`;
}

/**
 * The pictures of a report: the answer, and of each figure the view that is shown first.
 *
 * @param figures What there is to see of the study.
 * @returns Two files a picture, light and dark.
 */
export function renderChartFiles({ answer, workloads }: StudyFigures): readonly ReportFile[] {
  const pictures: (readonly [id: string, view: FigureView])[] = [
    ...(answer === null ? [] : [["answer", answer] as const]),
    ...workloads.flatMap(({ drawings }) =>
      drawings.flatMap((drawing) =>
        drawing.state === "undrawn" ? [] : [[drawing.figure.id, drawing.figure.views[0]] as const]
      )
    ),
  ];
  return pictures.flatMap(([id, view]) => chartFilesOf(id, view));
}

/**
 * The pictures of figures: of each the view that is shown first.
 *
 * @param figures The figures.
 * @returns Two files a picture, light and dark.
 */
export function renderFigureFiles(figures: readonly Figure[]): readonly ReportFile[] {
  return figures.flatMap(({ id, views: [view] }) => chartFilesOf(id, view));
}

function chartFilesOf(id: string, view: FigureView): ReportFile[] {
  // Drawn once for both schemes, and not before one is asked for.
  let drawn: string | null = null;
  return SCHEMES.map((scheme) => ({
    path: `${CHARTS}/${chartFile(id, scheme)}`,
    get text() {
      drawn ??= view.drawFile?.() ?? view.svg;
      return standaloneSvg(drawn, scheme);
    },
  }));
}
