import type { Comparison } from "../comparison/comparison.ts";
import { comparisonFigures } from "../figures/mod.ts";
import { renderFigureFiles } from "./chart_files.ts";
import { renderComparisonMarkdown } from "./comparison_markdown.ts";
import { renderComparisonHtml } from "./html/mod.ts";
import { renderJson } from "./json.ts";
import type { StudyFiles } from "./study_files.ts";

/**
 * Renders everything that is written beside a gate.
 *
 * @param comparison What it found.
 * @returns The files.
 */
export function renderComparisonFiles(comparison: Comparison): StudyFiles {
  const figures = comparisonFigures(comparison);
  return {
    reports: [
      { path: "gate.html", text: renderComparisonHtml(comparison, { figures }) },
      { path: "gate.md", text: renderComparisonMarkdown(comparison, { figures }) },
      { path: "comparison.json", text: renderJson(comparison) },
    ],
    charts: renderFigureFiles(figures.deciding === null ? [] : [figures.deciding]),
  };
}
