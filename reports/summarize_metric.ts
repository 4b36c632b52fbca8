/**
 * From the figures of blocks to those of a cell.
 *
 * @module
 */
import type { Distribution, TaskCounts } from "../experiments/record.ts";
import type { CellMetric } from "./report.ts";
import {
  type BlockQuantile,
  blockQuantile,
  type Interval,
  meanInterval,
  poolBlocks,
  type PooledBlocks,
  type Tally,
} from "./stats/mod.ts";

/** The probabilities of the quantiles that a report shows. */
const PROBABILITIES = { p50: 0.5, p90: 0.9, p99: 0.99, p999: 0.999 } as const;

/**
 * Summarises a metric over blocks. The mean is that of the blocks' means, with Student's t over them;
 * quantiles are those of all blocks together, each weighing the same, with intervals by
 * {@link blockQuantile}. Where a block has no histogram, or negative values reach up to a quantile (a
 * histogram holds none), that quantile is the mean of the blocks' own, with Student's t over those.
 *
 * @param blocks The metric in each block.
 * @param sign Whether its values may be negative.
 * @param tallies The blocks' values, counted, in the same order; null where there is no histogram.
 * @returns The figures, with intervals.
 */
export function summarizeMetric(
  blocks: readonly Distribution[],
  sign: "any" | "not-negative",
  tallies: readonly (Tally | null)[] = [],
): CellMetric {
  return summarizePooled(blocks, sign, poolMetric(blocks, tallies));
}

/**
 * Summarises a metric whose blocks have been put together already; see {@link summarizeMetric}.
 *
 * @param blocks The metric in each block.
 * @param sign Whether its values may be negative.
 * @param pool What {@link poolMetric} makes of them.
 * @returns The figures, with intervals.
 */
export function summarizePooled(
  blocks: readonly Distribution[],
  sign: "any" | "not-negative",
  pool: PooledBlocks | null,
): CellMetric {
  const column = (field: "mean" | "max" | keyof typeof PROBABILITIES) =>
    blocks.map((block) => block[field]);
  const max = maxOf(column("max"));
  const p50 = quantile("p50");
  const p99 = quantile("p99");
  return {
    mean: meanOf(column("mean")),
    p50: p50.value,
    p90: quantile("p90").value,
    p99: p99.value,
    p999: quantile("p999").value,
    max,
    ci95: {
      mean: interval(column("mean")),
      p50: p50.interval,
      p99: p99.interval,
    },
  };

  function quantile(name: keyof typeof PROBABILITIES): CellQuantile {
    const found = pool && blockQuantile(pool, PROBABILITIES[name]);
    // Negative values stand at 0 in a histogram: what comes to lie there may be less.
    const isKnown = found !== null &&
      (sign === "not-negative" || (found.value > 0 && found.interval?.[0] !== 0));
    if (!isKnown) {
      const own = column(name);
      return { value: meanOf(own), interval: interval(own) };
    }
    return withinRange(found, max, sign);
  }

  function interval(values: readonly (number | null)[]): Interval | null {
    const known = meanInterval(values.filter((value) => value !== null));
    return known && [notBelow(known[0], sign), known[1]];
  }
}

/**
 * Puts the blocks of a metric together.
 *
 * @param blocks The metric in each block.
 * @param tallies The blocks' values, counted, in the same order; null where there is no histogram.
 * @returns The blocks as one distribution; null if one that has values has no histogram, or none has any.
 */
export function poolMetric(
  blocks: readonly Distribution[],
  tallies: readonly (Tally | null)[],
): PooledBlocks | null {
  const filled = blocks.flatMap(({ count }, block) => count === 0 ? [] : tallies[block] ?? null);
  const known = filled.filter((tally) => tally !== null);
  return known.length < filled.length ? null : poolBlocks(known);
}

/**
 * Keeps a quantile and its interval to values that there are: the grid of the histograms may end a hair
 * beyond the largest value, and Student's t goes below 0. Where nothing is negative, cutting there loses
 * no coverage.
 *
 * @param found The quantile.
 * @param max The largest value of all blocks; null if there is none.
 * @param sign Whether values may be negative.
 * @returns The quantile, within its interval.
 */
export function withinRange(
  { value: found, interval }: BlockQuantile,
  max: number | null,
  sign: "any" | "not-negative",
): BlockQuantile {
  const value = Math.min(found, max ?? found);
  if (interval === null) return { value, interval };
  const [low, high] = interval;
  return { value, interval: [notBelow(Math.min(low, value), sign), high] };
}

function notBelow(limit: number, sign: "any" | "not-negative"): number {
  return sign === "any" ? limit : Math.max(0, limit);
}

/** A quantile, null where no block has a value. */
type CellQuantile = Omit<BlockQuantile, "value"> & { readonly value: number | null };

/**
 * Adds counts up.
 *
 * @param blocks Counts of each block.
 * @returns Their sum, field by field.
 */
export function addCounts(blocks: readonly TaskCounts[]): TaskCounts {
  const sum = (field: keyof TaskCounts) =>
    blocks.reduce((total, counts) => total + counts[field], 0);
  return {
    offered: sum("offered"),
    released: sum("released"),
    completed: sum("completed"),
    failed: sum("failed"),
    dropped: sum("dropped"),
    cancelled: sum("cancelled"),
    unfinished: sum("unfinished"),
    rejected: sum("rejected"),
    lost: sum("lost"),
  };
}

/**
 * The mean of what is known.
 *
 * @param values A value a block, null where it has none.
 * @returns The mean; null if no block has a value.
 */
export function meanOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return null;
  return known.reduce((sum, value) => sum + value, 0) / known.length;
}

/**
 * The largest of what is known.
 *
 * @param values A value a block, null where it has none.
 * @returns The largest; null if no block has a value.
 */
export function maxOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : Math.max(...known);
}
