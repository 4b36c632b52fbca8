import { decodeHistogram, withInfinite } from "../../experiments/histogram.ts";
import { isMeasured, type MeasuredTrial, type TrialRecord } from "../../experiments/record.ts";
import { LEVEL_STATISTICS, type ServiceLevel } from "../../experiments/service_level.ts";
import {
  blockQuantile,
  type Interval,
  meanInterval,
  poolBlocks,
  type Tally,
} from "../stats/mod.ts";
import { meanOf } from "../summarize_metric.ts";
import type { SloVerdict } from "./knee_search.ts";

/** How a point stands to a service level. */
export interface SloJudgement {
  /** Whether it is met. */
  readonly verdict: SloVerdict;
  /** The figure in ms, made as a report makes it; null if it is unknown or infinite. */
  readonly ms: number | null;
  /** Its 95 % confidence interval, whose unit is the block; null for fewer than two, or without an end. */
  readonly ci95: Interval | null;
}

/**
 * Holds the trials at a point against a service level, all of them, none trimmed. A task that never
 * ended counts as one of infinite sojourn, so that nobody meets a level by turning tasks away. Where all
 * ended, figure and interval are those that a report shows.
 *
 * @param trials The trials.
 * @param slo The service level.
 * @returns The judgement; a point at which half of the trials are unstable misses.
 */
export function judgeSlo(trials: readonly TrialRecord[], slo: ServiceLevel): SloJudgement {
  const measured = trials.filter(isMeasured);
  if (measured.length === 0) return { verdict: "failed", ms: null, ci95: null };
  const { value, interval } = sojournFigure(measured, slo.statistic);
  return {
    verdict: verdict(),
    ms: Number.isFinite(value) ? value : null,
    ci95: interval?.every(Number.isFinite) ? interval : null,
  };

  function verdict(): SloVerdict {
    const lost = measured.filter(({ stability }) => stability.state === "unstable");
    if (2 * lost.length >= measured.length) return "misses";
    if (interval === null) return value === Infinity ? "misses" : "undecided";
    const [low, high] = interval;
    return high <= slo.limitMs ? "meets" : low > slo.limitMs ? "misses" : "undecided";
  }
}

/** A figure, and its interval if there are blocks for it; an end of it may be infinite. */
interface SojournFigure {
  readonly value: number;
  readonly interval: Interval | null;
}

function sojournFigure(
  trials: readonly MeasuredTrial[],
  statistic: ServiceLevel["statistic"],
): SojournFigure {
  const probability = LEVEL_STATISTICS[statistic];
  const tallies = trials.flatMap((trial) => allSojourns(trial) ?? []);
  const pool = tallies.length < trials.length ? null : poolBlocks(tallies);
  if (probability !== null && pool !== null) {
    const { value, interval } = blockQuantile(pool, probability);
    return { value, interval: notNegative(interval) };
  }
  // A mean knows no tasks that never ended, nor does a quantile of which only the figure is known.
  if (trials.some((trial) => neverEnded(trial) > 0)) return { value: Infinity, interval: null };
  const own = trials.flatMap(({ metrics }) => metrics.sojournMs[statistic] ?? []);
  return { value: meanOf(own) ?? NaN, interval: notNegative(meanInterval(own)) };
}

/** No sojourn is negative: cutting there loses no coverage. */
function notNegative(interval: Interval | null): Interval | null {
  return interval && [Math.max(0, interval[0]), interval[1]];
}

/** The sojourns of all tasks of a trial, those that never ended at the end; null without a histogram. */
function allSojourns(trial: MeasuredTrial): Tally | null {
  if (trial.histograms.sojournMs === undefined) return null;
  const ended = decodeHistogram(trial.histograms.sojournMs);
  const lost = neverEnded(trial);
  return lost === 0 ? ended : withInfinite(ended, lost);
}

function neverEnded({ cell, counts, metrics: { sojournMs } }: MeasuredTrial): number {
  const all = cell.loop === "open" ? counts.offered : counts.released;
  return Math.max(0, all - sojournMs.count);
}
