import { type Drawing, drawSideBySide } from "../figures/mod.ts";
import type { SideBySide } from "../side_by_side/mod.ts";
import { renderFigureFiles } from "./chart_files.ts";
import { renderSideBySideHtml } from "./html/mod.ts";
import { renderJson } from "./json.ts";
import { renderSideBySideMarkdown } from "./side_by_side_markdown.ts";
import type { StudyFiles } from "./study_files.ts";

/** The name of the document's file. */
export const SIDE_BY_SIDE = "side-by-side.json";

/**
 * Renders everything that is written of studies side by side.
 *
 * @param document The document.
 * @returns The files.
 */
export function renderSideBySideFiles(document: SideBySide): StudyFiles {
  const figures = drawSideBySide(document);
  const drawings = [figures.ratios, ...figures.workloads.map(({ drawing }) => drawing)];
  return {
    reports: [
      { path: "report.html", text: renderSideBySideHtml(document, figures) },
      { path: "report.md", text: renderSideBySideMarkdown(document, { figures }) },
      { path: SIDE_BY_SIDE, text: renderJson(document) },
    ],
    charts: renderFigureFiles(drawings.flatMap(figureOf)),
  };
}

function figureOf(drawing: Drawing) {
  return drawing.state === "drawn" ? [drawing.figure] : [];
}
