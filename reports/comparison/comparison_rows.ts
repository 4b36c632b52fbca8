/**
 * A comparison as rows of text, for terminals and documents alike.
 *
 * @module
 */
import { formatMs, formatNumber, formatWithInterval, NOTHING } from "../format.ts";
import { comparedCellName } from "./cell_name.ts";
import type {
  ComparedCell,
  ComparedMetric,
  Comparison,
  MetricEvidence,
  MetricRole,
} from "./comparison.ts";
import type { Verdict } from "./decide.ts";

/** A metric with its cell. */
export interface ComparedPlace {
  /** The cell. */
  readonly cell: ComparedCell;
  /** The metric. */
  readonly metric: ComparedMetric;
}

const GRAVITY: readonly Verdict[] = ["regressed", "inconclusive", "improved", "equivalent"];
const LEAST_PROBABILITY = 0.0001;

/**
 * The metrics of some roles, the gravest verdict first, then the largest change for the worse.
 *
 * @param comparison The comparison.
 * @param roles Which metrics.
 * @param size How large a change for the worse is. @default a logarithm of a ratio, a difference of counts
 * @returns Them, over all cells.
 */
export function rankMetrics(
  comparison: Comparison,
  roles: readonly MetricRole[],
  size: (metric: ComparedMetric) => number = worsening,
): ComparedPlace[] {
  return metricsOf(comparison, roles).sort(({ metric: a }, { metric: b }) =>
    GRAVITY.indexOf(a.verdict) - GRAVITY.indexOf(b.verdict) || size(b) - size(a)
  );
}

/**
 * The metrics of some roles, in the order of the cells.
 *
 * @param comparison The comparison.
 * @param roles Which metrics.
 * @returns Them, over all cells.
 */
export function metricsOf(
  { cells }: Comparison,
  roles: readonly MetricRole[],
): ComparedPlace[] {
  return cells.flatMap((cell) =>
    cell.metrics.filter(({ role }) => roles.includes(role)).map((metric) => ({ cell, metric }))
  );
}

/**
 * The evidence to believe of a metric: that of the fresh run, where there is one. What raised an alarm
 * was picked for being large, so its own ratio is too large (the winner's curse).
 *
 * @param metric The metric.
 * @returns The evidence.
 */
export function believed(metric: ComparedMetric): MetricEvidence {
  return metric.confirmation ?? metric;
}

/** Header of the rows by {@link comparedRow}. */
export const COMPARED_HEADER: readonly string[] = [
  "cell",
  "metric",
  "base",
  "head",
  "head ÷ base [95 %]",
  "p",
  "verdict",
];

/**
 * A metric as a row.
 *
 * @param place The metric.
 * @param quote Makes names harmless where they are shown.
 * @returns A text a column.
 */
export function comparedRow(
  { cell, metric }: ComparedPlace,
  quote: (name: string) => string,
): string[] {
  const evidence = believed(metric);
  const show = (value: number | null) => formatCompared(value, metric.unit);
  return [
    comparedCellName(cell, quote),
    metric.metric,
    show(evidence.base),
    show(evidence.head),
    formatChange(evidence, metric.role),
    formatProbability(Math.min(evidence.adjustedPWorse, evidence.adjustedPBetter)),
    metric.confirmation === null ? metric.verdict : `${metric.verdict} (fresh run)`,
  ];
}

/**
 * The verdict of a comparison in a sentence.
 *
 * @param comparison The comparison.
 * @returns `regressed: 2 of 24 metrics …`.
 */
export function verdictInWords(comparison: Comparison): string {
  const { verdict, hypotheses, cells, confirmationBlocks } = comparison;
  const deciding = rankMetrics(comparison, ["gated", "exact"]);
  const count = deciding.filter(({ metric }) => metric.verdict === verdict).length;
  const metrics = `${count} of ${hypotheses} metric${hypotheses === 1 ? "" : "s"}`;
  const open = deciding.filter(({ metric }) => metric.verdict === "inconclusive").length;
  const fresh = confirmationBlocks === null
    ? ""
    : `, and a fresh run of ${confirmationBlocks} blocks says so too`;
  switch (verdict) {
    case "regressed":
      return `regressed: ${metrics} got worse by more than matters, which chance does not explain${fresh}`;
    case "improved":
      return `improved: ${metrics} got better by more than matters, and none got worse${
        scattering("; ", open)
      }`;
    case "equivalent":
      return open === 0
        ? `equivalent: ${metrics} differ${hypotheses === 1 ? "s" : ""} by less than matters`
        : "equivalent: in no cell did dispatching get worse by as much as matters; " +
          `${metrics} ${count === 1 || hypotheses === 1 ? "is" : "are"} shown to be the same${
            scattering(", ", open)
          }`;
    case "inconclusive":
      return hypotheses === 0
        ? "inconclusive: there is no metric that decides"
        : `inconclusive: ${metrics} cannot be called different, nor the same`;
    case "unfit":
      return "unfit: this host could not measure, so nothing is decided";
    case "failed": {
      const failed = cells.reduce(
        (sum, { failedTrials: { base, head } }) => sum + base + head,
        0,
      );
      return `failed: an arm could not be measured${
        failed === 0 ? "" : ` (${failed} trial${failed === 1 ? "" : "s"} failed)`
      }, so nothing is decided`;
    }
  }
}

function scattering(separator: string, open: number): string {
  return open === 0 ? "" : `${separator}${open} scatter${open === 1 ? "s" : ""} too much to tell`;
}

/**
 * What a comparison rests on, in a line.
 *
 * @param comparison The comparison.
 * @returns `13 pairs of blocks, interleaved, …`.
 */
export function basisOfComparison(
  { blocks, pairing, hypotheses, alpha }: Comparison,
): string {
  const kinds = {
    "interleaved": "pairs of blocks, interleaved",
    "same-blocks": "pairs of blocks, one study after the other",
    "unpaired": "blocks a study, unpaired",
  } as const;
  return `${blocks} ${kinds[pairing]}; α = ${alpha} over ${hypotheses} metric${
    hypotheses === 1 ? "" : "s"
  }`;
}

function worsening({ role, better, ratio }: ComparedMetric): number {
  if (ratio === null) return 0;
  if (role === "exact") return better === "lower" ? ratio : -ratio;
  return better === "lower" ? Math.log(ratio) : -Math.log(ratio);
}

/**
 * A value of a metric.
 *
 * @param value The value.
 * @param unit The metric's unit.
 * @returns `12.3 µs`, `8293 /s`; `–` for null.
 */
export function formatCompared(value: number | null, unit: string): string {
  if (unit === "ms") return formatMs(value);
  return value === null || unit === "" ? formatNumber(value) : `${formatNumber(value)} ${unit}`;
}

function formatChange({ ratio, ci95 }: MetricEvidence, role: MetricRole): string {
  if (ratio === null) return NOTHING;
  const text = formatWithInterval(ratio, ci95);
  if (role !== "exact") return `×${text}`;
  return ratio > 0 ? `+${text}` : text;
}

function formatProbability(probability: number): string {
  return probability < LEAST_PROBABILITY ? `<${LEAST_PROBABILITY}` : formatNumber(probability);
}
