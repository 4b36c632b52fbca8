import {
  basisOfComparison,
  COMPARED_HEADER,
  type ComparedArm,
  comparedRow,
  type Comparison,
  oneLine,
  rankMetrics,
  shortCommit,
  verdictInWords,
} from "../mod.ts";
import { textTable } from "./text_table.ts";

/** Columns from this one on are figures. */
const FIRST_FIGURE = 2;

/**
 * A comparison for people at a terminal: the verdict, what decides, the worst first, what else stands
 * out, and what must be known of it.
 *
 * @param comparison The comparison.
 * @returns Plain text.
 */
export function comparisonText(comparison: Comparison): string {
  const { base, head, warnings, unmatched } = comparison;
  const deciding = rankMetrics(comparison, ["gated", "exact"]);
  const hints = rankMetrics(comparison, ["derived", "advisory"]).filter(({ metric }) =>
    metric.verdict === "regressed" || metric.verdict === "improved"
  );
  const rows = (places: typeof deciding) =>
    textTable(
      [COMPARED_HEADER, ...places.map((place) => comparedRow(place, oneLine))],
      FIRST_FIGURE,
    );
  return [
    [
      verdictInWords(comparison),
      `base ${nameOf(base)}, head ${nameOf(head)}`,
      basisOfComparison(comparison),
    ].join("\n"),
    ...(deciding.length === 0 ? [] : [rows(deciding)]),
    ...(hints.length === 0 ? [] : [`of what decides nothing, these stand out:\n${rows(hints)}`]),
    ...[[
      ...unmatched.map((line) => oneLine(`not compared: ${line}`)),
      ...warnings.map(({ code, message }) => oneLine(`! ${code}: ${message}`)),
    ]].filter((lines) => lines.length > 0).map((lines) => lines.join("\n")),
  ].join("\n\n");
}

function nameOf({ label, commit }: ComparedArm): string {
  return oneLine(commit === null ? label : `${label} (${shortCommit(commit)})`);
}
