import { drawStudy, figuresOfSweep, sweepFigures } from "../figures/mod.ts";
import type { Report } from "../report.ts";
import type { Sweep } from "../sweep/sweep.ts";
import { renderChartFiles, renderFigureFiles, type ReportFile } from "./chart_files.ts";
import { renderHtml } from "./html/mod.ts";
import { renderJson } from "./json.ts";
import { renderMarkdown } from "./markdown.ts";
import { renderSweepMarkdown } from "./sweep_markdown.ts";

/** The files of a study's reports. */
export interface StudyFiles {
  /** What is opened, for people first. */
  readonly reports: readonly ReportFile[];
  /** The pictures that those refer to. */
  readonly charts: readonly ReportFile[];
}

/**
 * Renders everything that is written beside a study.
 *
 * @param report The report.
 * @param sweep The curves; null if the study is no sweep.
 * @returns The files.
 */
export function renderStudyFiles(report: Report, sweep: Sweep | null): StudyFiles {
  const figures = drawStudy(report);
  const curves = sweep && sweepFigures(sweep, figures.anchor);
  return {
    reports: [
      {
        path: "report.html",
        get text() {
          return renderHtml(report, { sweep, curves, figures });
        },
      },
      ...(sweep === null || curves === null ? [] : [
        { path: "sweep.md", text: renderSweepMarkdown(sweep, { figures: curves }) },
        { path: "sweep.json", text: renderJson(sweep) },
      ]),
      {
        path: "report.md",
        get text() {
          return renderMarkdown(report, { figures, sweep });
        },
      },
      {
        path: "report.json",
        get text() {
          return renderJson(report);
        },
      },
    ],
    charts: [
      ...renderChartFiles(figures),
      ...(curves === null ? [] : renderFigureFiles(figuresOfSweep(curves))),
    ],
  };
}
