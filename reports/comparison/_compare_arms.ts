import type { GatedMetric, StoredArms } from "../../experiments/gate_document.ts";
import type { Warning } from "../../experiments/record.ts";
import { castMetrics, isDeciding, judge } from "./_judge.ts";
import { warnOfEvidence, warnOfTrials } from "./_remarks.ts";
import { type CellPair, type CellSample, sampleArms } from "./_sample.ts";
import { weigh } from "./_weigh.ts";
import { comparableMetric, loadOf, tellsOf } from "./compared_metrics.ts";
import type {
  ComparedCell,
  ComparedMetric,
  Comparison,
  MetricEvidence,
  Pairing,
} from "./comparison.ts";
import { ALPHA } from "./decide.ts";
import { isSuspected, type JudgedMetric, verdictOfAll } from "./gate_rule.ts";

/** What is compared, and how. */
export interface ArmsToCompare {
  /** Both studies. */
  readonly arms: StoredArms;
  /** Which cells correspond. */
  readonly pairs: readonly CellPair[];
  /** How blocks correspond. */
  readonly pairing: Pairing;
  /** The metrics that decide. */
  readonly metrics: readonly GatedMetric[];
}

/** What one sample of blocks says about two arms. */
export interface ComparedArms {
  /** The cells, without confirmation. */
  readonly cells: readonly ComparedCell[];
  /** How many metrics decide. */
  readonly hypotheses: number;
  /** What a reader must know. */
  readonly warnings: readonly Warning[];
}

/**
 * Compares two arms by one sample of blocks.
 *
 * @param what The arms.
 * @returns Cells with verdicts.
 */
export function compareArms({ arms, pairs, pairing, metrics }: ArmsToCompare): ComparedArms {
  const samples = sampleArms(arms, pairs);
  const loads = pairs.map(loadOfPair);
  const weighed = samples.map((sample, at) =>
    castMetrics(metrics, loads[at])
      .map((cast) => weigh(cast, sample, pairing))
      // What no trial has, the return from a pool of threads say, is no part of the cell.
      .filter((found) => isDeciding(found) || hasValues(found.shown))
  );
  const cells = judge(weighed).map((judged, at) => ({
    ...cellOf(samples[at], loads[at]),
    metrics: judged,
  }));
  return {
    cells,
    hypotheses: weighed.flat().filter(isDeciding).length,
    warnings: [
      ...samples.flatMap((sample, at) => warnOfTrials(sample, cells[at], pairing)),
      ...cells.flatMap((cell) => warnOfEvidence(cell, pairing)),
    ],
  };
}

/**
 * The verdict of a comparison, of its metrics that decide, a fresh run's word before that of the first.
 *
 * @param cells The cells.
 * @returns The verdict; inconclusive if nothing decides, failed if an arm could not be measured.
 */
export function overallVerdict(cells: readonly ComparedCell[]): Comparison["verdict"] {
  if (cells.some(({ failedTrials: { base, head } }) => base + head > 0)) return "failed";
  return verdictOfAll(
    cells.map(({ metrics }) =>
      metrics.filter(isDeciding).map((metric) => ({
        verdict: metric.verdict,
        tells: tellsOf(comparableMetric(metric.metric)!),
        isNotWorse: isNotWorse(metric),
        doubt: doubtOf(metric),
      }))
    ),
  );
}

/** What the fresh run says, if it says anything. */
function lastWord(metric: ComparedMetric): MetricEvidence {
  const { confirmation } = metric;
  return confirmation === null || confirmation.ratio === null ? metric : confirmation;
}

function isNotWorse(metric: ComparedMetric): boolean {
  const { ci90 } = lastWord(metric);
  if (ci90 === null || metric.role === "exact") return false;
  return (metric.better === "lower" ? ci90[1] : 1 / ci90[0]) < 1 + metric.delta;
}

function doubtOf(metric: ComparedMetric): JudgedMetric["doubt"] {
  const { role, better, delta } = metric;
  const { ratio } = lastWord(metric);
  if (ratio === null) return "unmeasured";
  const isCount = role === "exact";
  const worse = better === "lower" ? ratio : isCount ? -ratio : 1 / ratio;
  const looksWorse = isCount ? worse > 0 || hasLostMore(metric) : worse >= 1 + delta;
  return isSuspected({ isCount, looksWorse, adjustedWorse: metric.adjustedPWorse })
    ? "suspected"
    : null;
}

/** A few tasks in a few blocks leave the median difference at 0. */
function hasLostMore(metric: ComparedMetric): boolean {
  const { baseValues, headValues } = lastWord(metric);
  const sum = (values: readonly (number | null)[]) =>
    values.reduce<number>((total, value) => total + (value ?? 0), 0);
  const more = sum(headValues) - sum(baseValues);
  return metric.better === "lower" ? more > 0 : more < 0;
}

/** What every comparison has that is drawn here. */
export const BASICS = { schema: "dispatch-lab/comparison@1", alpha: ALPHA } as const;

/** Where one arm is offered all that it can carry, waits say nothing about the other either. */
function loadOfPair({ base, head }: CellPair): ComparedCell["load"] {
  return [base, head].some((cell) => loadOf(cell) === "saturated")
    ? "saturated"
    : "below-saturation";
}

function cellOf({ pair, base, head }: CellSample, load: ComparedCell["load"]) {
  return {
    baseStrategy: pair.base.strategy,
    headStrategy: pair.head.strategy,
    workload: pair.base.workload,
    placement: pair.base.placement,
    load,
    failedTrials: { base: base.failed.length, head: head.failed.length },
  };
}

function hasValues({ base, head }: { base: number | null; head: number | null }): boolean {
  return base !== null || head !== null;
}
