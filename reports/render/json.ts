import type { Report } from "../report.ts";

/**
 * Renders `report.json`.
 *
 * @param report The report.
 * @returns JSON, indented, with a line feed at the end.
 */
export function renderJson(report: Report): string {
  return JSON.stringify(report, null, 2) + "\n";
}
