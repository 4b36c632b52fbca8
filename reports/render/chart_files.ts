/**
 * Charts as files beside a report in Markdown.
 *
 * @module
 */
import { type Scheme, standaloneSvg } from "../chart/mod.ts";
import type { Figure, FigureView, StudyFigures } from "../figures/mod.ts";

/** A file of a report. */
export interface ReportFile {
  /** Where it goes, from the study's directory. */
  readonly path: string;
  /** What is in it. */
  readonly text: string;
}

/** The directory of charts, beside the report. */
export const CHARTS = "charts";

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
 * Whether a file goes by such a name, so that it may be a chart of an earlier report.
 *
 * @param name A name within the directory of charts.
 * @returns True if it does.
 */
export function isChartFile(name: string): boolean {
  return /^[a-z][a-z0-9-]*\.(?:light|dark)\.svg$/.test(name);
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
  const svg = view.drawFile?.() ?? view.svg;
  return SCHEMES.map((scheme) => ({
    path: `${CHARTS}/${chartFile(id, scheme)}`,
    text: standaloneSvg(svg, scheme),
  }));
}
