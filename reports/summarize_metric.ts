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
  const pool = pooled(blocks, tallies);
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
    // The grid of the histograms may end a hair beyond the largest value.
    const value = Math.min(found.value, max ?? found.value);
    if (found.interval === null) return { value, interval: null };
    const [low, high] = found.interval;
    return { value, interval: [notNegative(Math.min(low, value)), high] };
  }

  function interval(values: readonly (number | null)[]): Interval | null {
    const known = meanInterval(values.filter((value) => value !== null));
    return known && [notNegative(known[0]), known[1]];
  }

  /** Where nothing is negative, cutting there loses no coverage. */
  function notNegative(limit: number): number {
    return sign === "any" ? limit : Math.max(0, limit);
  }
}

/** A quantile, null where no block has a value. */
type CellQuantile = Omit<BlockQuantile, "value"> & { readonly value: number | null };

/** The blocks as one distribution; null if one that has values has no histogram. */
function pooled(
  blocks: readonly Distribution[],
  tallies: readonly (Tally | null)[],
): PooledBlocks | null {
  const filled = blocks.flatMap(({ count }, block) => count === 0 ? [] : tallies[block] ?? null);
  const known = filled.filter((tally) => tally !== null);
  return known.length < filled.length ? null : poolBlocks(known);
}

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
