import { blockQuantile, poolBlocks, type Tally } from "../../reports/stats/block_quantile.ts";
import type { Interval } from "../../reports/stats/intervals.ts";
import { normalQuantile } from "../../reports/stats/normal.ts";
import type { Distribution } from "../record.ts";
import type { CalibratedStatistic } from "./calibration_truth.ts";

/**
 * Intervals that take all tasks of all blocks for independent: what not to do. The mean's by the normal
 * distribution, the quantiles' from the binomial distribution of the share of values below.
 *
 * @param blocks A metric in each block.
 * @param _sign Whether its values may be negative; of no account here.
 * @param tallies Its values, counted.
 * @returns The intervals.
 */
export function naiveIntervals(
  blocks: readonly Distribution[],
  _sign: "any" | "not-negative",
  tallies: readonly Tally[],
): { readonly ci95: Record<CalibratedStatistic, Interval | null> } {
  const pool = poolBlocks(tallies);
  const tasks = blocks.reduce((sum, { count }) => sum + count, 0);
  const z = normalQuantile(0.975);
  const average = (of: (block: Distribution) => number) =>
    blocks.reduce((sum, block) => sum + of(block), 0) / blocks.length;
  const mean = average(({ mean }) => mean!);
  const half = z * Math.sqrt(average(({ sd }) => sd! ** 2) / tasks);
  const quantile = (p: number): Interval | null => {
    if (pool === null) return null;
    const wide = z * Math.sqrt(p * (1 - p) / tasks);
    const at = (limit: number) => blockQuantile(pool, Math.min(1, Math.max(0, limit))).value;
    return [at(p - wide), at(p + wide)];
  };
  return { ci95: { mean: [mean - half, mean + half], p50: quantile(0.5), p99: quantile(0.99) } };
}
