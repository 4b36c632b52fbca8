/**
 * Renders `report.html`: a study to look at.
 *
 * @module
 */
import {
  answerMatrix,
  createAnchors,
  type Figure,
  latencyFigure,
  MATRIX_METRICS,
  rankStrategies,
} from "../../figures/mod.ts";
import { rankCells } from "../../ranking.ts";
import type { Report } from "../../report.ts";
import { FigureView } from "./figure_view.tsx";
import { MatrixView } from "./matrix_view.tsx";
import { type PageSection, renderPage } from "./page.tsx";
import { sweepSections } from "./sweep_section.tsx";
import type { Sweep } from "../../sweep/sweep.ts";

/** What a page shows beside the cells of its study. */
export interface StudyPageOptions {
  /** The curves, if the study is a sweep; they are what it was made for, so they stand first. */
  readonly sweep?: Sweep | null;
}

/**
 * Renders a report.
 *
 * @param report The report.
 * @param options What else there is to show.
 * @returns An HTML document.
 */
export function renderHtml(report: Report, { sweep = null }: StudyPageOptions = {}): string {
  const anchor = createAnchors();
  const rankOf = rankStrategies(report.cells);
  const answer: PageSection = {
    id: anchor("answer"),
    title: "The answer",
    body: <MatrixView matrices={MATRIX_METRICS.map((metric) => answerMatrix(report, metric))} />,
  };
  const workloads = rankCells(report.cells).map((ranking): PageSection => {
    const id = anchor(`workload ${ranking.workload}`);
    const figures: (Figure | null)[] = [
      latencyFigure(ranking, { id: anchor(`${id} latency`), rankOf }),
    ];
    return {
      id,
      title: `Workload ${ranking.workload}`,
      body: figures.map((figure) => figure && <FigureView figure={figure} />),
    };
  });
  return renderPage({
    title: "dispatch-lab report",
    introduction: (
      <p>
        How should work be handed to an event loop so that it starts soon and nothing else on the
        loop stalls?
      </p>
    ),
    sections: [...(sweep === null ? [] : sweepSections(sweep, anchor)), answer, ...workloads],
  });
}
