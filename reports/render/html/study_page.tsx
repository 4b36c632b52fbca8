/**
 * Renders `report.html`: a study to look at.
 *
 * @module
 */
import {
  drawStudy,
  howSure,
  type StudyFigures,
  studyIntroduction,
  type SweepFigures,
  sweepFigures,
  sweepFindings,
  whenAndWhere,
} from "../../figures/mod.ts";
import type { Report } from "../../report.ts";
import type { Sweep } from "../../sweep/sweep.ts";
import { aboutSections } from "./about_sections.tsx";
import { answerSection } from "./answer_section.tsx";
import { findingsSection } from "./findings_section.tsx";
import { renderPage } from "./page.tsx";
import { sweepSections } from "./sweep_section.tsx";
import { predictionsSection } from "./theory_section.tsx";
import { WordsView } from "./words_view.tsx";
import { workloadSection } from "./workload_section.tsx";

/** What a page shows beside the cells of its study. */
export interface StudyPageOptions {
  /** The curves, if the study is a sweep; they are what it was made for, so they stand first. */
  readonly sweep?: Sweep | null;
  /** What there is to see of the curves, if that is drawn already. @default drawn anew */
  readonly curves?: SweepFigures | null;
  /** What there is to see of the report, if that is drawn already. @default drawn anew */
  readonly figures?: StudyFigures;
}

/**
 * Renders a report.
 *
 * @param report The report.
 * @param options What else there is to show.
 * @returns An HTML document.
 */
export function renderHtml(
  report: Report,
  { sweep = null, curves = null, figures = drawStudy(report) }: StudyPageOptions = {},
): string {
  return renderPage({
    title: "dispatch-lab report",
    introduction: (
      <>
        {report.findings.length > 0 && (
          <p class="bottom-line">
            <WordsView words={report.findings[0].words} />
          </p>
        )}
        <p>{studyIntroduction(report)}</p>
        <p>
          <WordsView words={sweep === null ? howSure(report) : sweepFindings(sweep)} />
        </p>
        <p>
          <small>{whenAndWhere(report)}</small>
        </p>
      </>
    ),
    sections: [
      ...(sweep === null
        ? []
        : sweepSections(sweep, curves ?? sweepFigures(sweep, figures.anchor), figures.anchor)),
      answerSection(figures),
      findingsSection(report, figures),
      ...figures.workloads.map(workloadSection),
      predictionsSection(report, figures),
      ...aboutSections(report, figures, sweep),
    ],
  });
}
