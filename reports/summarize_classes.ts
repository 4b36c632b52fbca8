import type { HistogramReader } from "../experiments/histogram.ts";
import type { ClassFigures, MeasuredTrial } from "../experiments/record.ts";
import type { CellClass, CellMetric } from "./report.ts";
import { addCounts, summarizeMetric } from "./summarize_metric.ts";

/**
 * Summarises the classes of a cell's tasks.
 *
 * @param trials The cell's measured trials.
 * @param reader Reads their histograms.
 * @returns An entry a class, the most urgent first; none if there is only one.
 */
export function summarizeClasses(
  trials: readonly MeasuredTrial[],
  reader: HistogramReader,
): CellClass[] {
  const byName = Map.groupBy(trials.flatMap(({ classes }) => classes), ({ name }) => name);
  return [...byName].map(([name, blocks]) => ({
    name,
    counts: addCounts(blocks.map(({ counts }) => counts)),
    waitMs: metric(blocks, "waitMs", reader),
    sojournMs: metric(blocks, "sojournMs", reader),
  }));
}

function metric(
  blocks: readonly ClassFigures[],
  name: "waitMs" | "sojournMs",
  reader: HistogramReader,
): CellMetric {
  return summarizeMetric(
    blocks.map((block) => block[name]),
    "not-negative",
    blocks.map(({ histograms }) => reader.read(histograms[name])),
  );
}
