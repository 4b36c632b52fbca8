import { blockQuantile, poolBlocks } from "../../reports/stats/block_quantile.ts";
import { tallyTimes } from "../histogram.ts";
import { createRandom, deriveSeed } from "../workload/random.ts";
import { loopLaws, loopQuantileMs, type LoopSeries, runSleepingLoop } from "./sleeping_loop.ts";

/** What a report shows intervals of. */
export const CALIBRATED_STATISTICS = ["mean", "p50", "p99"] as const;

/** One of {@link CALIBRATED_STATISTICS}. */
export type CalibratedStatistic = typeof CALIBRATED_STATISTICS[number];

/** A figure of the steady state. */
export interface CalibrationTruth {
  /** Of what. */
  readonly series: LoopSeries;
  /** Which figure. */
  readonly statistic: CalibratedStatistic;
  /** Its value, in ms. */
  readonly truthMs: number;
}

const PROBABILITY = { p50: 0.5, p99: 0.99 } as const;
const PART_TASKS = 100_000;

/**
 * What the intervals of a load should cover. Where no closed form is known, the quantiles of a long run
 * stand for it. Its own error lowers coverage: by half a point if it is twenty times a study.
 *
 * @param utilization ρ, above 0 and below 1.
 * @param longRunTasks Tasks of the long run, rounded up to hundreds of thousands.
 * @param seed Where the long run's randomness begins.
 * @returns A truth for each series and statistic.
 * @throws {RangeError} If there is no steady state.
 */
export function calibrationTruths(
  utilization: number,
  longRunTasks: number,
  seed: number,
): CalibrationTruth[] {
  const laws = Object.entries(loopLaws(utilization));
  return laws.flatMap(([name, { meanMs, exceedance }]) => {
    const series = name as LoopSeries;
    const quantile = exceedance === null
      ? longRun(series, utilization, longRunTasks, seed)
      : (p: number) => loopQuantileMs(exceedance, p);
    return CALIBRATED_STATISTICS.map((statistic) => ({
      series,
      statistic,
      truthMs: statistic === "mean" ? meanMs : quantile(PROBABILITY[statistic]),
    }));
  });
}

function longRun(
  series: LoopSeries,
  utilization: number,
  tasks: number,
  seed: number,
): (p: number) => number {
  const parts = Array.from({ length: Math.ceil(tasks / PART_TASKS) }, (_, part) => {
    const random = createRandom(deriveSeed(seed, "long run", utilization, part));
    return tallyTimes(runSleepingLoop(random, utilization, PART_TASKS)[series]);
  });
  const pool = poolBlocks(parts)!;
  return (p) => blockQuantile(pool, p).value;
}
