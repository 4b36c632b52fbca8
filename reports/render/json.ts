import type { Comparison } from "../comparison/comparison.ts";
import type { Report } from "../report.ts";
import type { Sweep } from "../sweep/sweep.ts";

/**
 * Renders `report.json`, `sweep.json` or `comparison.json`.
 *
 * @param report The report, the sweep or the comparison.
 * @returns JSON, indented, with a line feed at the end.
 */
export function renderJson(report: Report | Sweep | Comparison): string {
  return JSON.stringify(report, null, 2) + "\n";
}
