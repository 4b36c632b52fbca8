/** Figures of a comparison in words that all formats for people share. */
import { comparedCellName } from "../../comparison/cell_name.ts";
import { formatMs, formatNumber, formatShare, NOTHING } from "../../format.ts";
import type {
  ComparedCell,
  ComparedMetric,
  Comparison,
  MetricEvidence,
} from "../../comparison/comparison.ts";

/** A metric and the cell that it is of. */
export interface MetricOfCell {
  readonly cell: ComparedCell;
  readonly metric: ComparedMetric;
}

const GRAVITY = { regressed: 0, inconclusive: 1, improved: 2, equivalent: 3 } as const;

/** The metrics that decide, worst first. */
export function decidingMetrics(comparison: Comparison): MetricOfCell[] {
  return metricsOf(comparison, ["gated", "exact"]).toSorted((a, b) =>
    GRAVITY[a.metric.verdict] - GRAVITY[b.metric.verdict] ||
    worsening(b.metric) - worsening(a.metric)
  );
}

/** The metrics of these roles, in the order of the cells. */
export function metricsOf(
  { cells }: Comparison,
  roles: readonly ComparedMetric["role"][],
): MetricOfCell[] {
  return cells.flatMap((cell) =>
    cell.metrics.filter(({ role }) => roles.includes(role)).map((metric) => ({ cell, metric }))
  );
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
  const alike = deciding.filter(({ metric }) => metric.verdict === verdict);
  const word = verdict[0].toUpperCase() + verdict.slice(1);
  if (alike.length === 0) return { word, sentence: "no metric decides." };
  const size = ({ metric }: MetricOfCell) => Math.abs(worsening(metric));
  const { metric, cell } = verdict === "regressed" || verdict === "inconclusive"
    ? alike[0]
    : alike.toSorted((a, b) => size(b) - size(a))[0];
  const name = `${metricWords(metric)} of ${comparedCellName(cell, write)}`;
  const fresh = metric.confirmation === null
    ? ""
    : `, ${metric.verdict === "regressed" ? "and again" : "but"} ` +
      `${changeText(metric.confirmation, metric.role)} in a fresh run of ` +
      `${metric.confirmation.count} blocks`;
  const what = `${name} ${changeSentence(metric)}${fresh}`;
  if (verdict !== "equivalent") {
    const share = `${alike.length} of ${deciding.length} metrics that decide are ${verdict}`;
    return { word, sentence: alike.length === 1 ? `${what}.` : `${share}. Foremost, ${what}.` };
  }
  const bound = metric.delta > 0 ? ` (bound ±${formatShare(metric.delta)})` : "";
  return {
    word,
    sentence: `all ${deciding.length} metrics that decide are within their bounds. The largest ` +
      `change: ${what}${bound}.`,
  };
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
