/**
 * Renders a comment for a pull request, which is a summary of a job on GitHub as well: the verdict first,
 * then what decides, then the rest, folded.
 *
 * @module
 */
import { silenced } from "../escape.ts";
import type { ExchangeFormat } from "./exchange_format.ts";
import { comparisonOpening, comparisonSections } from "./_github_comparison.ts";
import { studyOpening, studySections } from "./_github_study.ts";
import { fit, type Section } from "./_sections.ts";

/** What a bot finds its comment by; GitHub does not show it. */
export const GITHUB_MARKER = "<!-- dispatch-lab -->";

/** The longest comment that GitHub takes, in characters. */
export const GITHUB_MOST_CHARACTERS = 65_536;

/** Comments and summaries of jobs on GitHub. */
export const GITHUB: ExchangeFormat = {
  about: "a comment for a pull request, or the summary of a job, on GitHub",
  renderStudy: (subject) => finished(studyOpening(subject), studySections(subject)),
  renderComparison: ({ comparison }) =>
    finished(comparisonOpening(comparison), comparisonSections(comparison)),
};

function finished(opening: string, sections: readonly Section[]): string {
  // Silenced before it is measured, for that adds characters.
  const parts = sections.map((section) => ({
    ...section,
    before: silenced(section.before),
    rows: section.rows.map(silenced),
  }));
  return fit(`${GITHUB_MARKER}\n${silenced(opening)}`, parts, GITHUB_MOST_CHARACTERS)
    .toWellFormed();
}
