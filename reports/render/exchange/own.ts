/**
 * The project's own formats, in the same table as those of others.
 *
 * @module
 */
import { summarizeSweep } from "../../sweep/summarize_sweep.ts";
import { renderComparisonMarkdown } from "../comparison_markdown.ts";
import { renderJson } from "../json.ts";
import { renderMarkdown } from "../markdown.ts";
import type { ExchangeFormat } from "./exchange_format.ts";

/** `report.md`, `gate.md`. */
export const MARKDOWN: ExchangeFormat = {
  about: "Markdown, for people",
  renderStudy: ({ arm }) => renderMarkdown(arm.report, { sweep: summarizeSweep(arm.study) }),
  renderComparison: ({ comparison }) => renderComparisonMarkdown(comparison),
};

/** The same without pictures, for places that have no files beside them: a comment on a pull request. */
export const MARKDOWN_INLINE: ExchangeFormat = {
  ...MARKDOWN,
  renderStudy: ({ arm }) =>
    renderMarkdown(arm.report, { pictures: "none", sweep: summarizeSweep(arm.study) }),
  renderComparison: ({ comparison }) => renderComparisonMarkdown(comparison, { pictures: "none" }),
};

/** `report.json`, `comparison.json`. */
export const JSON_DOCUMENT: ExchangeFormat = {
  about: "all figures, for programs",
  renderStudy: ({ arm }) => renderJson(arm.report),
  renderComparison: ({ comparison }) => renderJson(comparison),
};
