import { mergedQuantiles } from "../../experiments/histogram.ts";
import { isMeasured, type MeasuredTrial, type TrialRecord } from "../../experiments/record.ts";
import type { ServiceLevel } from "../../experiments/service_level.ts";
import { type Interval, meanInterval } from "../stats/mod.ts";
import { meanOf } from "../summarize_metric.ts";
import type { SloVerdict } from "./knee_search.ts";

/** How a point stands to a service level. */
export interface SloJudgement {
  /** Whether it is met. */
  readonly verdict: SloVerdict;
  /** The statistic, the mean over blocks, in ms; null if it is unknown or infinite in some block. */
  readonly ms: number | null;
  /** Its 95 % confidence interval, Student's t over blocks; null for fewer than two. */
  readonly ci95: Interval | null;
}

const PROBABILITY = { p50: 0.5, p90: 0.9, p99: 0.99, p999: 0.999 } as const;

/**
 * Holds the trials at a point against a service level, all of them, none trimmed. A task that never
 * ended counts as one of infinite sojourn, so that nobody meets a level by turning tasks away.
 *
 * @param trials The trials.
 * @param slo The service level.
 * @returns The judgement; a point at which half of the trials are unstable misses.
 */
export function judgeSlo(trials: readonly TrialRecord[], slo: ServiceLevel): SloJudgement {
  const measured = trials.filter(isMeasured);
  const figures = measured.map((trial) => sojournFigureMs(trial, slo.statistic));
  const isFinite = figures.every(Number.isFinite);
  const interval = meanInterval(figures);
  // No sojourn is negative: cutting there loses no coverage.
  const ci95: Interval | null = interval && [Math.max(0, interval[0]), interval[1]];
  const ms = isFinite ? meanOf(figures) : null;
  return { verdict: verdict(), ms, ci95 };

  function verdict(): SloVerdict {
    if (measured.length === 0) return "failed";
    const lost = measured.filter(({ stability }, block) =>
      stability.state === "unstable" || figures[block] === Infinity
    );
    if (2 * lost.length >= measured.length) return "misses";
    if (ci95 === null) return "undecided";
    const [low, high] = ci95;
    return high <= slo.limitMs ? "meets" : low > slo.limitMs ? "misses" : "undecided";
  }
}

/**
 * A statistic of the sojourn over all tasks of a trial, those that never ended included.
 *
 * @param trial The trial.
 * @param statistic Which one.
 * @returns The statistic in ms; Infinity if too many tasks never ended.
 */
export function sojournFigureMs(
  { cell, counts, metrics: { sojournMs }, histograms }: MeasuredTrial,
  statistic: ServiceLevel["statistic"],
): number {
  const all = cell.loop === "open" ? counts.offered : counts.released;
  const ended = sojournMs.count;
  const known = sojournMs[statistic];
  if (ended === 0 || known === null) return Infinity;
  if (ended >= all) return known;
  if (statistic === "mean") return Infinity;
  // The rank among all tasks, looked up among those that ended.
  const probability = PROBABILITY[statistic] * all / ended;
  if (probability > 1 || histograms.sojournMs === undefined) return Infinity;
  return mergedQuantiles([histograms.sojournMs], [probability])![0];
}
