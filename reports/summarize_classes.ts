import { decodeHistogram } from "../experiments/histogram.ts";
import type { ClassFigures, MeasuredTrial } from "../experiments/record.ts";
import type { CellClass, CellMetric } from "./report.ts";
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
    waitMs: metric(blocks, "waitMs"),
    sojournMs: metric(blocks, "sojournMs"),
  }));
}

function metric(blocks: readonly ClassFigures[], name: "waitMs" | "sojournMs"): CellMetric {
  return summarizeMetric(
    blocks.map((block) => block[name]),
    "not-negative",
    blocks.map(({ histograms }) => decodeHistogram(histograms[name])),
  );
}
