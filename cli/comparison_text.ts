import type { Comparison } from "../mod.ts";
import { textTable } from "./text_table.ts";

/** The verdict of a comparison and its deciding metrics, as plain text. */
export function comparisonText(comparison: Comparison): string {
  const rows = comparison.cells.flatMap((cell) =>
    cell.metrics.filter(({ role }) => role === "gated" || role === "exact").map((metric) => [
      cell.headStrategy,
      cell.workload,
      metric.metric,
      String(metric.base),
      String(metric.head),
      String(metric.ratio),
      metric.verdict,
    ])
  );
  return comparison.verdict + "\n" +
    textTable([["strategy", "workload", "metric", "base", "head", "ratio", "verdict"], ...rows], 3);
}
