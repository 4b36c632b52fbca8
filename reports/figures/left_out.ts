import type { ReportCell } from "../report.ts";
import { seriesName } from "../strategy_ranks.ts";

/**
 * Names the strategies that a figure leaves out, and why.
 *
 * @param cells All cells of a workload.
 * @param shown Those that the figure shows.
 * @returns A sentence with a space before it; nothing if all are shown.
 */
export function leftOut(cells: readonly ReportCell[], shown: readonly ReportCell[]): string {
  const missing = cells.filter((cell) => !shown.includes(cell));
  if (missing.length === 0) return "";
  const groups = (["unstable", "failed", "stable"] as const).flatMap((state) => {
    const names = missing.filter((cell) => cell.state === state).map(seriesName);
    if (names.length === 0) return [];
    return [`${names.join(", ")} (${state === "stable" ? "not recorded" : state})`];
  });
  return ` Left out: ${groups.join("; ")}.`;
}
