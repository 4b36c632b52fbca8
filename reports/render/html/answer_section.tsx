import { ANSWER, type StudyFigures } from "../../figures/mod.ts";
import { MatrixView } from "./matrix_view.tsx";
import type { PageSection } from "./page.tsx";

/**
 * The section that answers the question.
 *
 * @param figures What there is to see of the study.
 * @returns The section.
 */
export function answerSection({ matrices }: StudyFigures): PageSection {
  return {
    id: ANSWER,
    title: "The answer",
    body: <MatrixView matrices={matrices} />,
  };
}
