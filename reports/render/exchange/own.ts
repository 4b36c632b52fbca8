/**
 * The project's own formats, in the same table as those of others.
 *
 * @module
 */
import { renderJson } from "../json.ts";
import { renderMarkdown } from "../markdown.ts";
import type { ExchangeFormat } from "./exchange_format.ts";

/** `report.md`. */
export const MARKDOWN: ExchangeFormat = {
  about: "Markdown, for people",
  renderStudy: ({ arm }) => renderMarkdown(arm.report),
  renderComparison: null,
};

/** `report.json`. */
export const JSON_DOCUMENT: ExchangeFormat = {
  about: "all figures, for programs",
  renderStudy: ({ arm }) => renderJson(arm.report),
  renderComparison: null,
};
