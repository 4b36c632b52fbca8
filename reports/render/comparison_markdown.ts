import type { ComparedArm, Comparison, MetricRole } from "../comparison/comparison.ts";
import {
  basisOfComparison,
  COMPARED_HEADER,
  comparedRow,
  rankMetrics,
  verdictInWords,
} from "../comparison/comparison_rows.ts";
import { comparisonMethod, environmentLines } from "../comparison/describe_comparison.ts";
import { table } from "./_table.ts";
import { codeCell, codeSpan, commandBlock, escapeMarkdown } from "./escape.ts";

/**
 * Renders a comparison in full.
 *
 * @param comparison The comparison.
 * @returns GitHub-flavoured Markdown.
 */
export function renderComparisonMarkdown(comparison: Comparison): string {
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
