import type { ComparedArm, Comparison, MetricRole } from "../comparison/comparison.ts";
import {
  basisOfComparison,
  COMPARED_HEADER,
  comparedRow,
  rankMetrics,
  verdictInWords,
} from "../comparison/comparison_rows.ts";
import { formatNumber } from "../format.ts";
import { table } from "./_table.ts";
import { codeCell, codeSpan, commandBlock, escapeMarkdown } from "./escape.ts";
import { OVERALL_RULE } from "./overall_rule.ts";

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
    method(comparison),
    "## Environment",
    bullets(environmentLines(base, head)),
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

/** A few sentences: the test, what the verdicts mean, and which ratio to believe. */
function method({ pairing, alpha, confirmationBlocks, hypotheses }: Comparison): string {
  const test = pairing === "unpaired"
    ? "The logarithms of both studies' blocks are held against each other by one-sided Mann–Whitney " +
      "tests"
    : "Of each pair of blocks the logarithm of head ÷ base (of counts, the difference) goes into exact " +
      "one-sided signed-rank tests";
  const ratio = confirmationBlocks === null
    ? "Ratios are Hodges–Lehmann estimates with 95 % intervals."
    : "Ratios are Hodges–Lehmann estimates with 95 % intervals; of metrics that raised an alarm they " +
      `are those of the fresh run of ${confirmationBlocks} blocks, for the first sample exaggerates ` +
      "what it picks.";
  return [
    `${test}, adjusted by Holm's method, so that the probability of even one false alarm among ` +
    `${hypotheses} metrics is at most ${alpha}.`,
    `A metric has regressed or improved if its adjusted p is below ${alpha} and the ratio is at least ` +
    "what matters, and is equivalent if the 90 % interval lies within what matters.",
    OVERALL_RULE,
    ratio,
  ].join(" ");
}

function environmentLines(base: ComparedArm, head: ComparedArm): string[] {
  const [one, other] = [describe(base), describe(head)];
  return one === other ? [one] : [`base: ${one}`, `head: ${other}`];
}

function describe({ environment }: ComparedArm): string {
  const { cpu, cores, memoryGiB, os, runtime } = environment;
  return escapeMarkdown(
    `${cpu}, ${cores} cores, ${formatNumber(memoryGiB)} GiB, ${os}, Deno ${runtime.deno} ` +
      `(V8 ${runtime.v8})`,
  );
}

function bullets(lines: readonly string[]): string {
  return lines.map((line) => `- ${line}`).join("\n");
}
