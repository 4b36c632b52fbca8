/** How findings are written: who is meant, what a sentence rests on. */
import { formatMsWithInterval } from "../format.ts";
import type { CellMetricName, Finding, FindingEvidence, ReportCell } from "../report.ts";
import type { Interval } from "../stats/mod.ts";
import { code, listWords, say, type Words, wordsToMarkdown } from "../words.ts";

/** A finding whose Markdown is that of its words. */
export function finding(name: string, words: Words, evidence: readonly FindingEvidence[]): Finding {
  return { code: name, words, text: wordsToMarkdown(words), evidence };
}

/** A cell's strategy in a sentence, with its placement unless that is the loop's own thread. */
export function label({ strategy, placement }: Pick<ReportCell, "strategy" | "placement">): Words {
  return placement === "inside" ? say`${code(strategy)}` : say`${code(strategy)} (${placement})`;
}

/** Names in a sentence, each once. */
export function names(all: readonly string[]): Words {
  return listWords([...new Set(all)].map(code));
}

/** A time of a cell, with its interval. */
export function timeOf(
  cell: ReportCell,
  metric: CellMetricName,
  statistic: "mean" | "p50" | "p99",
): FindingEvidence {
  const { [statistic]: value, ci95 } = cell[metric];
  return figureOf(cell, `${metric}.${statistic}`, "ms", value, ci95[statistic]);
}

/** A figure of a cell. */
export function figureOf(
  { strategy, workload, placement }: ReportCell,
  metric: string,
  unit: FindingEvidence["unit"],
  value: number | null,
  ci95: Interval | null = null,
): FindingEvidence {
  return { strategy, workload, placement, metric, value, unit, ci95 };
}

/** A time in a sentence, with its interval if there is one. */
export function timeText({ value, ci95 }: FindingEvidence): string {
  return formatMsWithInterval(value, ci95);
}
