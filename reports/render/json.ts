import type { Report } from "../report.ts";
import type { Sweep } from "../sweep/sweep.ts";

/**
 * Renders `report.json` or `sweep.json`.
 *
 * @param report The report or the sweep.
 * @returns JSON, indented, with a line feed at the end.
 */
export function renderJson(report: Report | Sweep): string {
  return JSON.stringify(report, null, 2) + "\n";
}
