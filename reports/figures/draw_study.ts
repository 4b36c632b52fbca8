/**
 * What there is to see of a study, drawn once for all renderers.
 *
 * @module
 */
import { ANSWER_METRICS } from "../cell_metrics.ts";
import { rankCells, type Ranking } from "../ranking.ts";
import type { Report } from "../report.ts";
import { rankStrategies } from "../strategy_ranks.ts";
import { createAnchors } from "./anchors.ts";
import { type AnswerMatrix, answerMatrix, matrixView } from "./answer_matrix.ts";
import type { Drawing, FigureView } from "./figure.ts";
import { workloadFigures } from "./workload_figures.ts";

/** What there is to see of a study. */
export interface StudyFigures {
  /** Makes anchors that differ from those of the figures. */
  readonly anchor: (text: string) => string;
  /** The answer, a matrix a metric; the first is shown at first. */
  readonly matrices: readonly AnswerMatrix[];
  /** The first of the matrices as a picture; null if nothing was run. */
  readonly answer: FigureView | null;
  /** Each workload. */
  readonly workloads: readonly WorkloadFigures[];
}

/** What there is to see of a workload. */
export interface WorkloadFigures {
  /** The anchor of the workload. */
  readonly id: string;
  /** Its cells, best first. */
  readonly ranking: Ranking;
  /** Its figures. */
  readonly drawings: readonly Drawing[];
}

/** The name of the picture of the answer. */
export const ANSWER = "answer";

/**
 * Draws a study.
 *
 * @param report The report.
 * @returns Its figures. Anchors are made of names alone, so a link holds in the next report too.
 */
export function drawStudy(report: Report): StudyFigures {
  const anchor = createAnchors();
  const rankOf = rankStrategies(report.cells);
  const matrices = ANSWER_METRICS.map((metric) => answerMatrix(report, metric));
  return {
    anchor,
    matrices,
    answer: matrixView(matrices[0], anchor(ANSWER)),
    workloads: rankCells(report.cells).map((ranking) => ({
      id: anchor(`workload ${ranking.workload}`),
      ranking,
      drawings: workloadFigures(ranking, { anchor, rankOf }),
    })),
  };
}
