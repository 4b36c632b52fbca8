import type { MeasuredTrial } from "../experiments/record.ts";
import type { CellClass } from "./report.ts";
import { addCounts, summarizeMetric } from "./summarize_metric.ts";

/**
 * Summarises the classes of a cell's tasks.
 *
 * @param trials The cell's measured trials.
 * @returns An entry a class, the most urgent first; none if there is only one.
 */
export function summarizeClasses(trials: readonly MeasuredTrial[]): CellClass[] {
  const byName = Map.groupBy(trials.flatMap(({ classes }) => classes), ({ name }) => name);
  return [...byName].map(([name, blocks]) => ({
    name,
    counts: addCounts(blocks.map(({ counts }) => counts)),
    waitMs: summarizeMetric(blocks.map(({ waitMs }) => waitMs), "not-negative"),
    sojournMs: summarizeMetric(blocks.map(({ sojournMs }) => sojournMs), "not-negative"),
  }));
}
