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
const LONG_RUN_PARTS = 20;
const LONG_RUN_TASKS = 250_000;

/**
 * What the intervals of a load should cover. Where no closed form is known, the quantiles of a run of
 * five million tasks stand for it: its error is a tenth of an interval's half width or less at the usual sizes.
 *
 * @param utilization ρ, above 0 and below 1.
 * @param seed Where the long run's randomness begins.
 * @returns A truth for each series and statistic.
 * @throws {RangeError} If there is no steady state.
 */
export function calibrationTruths(utilization: number, seed: number): CalibrationTruth[] {
  const laws = Object.entries(loopLaws(utilization));
  return laws.flatMap(([name, { meanMs, exceedance }]) => {
    const series = name as LoopSeries;
    const quantile = exceedance === null
      ? longRun(utilization, series, seed)
      : (p: number) => loopQuantileMs(exceedance, p);
    return CALIBRATED_STATISTICS.map((statistic) => ({
      series,
      statistic,
      truthMs: statistic === "mean" ? meanMs : quantile(PROBABILITY[statistic]),
    }));
  });
}

function longRun(utilization: number, series: LoopSeries, seed: number): (p: number) => number {
  const parts = Array.from({ length: LONG_RUN_PARTS }, (_, part) => {
    const random = createRandom(deriveSeed(seed, "long run", utilization, part));
    const block = runSleepingLoop(random, utilization, LONG_RUN_TASKS);
    return tallyTimes(block[series]);
  });
  const pool = poolBlocks(parts)!;
  return (p) => blockQuantile(pool, p).value;
}
