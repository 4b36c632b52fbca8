/** How findings are written: who is meant, what a sentence rests on. */
import type { AnswerMetric } from "../cell_metrics.ts";
import { formatMsWithInterval, formatWithInterval } from "../format.ts";
import type { CellMetricName, ReportCell } from "../report.ts";
import type { Interval } from "../stats/mod.ts";
import {
  code,
  joinWords,
  listWords,
  say,
  type Word,
  type Words,
  wordsToMarkdown,
} from "../words.ts";
import type { Finding, FindingEvidence } from "./finding.ts";

/** More than so many cases of one kind are counted, not told. */
const MOST_TOLD = 4;

/** A finding whose Markdown is that of its words. */
export function finding(
  name: string,
  words: Words,
  evidence: readonly FindingEvidence[],
): Finding {
  return { code: name, words, text: wordsToMarkdown(words), evidence };
}

/** A cell's strategy in a sentence, with its placement unless that is the loop's own thread. */
export function label({ strategy, placement }: Pick<ReportCell, "strategy" | "placement">): Words {
  return placement === "inside" ? say`${code(strategy)}` : say`${code(strategy)} (${placement})`;
}

/** What tells strategies apart: the same one with another placement is another. */
export function seriesOf({ strategy, placement }: ReportCell): string {
  return `${placement} ${strategy}`;
}

/** Cases one after the other; what is beyond the first few is counted. */
export function told(cases: readonly (Word | Words)[], between: string, what: string): Words {
  const shown = joinWords(cases.slice(0, MOST_TOLD), between);
  const more = cases.length - MOST_TOLD;
  return more <= 0 ? shown : say`${shown}${between}and ${String(more)} more ${what}`;
}

/** Names one after the other with “and”; what is beyond the first few is counted. */
export function several(items: readonly (Word | Words)[], what: string): Words {
  const more = items.length - MOST_TOLD;
  return listWords(
    more <= 0 ? items : [...items.slice(0, MOST_TOLD), `${more} more ${what}`],
  );
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

/** A cell's figure by a metric. */
export function evidenceOf(metric: AnswerMetric, cell: ReportCell): FindingEvidence {
  const { path, unit, valueOf, intervalOf } = metric;
  return figureOf(cell, path, unit, valueOf(cell), intervalOf(cell));
}

/** A cell's figure in a sentence, with its interval if there is one. */
export function figureText(metric: AnswerMetric, cell: ReportCell): string {
  const [value, interval] = [metric.valueOf(cell), metric.intervalOf(cell)];
  return metric.unit === "ms"
    ? formatMsWithInterval(value, interval)
    : `${formatWithInterval(value, interval)}/s`;
}
