/** A comparison as a comment on GitHub: what stands first, and the sections after it. */
import { type ComparedPlace, metricsOf } from "../../comparison/comparison_rows.ts";
import { formatShare } from "../../format.ts";
import { shortCommit } from "../../short_commit.ts";
import { commandBlock } from "../escape.ts";
import { OVERALL_RULE } from "../../comparison/overall_rule.ts";
import { comparedCellName } from "../../comparison/cell_name.ts";
import type { Comparison } from "../../comparison/comparison.ts";
import {
  changeText,
  decidingMetrics,
  failedText,
  metricWords,
  strategyText,
  valueText,
  verdictSentence,
  verdictText,
} from "./_figures.ts";
import {
  environmentRows,
  header,
  name,
  nameInRow,
  row,
  sentence,
  warningItem,
} from "./_github_rows.ts";
import { folded, type Section } from "./_sections.ts";

/** More equivalent metrics than this are folded. */
const MANY_EQUIVALENT = 4;

const COLUMNS = ["strategy", "workload", "metric", "base", "head", "head ÷ base [95 %]", "verdict"];

/** The verdict, and what was compared. */
export function comparisonOpening(comparison: Comparison): string {
  const { base, head, blocks, pairing } = comparison;
  const { word, sentence: why } = verdictSentence(comparison, name, sentence);
  const arm = ({ label, commit }: Comparison["base"]) =>
    commit === null ? name(label) : `${name(label)} (${name(shortCommit(commit))})`;
  const how = {
    "interleaved": "blocks, both in turn",
    "same-blocks": "blocks, one after the other",
    "unpaired": "blocks that do not correspond",
  }[pairing];
  return [
    `**${word}**: ${why}`,
    "",
    `dispatch-lab, ${arm(head)} against ${arm(base)}, ${blocks} ${how}.`,
  ].join("\n");
}

/** What decides, then the rest, folded. */
export function comparisonSections(comparison: Comparison): Section[] {
  const deciding = decidingMetrics(comparison);
  const equivalent = deciding.filter(({ metric }) => metric.verdict === "equivalent");
  const isFolded = equivalent.length > MANY_EQUIVALENT;
  const shown = isFolded
    ? deciding.filter(({ metric }) => metric.verdict !== "equivalent")
    : deciding;
  const derived = metricsOf(comparison, ["derived"]);
  const advisory = metricsOf(comparison, ["advisory"]);
  const { base, head, warnings, unmatched, cells, host } = comparison;
  const remarks = [
    ...cells.filter(({ failedTrials: { base, head } }) => base + head > 0).map((cell) =>
      `- ${failedText(cell)} failed: ${comparedCellName(cell, name)}`
    ),
    ...warnings.map(warningItem),
    ...unmatched.map((words) => `- not compared: ${sentence(words)}`),
    ...[...new Set([...host?.before.reasons ?? [], ...host?.after?.reasons ?? []])].map((reason) =>
      `- host: ${sentence(reason)}`
    ),
  ];
  const table = header(COLUMNS);
  return [
    {
      rowsAre: "metrics that decide",
      before: table.join("\n"),
      rows: shown.map(metricRow),
      after: "",
      rank: 1,
    },
    folded(
      `Equivalent metrics (${equivalent.length})`,
      "equivalent metrics",
      4,
      isFolded ? equivalent.map(metricRow) : [],
      table,
    ),
    folded(
      `Derived metrics (${derived.length}): waits, which grow faster than what causes them`,
      "derived metrics",
      6,
      derived.map(metricRow),
      table,
    ),
    folded(
      `Advisory metrics (${advisory.length}): hints, which never decide`,
      "advisory metrics",
      7,
      advisory.map(metricRow),
      table,
    ),
    folded(`Remarks (${remarks.length})`, "remarks", 3, remarks),
    folded("Method", "paragraphs on method", 5, [method(comparison)]),
    folded("Environment", "rows on the environment", 5, [
      row(["began", nameInRow(base.createdAt), nameInRow(head.createdAt)]),
      ...environmentRows([base.environment, head.environment]),
    ], header(["", "base", "head"])),
    folded("Again", "commands", 2, [commandBlock(comparison.repeatCommand)]),
  ];
}

function metricRow({ cell, metric }: ComparedPlace): string {
  const { role, unit, verdict } = metric;
  const word = verdictText(metric);
  const isNews = (verdict === "regressed" || verdict === "improved") &&
    (role === "gated" || role === "exact");
  return row([
    strategyText(cell, nameInRow),
    `${nameInRow(cell.workload)} (${cell.placement}${
      cell.load === "saturated" ? ", saturated" : ""
    })`,
    metricWords(metric),
    valueText(metric.base, unit),
    valueText(metric.head, unit),
    changeText(metric, role),
    isNews ? `**${verdict}**${word.slice(verdict.length)}` : word,
  ]);
}

function method(
  { alpha, hypotheses, blocks, confirmationBlocks, pairing, seed }: Comparison,
): string {
  const pairs = {
    "interleaved": "Each block runs every cell of both arms once, in random order, with the same " +
      "seed in both and a new one a block",
    "same-blocks": "Both arms have the same seeds, block by block, but ran one after the other",
    "unpaired": "The blocks of the arms do not correspond, so they are compared as two samples",
  }[pairing];
  const fresh = confirmationBlocks === null
    ? ""
    : ` A fresh run of ${confirmationBlocks} blocks had to confirm an alarm; the first sample was not ` +
      `extended.`;
  return `${pairs} (seed ${seed}, ${blocks} blocks). The test is an exact one-sided rank test of the ` +
    `blocks, adjusted by Holm for ${hypotheses} metrics, so that a false alarm in any of them has a ` +
    `probability below ${
      formatShare(alpha)
    }. A ratio is the Hodges–Lehmann estimate with its 95 % ` +
    `interval. Regressed: proven, and at least by the metric's bound. Equivalent: the 90 % interval ` +
    `lies within the bound. Inconclusive: neither. ${OVERALL_RULE}${fresh}`;
}
