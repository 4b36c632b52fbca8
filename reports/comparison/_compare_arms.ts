import type { GatedMetric, StoredArms } from "../../experiments/gate_document.ts";
import type { Warning } from "../../experiments/record.ts";
import { decidingBetweenStudies, type DecidingMetrics } from "./_deciding_between_studies.ts";
import { castMetrics, isDeciding, judge } from "./_judge.ts";
import { warnOfEvidence, warnOfTrials } from "./_remarks.ts";
import { type CellPair, type CellSample, sampleArms } from "./_sample.ts";
import { weigh } from "./_weigh.ts";
import { loadOfPair } from "./compared_metrics.ts";
import type { ComparedCell, Comparison, Pairing } from "./comparison.ts";
import { ALPHA } from "./decide.ts";
import { decidedMetric } from "./decided_metric.ts";
import { judgeMetric, verdictOfAll } from "./gate_rule.ts";

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
  /**
   * Whether the arms are known to have run the same tasks.
   * @default "same"
   */
  readonly tasks?: "same" | "unknown";
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
export function compareArms(
  { arms, pairs, pairing, metrics, tasks = "same" }: ArmsToCompare,
): ComparedArms {
  const samples = sampleArms(arms, pairs);
  const loads = pairs.map(loadOfPair);
  const cast = samples.map((sample, at): DecidingMetrics => {
    const casts = castMetrics(metrics, loads[at]);
    return tasks === "same" ? { casts, warnings: [] } : decidingBetweenStudies(casts, sample);
  });
  const weighed = samples.map((sample, at) =>
    cast[at].casts
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
      ...cast.flatMap(({ warnings }) => warnings),
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
      metrics.filter(isDeciding).map((metric) => judgeMetric(decidedMetric(metric)))
    ),
  );
}

/** What every comparison has that is drawn here. */
export const BASICS = { schema: "dispatch-lab/comparison@1", alpha: ALPHA } as const;

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
