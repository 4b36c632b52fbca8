/**
 * From the figures of blocks to those of a cell.
 *
 * @module
 */
import type { Distribution, TaskCounts } from "../experiments/record.ts";
import type { CellMetric } from "./report.ts";
import { type Interval, meanInterval } from "./stats/mod.ts";

/**
 * Summarises a metric over blocks.
 *
 * @param blocks The metric in each block.
 * @param sign Whether its values may be negative.
 * @returns Means of the blocks' figures, with intervals.
 */
export function summarizeMetric(
  blocks: readonly Distribution[],
  sign: "any" | "not-negative",
): CellMetric {
  const column = (field: "mean" | "p50" | "p90" | "p99" | "p999" | "max") =>
    blocks.map((block) => block[field]);
  return {
    mean: meanOf(column("mean")),
    p50: meanOf(column("p50")),
    p90: meanOf(column("p90")),
    p99: meanOf(column("p99")),
    p999: meanOf(column("p999")),
    max: maxOf(column("max")),
    ci95: {
      mean: interval(column("mean")),
      p50: interval(column("p50")),
      p99: interval(column("p99")),
    },
  };

  function interval(values: readonly (number | null)[]): Interval | null {
    const known = meanInterval(values.filter((value) => value !== null));
    // Where nothing is negative, cutting there loses no coverage.
    if (known === null || sign === "any") return known;
    return [Math.max(0, known[0]), known[1]];
  }
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
