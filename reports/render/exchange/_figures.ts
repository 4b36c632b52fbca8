/** Figures of a comparison in words that all formats for people share. */
import { comparedCellName } from "../../comparison/cell_name.ts";
import { type ComparedPlace, rankMetrics } from "../../comparison/comparison_rows.ts";
import { decidedMetric } from "../../comparison/decided_metric.ts";
import { judgeMetric } from "../../comparison/gate_rule.ts";
import { formatMs, formatNumber, formatShare, NOTHING } from "../../format.ts";
import type {
  ComparedCell,
  ComparedMetric,
  Comparison,
  MetricEvidence,
} from "../../comparison/comparison.ts";
import type { Verdict } from "../../comparison/decide.ts";

/** The metrics that decide, worst first; a lost task before any time. */
export function decidingMetrics(comparison: Comparison): ComparedPlace[] {
  return rankMetrics(comparison, ["gated", "exact"], worsening);
}

/** How much worse the head is, as something to sort by: 0 for no change, above 0 if worse. */
function worsening({ ratio, better, role }: ComparedMetric): number {
  if (ratio === null) return 0;
  const change = role === "exact" ? Math.sign(ratio) * 1e3 + ratio : Math.log(ratio);
  return better === "lower" ? change : -change;
}

/** `dispatchOverheadMs.p99` as “dispatch overhead p99”, `notCompleted` as “tasks not completed”. */
export function metricWords({ metric, unit }: Pick<ComparedMetric, "metric" | "unit">): string {
  const [name, statistic] = metric.split(".");
  const words = name.replace(/(Ms|PerSecond)$/, "")
    .replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  const counted = unit === "tasks" ? `tasks ${words}` : words;
  return statistic === undefined ? counted : `${counted} ${statistic}`;
}

/** A value of a metric with its unit; of a count, whose name says what is counted, the number. */
export function valueText(value: number | null, unit: string): string {
  if (value === null) return NOTHING;
  if (unit === "ms") return formatMs(value);
  if (unit === "") return formatNumber(value);
  return unit.startsWith("/") ? `${formatNumber(value)}${unit}` : countText(value);
}

/** A count, or the median of counts, which may lie half way. */
function countText(value: number): string {
  return Number.isInteger(value) && Math.abs(value) < 1000
    ? String(value).replace("-", "−")
    : formatNumber(value);
}

/** `1.42 × [1.31, 1.55]`; of a count, the difference: `+3.00 [1.00, 5.00]`. */
export function changeText(evidence: MetricEvidence, role: ComparedMetric["role"]): string {
  const { ratio, ci95 } = evidence;
  if (ratio === null) return NOTHING;
  const write = role === "exact" ? countText : formatNumber;
  const interval = ci95 === null ? "" : ` [${ci95.map(write).join(", ")}]`;
  return role === "exact"
    ? `${ratio > 0 ? "+" : ""}${write(ratio)}${interval}`
    : `${write(ratio)} ×${interval}`;
}

/** A verdict with what the fresh run said of it: “regressed (again: 1.39 × [1.30, 1.48])”. */
export function verdictText({ verdict, confirmation, role }: ComparedMetric): string {
  if (confirmation === null) return verdict;
  const word = verdict === "regressed" ? "again" : "alarm not confirmed";
  return `${verdict} (${word}: ${changeText(confirmation, role)})`;
}

/** A strategy, or two of them: “`a`” or “`a` → `b`”. */
export function strategyText(cell: ComparedCell, write: (name: string) => string): string {
  const { baseStrategy, headStrategy } = cell;
  return baseStrategy === headStrategy
    ? write(baseStrategy)
    : `${write(baseStrategy)} → ${write(headStrategy)}`;
}

/**
 * The verdict in a sentence or two: the word, and the figure that decides with its interval.
 *
 * @param comparison The comparison.
 * @param write How names are written.
 * @param say How reasons are written.
 */
export function verdictSentence(
  comparison: Comparison,
  write: (name: string) => string,
  say: (sentence: string) => string,
): { readonly word: string; readonly sentence: string } {
  const deciding = decidingMetrics(comparison);
  const { verdict, host, warnings } = comparison;
  if (verdict === "unfit") {
    const reasons = [...host?.before.reasons ?? [], ...host?.after?.reasons ?? []];
    const why = reasons.length === 0 ? "" : `: ${[...new Set(reasons)].map(say).join("; ")}`;
    return { word: "No verdict", sentence: `this host is unfit to measure${why}.` };
  }
  if (verdict === "failed") {
    const failed = comparison.cells.filter(({ failedTrials: { base, head } }) => base + head > 0);
    const [first] = failed;
    const why = first !== undefined
      ? `: ${failedText(first)} of ${comparedCellName(first, write)} failed`
      : warnings.length === 0
      ? ""
      : `: ${say(warnings[0].message)}`;
    return { word: "No verdict", sentence: `the base or the head could not be measured${why}.` };
  }
  const word = verdict[0].toUpperCase() + verdict.slice(1);
  if (deciding.length === 0) return { word, sentence: "no metric decides." };
  const sentence = verdict === "equivalent"
    ? equivalenceSentence(deciding, write)
    : changeOfAllSentence(deciding, verdict, write);
  return { word, sentence };
}

/** How many metrics have the verdict of all, and the foremost of them. */
function changeOfAllSentence(
  deciding: readonly ComparedPlace[],
  verdict: Exclude<Verdict, "equivalent">,
  write: (name: string) => string,
): string {
  const alike = deciding.filter(({ metric }) => metric.verdict === verdict);
  const share = `${alike.length} of ${deciding.length} metrics that decide are ${verdict}.`;
  const foremost = verdict === "improved" ? largestChange(alike) : alike[0];
  if (foremost === undefined) return share;
  const open = verdict === "improved" ? openSentence(deciding) : "";
  const what = whatChanged(foremost, write);
  return `${alike.length === 1 ? what : `${share} Foremost, ${what}`}.${open}`;
}

/** How many metrics are the same, how many cannot be told, and the largest change of what is not worse. */
function equivalenceSentence(
  deciding: readonly ComparedPlace[],
  write: (name: string) => string,
): string {
  const same = deciding.filter(({ metric }) => metric.verdict === "equivalent").length;
  const isAll = same === deciding.length;
  const count = isAll
    ? `all ${deciding.length} metrics that decide are within their bounds.`
    : "in no cell did dispatching get worse by as much as matters. " +
      `${same} of ${deciding.length} metrics that decide ${same === 1 ? "is" : "are"} within ` +
      `${same === 1 ? "its bound" : "their bounds"}.${openSentence(deciding)}`;
  const largest = largestChange(deciding.filter(({ metric }) => isNotWorse(metric)));
  if (largest === undefined) return count;
  const { delta } = largest.metric;
  const bound = delta > 0 ? ` (bound ±${formatShare(delta)})` : "";
  const where = isAll
    ? "The largest change"
    : "Of what is shown not to be worse, the largest change";
  return `${count} ${where}: ${whatChanged(largest, write)}${bound}.`;
}

/** “ 7 scatter too much to tell.”, or nothing. */
function openSentence(deciding: readonly ComparedPlace[]): string {
  const open = deciding.filter(({ metric }) => metric.verdict === "inconclusive").length;
  return open === 0 ? "" : ` ${open} scatter${open === 1 ? "s" : ""} too much to tell.`;
}

function largestChange(metrics: readonly ComparedPlace[]): ComparedPlace | undefined {
  const size = ({ metric }: ComparedPlace) => Math.abs(worsening(metric));
  return metrics.toSorted((a, b) => size(b) - size(a))[0];
}

/** Whether it is shown to be the same, or its 90 % interval ends below what would be worse. */
function isNotWorse(metric: ComparedMetric): boolean {
  return metric.verdict === "equivalent" || judgeMetric(decidedMetric(metric)).isNotWorse;
}

function whatChanged(
  { metric, cell }: ComparedPlace,
  write: (name: string) => string,
): string {
  const { confirmation, role, verdict } = metric;
  const fresh = confirmation === null ? "" : `, ${verdict === "regressed" ? "and again" : "but"} ` +
    `${changeText(confirmation, role)} in a fresh run of ${confirmation.count} blocks`;
  return `${metricWords(metric)} of ${comparedCellName(cell, write)} ` +
    `${changeSentence(metric)}${fresh}`;
}

function changeSentence(metric: ComparedMetric): string {
  const { ratio, ci95, role } = metric;
  if (ratio === null) return "has no value in both";
  if (role === "exact") return `changed by ${changeText(metric, role)}`;
  const interval = ci95 === null ? "" : ` (95 %: ${ci95.map(formatNumber).join(" to ")})`;
  return `is ${formatNumber(ratio)} times the base's${interval}`;
}

/** “2 trials of the base and 1 of the head”. */
export function failedText({ failedTrials: { base, head } }: ComparedCell): string {
  const count = (number: number) => `${number} ${number === 1 ? "trial" : "trials"}`;
  if (head === 0) return `${count(base)} of the base`;
  return base === 0
    ? `${count(head)} of the head`
    : `${count(base)} of the base and ${head} of the head`;
}
