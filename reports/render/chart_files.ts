/**
 * Charts as files beside a report in Markdown.
 *
 * @module
 */
import { type Scheme, standaloneSvg } from "../chart/mod.ts";
import type { Drawing, FigureView, SideFigures, StudyFigures } from "../figures/mod.ts";
import { escapeXml } from "./escape.ts";

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
  return filesOf([
    ...(answer === null ? [] : [["answer", answer] as const]),
    ...workloads.flatMap(({ drawings }) => drawings.flatMap(firstView)),
  ]);
}

/**
 * The pictures of studies side by side.
 *
 * @param figures What there is to see of them.
 * @returns Two files a picture, light and dark.
 */
export function renderSideChartFiles({ ratios, workloads }: SideFigures): readonly ReportFile[] {
  return filesOf([ratios, ...workloads.map(({ drawing }) => drawing)].flatMap(firstView));
}

/**
 * A picture in Markdown that is light or dark as its surroundings are.
 *
 * @param id The figure's anchor.
 * @param alt What it shows.
 * @returns Elements that refer to files beside the report.
 */
export function picture(id: string, alt: string): string {
  return [
    "<picture>",
    `<source media="(prefers-color-scheme: dark)" srcset="${CHARTS}/${chartFile(id, "dark")}">`,
    `<img alt="${escapeXml(alt)}" src="${CHARTS}/${chartFile(id, "light")}">`,
    "</picture>",
  ].join("\n");
}

type NamedView = readonly [id: string, view: FigureView];

function firstView(drawing: Drawing): NamedView[] {
  return drawing.state === "undrawn" ? [] : [[drawing.figure.id, drawing.figure.views[0]]];
}

function filesOf(pictures: readonly NamedView[]): ReportFile[] {
  return pictures.flatMap(([id, view]) => {
    const svg = view.drawFile?.() ?? view.svg;
    return SCHEMES.map((scheme) => ({
      path: `${CHARTS}/${chartFile(id, scheme)}`,
      text: standaloneSvg(svg, scheme),
    }));
  });
}
