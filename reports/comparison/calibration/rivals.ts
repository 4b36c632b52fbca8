/**
 * What people gate with instead, applied to the very same series: alarms without any correction for how
 * many metrics are looked at.
 *
 * @module
 */
import { median } from "../../stats/quantiles.ts";
import { rankSumGreater } from "../../stats/rank.ts";
import { pairedTGreater, welchGreater } from "../../stats/t_test.ts";
import type { ComparableMetric } from "../compared_metrics.ts";

/** A metric in both arms, a value a block each. */
export interface RivalSeries {
  /** Which values are good. */
  readonly metric: Pick<ComparableMetric, "better">;
  /** Of the base. */
  readonly base: readonly number[];
  /** Of the head, as many. */
  readonly head: readonly number[];
}

/** Two-sided level of the tests, which alarm if the head is the worse one. */
const LEVEL = 0.05;

/**
 * The rivals. `lastRun`: one run of each, the last, more than 10 % worse. `mannWhitney`: Mann–Whitney of all
 * values, p < 0.05, and a median more than 5 % worse. `welch`: Welch's t-test, p < 0.05. `pairedT`: the
 * t-test of the blocks' differences, p < 0.05. `median15`: a median more than 15 % worse.
 */
export const RIVAL_NAMES = ["lastRun", "mannWhitney", "welch", "pairedT", "median15"] as const;

/** One of {@link RIVAL_NAMES}. */
export type RivalName = typeof RIVAL_NAMES[number];

const RIVALS: Readonly<Record<RivalName, (series: RivalSeries) => boolean>> = {
  lastRun: (series) => worsening(series, (values) => values.at(-1)!) > 1.1,
  mannWhitney: (series) =>
    worsening(series, median) > 1.05 && worseTail(series, rankSumGreater) < LEVEL / 2,
  welch: (series) => worseTail(series, welchGreater) < LEVEL / 2,
  pairedT: (series) => worseTail(series, pairedT) < LEVEL / 2,
  median15: (series) => worsening(series, median) > 1.15,
};

/**
 * The rivals that alarm on any metric, and so would fail the gate.
 *
 * @param sample The metrics of all cells.
 * @returns Their names.
 */
export function alarmingRivals(sample: readonly RivalSeries[]): RivalName[] {
  return RIVAL_NAMES.filter((name) => sample.some(RIVALS[name]));
}

/** Ratio of the arms, above 1 if the head is worse; NaN, which alarms no one, for 0 of both. */
function worsening(
  { metric, base, head }: RivalSeries,
  statistic: (values: readonly number[]) => number,
): number {
  const ratio = statistic(head) / statistic(base);
  return metric.better === "lower" ? ratio : 1 / ratio;
}

function worseTail(
  { metric, base, head }: RivalSeries,
  greater: (worse: readonly number[], than: readonly number[]) => number,
): number {
  return metric.better === "lower" ? greater(head, base) : greater(base, head);
}

function pairedT(worse: readonly number[], than: readonly number[]): number {
  return pairedTGreater(worse.map((value, block) => value - than[block]));
}
