import type { ComparedArm, Comparison, MetricRole } from "../comparison/comparison.ts";
import {
  basisOfComparison,
  COMPARED_HEADER,
  comparedRow,
  rankMetrics,
  verdictInWords,
} from "../comparison/comparison_rows.ts";
import { comparisonMethod, environmentLines } from "../comparison/describe_comparison.ts";
import { type ComparisonFigures, comparisonFigures, type Figure } from "../figures/mod.ts";
import { pictureMarkdown } from "./_figure_markdown.ts";
import { table } from "./_table.ts";
import { codeCell, codeSpan, commandBlock, escapeMarkdown } from "./escape.ts";

/** How Markdown of a comparison is written. */
export interface ComparisonMarkdownOptions {
  /**
   * `files`: with pictures, as links to files beside the document. `none`: without.
   * @default "files"
   */
  readonly pictures?: "files" | "none";
  /** What there is to see, if that is drawn already. @default drawn anew */
  readonly figures?: ComparisonFigures;
}

/**
 * Renders a comparison in full.
 *
 * @param comparison The comparison.
 * @param options With which pictures.
 * @returns GitHub-flavoured Markdown.
 */
export function renderComparisonMarkdown(
  comparison: Comparison,
  { pictures = "files", figures = comparisonFigures(comparison) }: ComparisonMarkdownOptions = {},
): string {
  const { base, head, unmatched, warnings, repeatCommand } = comparison;
  const advisory = rankMetrics(comparison, ["advisory"]);
  const outstanding = advisory.filter(({ metric }) =>
    metric.verdict === "regressed" || metric.verdict === "improved"
  );
  return [
    "# dispatch-lab comparison",
    `**${escapeMarkdown(verdictInWords(comparison))}.**`,
    `${escapeMarkdown(basisOfComparison(comparison))}.`,
    table(["", "commit", "began", "called"], [armRow("base", base), armRow("head", head)]),
    "## Metrics that decide",
    ...(pictures === "none" || figures.deciding === null ? [] : pictureOf(figures.deciding)),
    rows(comparison, ["gated", "exact"]),
    "## Waits and sojourns",
    "They follow from what a dispatch costs and how busy the loop is, and grow faster than either: they " +
    "are shown, and decide nothing.",
    rows(comparison, ["derived"]),
    "## Others that stand out",
    outstanding.length === 0
      ? `None of ${advisory.length}.`
      : table(COMPARED_HEADER, outstanding.map((place) => comparedRow(place, codeCell))),
    ...(unmatched.length === 0 ? [] : ["## Not compared", bullets(unmatched.map(escapeMarkdown))]),
    "## Warnings",
    warnings.length === 0 ? "No warnings." : bullets(
      warnings.map(({ code, message }) => `${codeSpan(code)}: ${escapeMarkdown(message)}`),
    ),
    "## Method",
    comparisonMethod(comparison),
    "## Environment",
    bullets(environmentLines(comparison).map(escapeMarkdown)),
    ...(repeatCommand === "" ? [] : ["## Repeat", commandBlock(repeatCommand)]),
  ].join("\n\n") + "\n";
}

/** The section has the figure's title already. */
function pictureOf(figure: Figure): string[] {
  return pictureMarkdown(figure, "").slice(1);
}

function rows(comparison: Comparison, roles: readonly MetricRole[]): string {
  const places = rankMetrics(comparison, roles);
  if (places.length === 0) return "None.";
  return table(COMPARED_HEADER, places.map((place) => comparedRow(place, codeCell)));
}

function armRow(name: string, { label, commit, createdAt }: ComparedArm): string[] {
  const made = commit === null ? "unknown" : codeCell(commit);
  return [name, made, escapeMarkdown(createdAt), codeCell(label)];
}

function bullets(lines: readonly string[]): string {
  return lines.map((line) => `- ${line}`).join("\n");
}
