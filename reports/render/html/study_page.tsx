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

/**
 * Renders a report.
 *
 * @param report The report.
 * @returns An HTML document.
 */
export function renderHtml(report: Report): string {
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
    sections: [answer, ...workloads],
  });
}
