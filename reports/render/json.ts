import type { Comparison } from "../comparison/comparison.ts";
import type { Report } from "../report.ts";
import type { SideBySide } from "../side_by_side/mod.ts";
import type { Sweep } from "../sweep/sweep.ts";

/**
 * Renders `report.json`, `sweep.json`, `comparison.json` or `side-by-side.json`.
 *
 * @param report The report, the sweep, the comparison or the studies side by side.
 * @returns JSON, indented, with a line feed at the end.
 */
export function renderJson(report: Report | Sweep | Comparison | SideBySide): string {
  return JSON.stringify(report, null, 2).replace(UNSEEN, escaped) + "\n";
}

/** What JSON allows in texts, and terminals obey, or readers are fooled by. */
const UNSEEN = /[\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
