/**
 * A service level: what a figure of the sojourn may be at most.
 *
 * @module
 */
import { formatMs } from "./format.ts";

/** Figures of the sojourn that a level can be set on, with the probability of those that are quantiles. */
export const LEVEL_STATISTICS = {
  mean: null,
  p50: 0.5,
  p90: 0.9,
  p99: 0.99,
  p999: 0.999,
} as const;

/** One of {@link LEVEL_STATISTICS}. */
export type LevelStatistic = keyof typeof LEVEL_STATISTICS;

/** What a figure of the sojourn may be at most. */
export interface ServiceLevel {
  /** Which figure. */
  readonly statistic: LevelStatistic;
  /** What it may be at most, in ms, above 0. */
  readonly limitMs: number;
}

/**
 * A service level for human eyes.
 *
 * @param level The level.
 * @returns `p99 sojourn ≤ 10.0 ms`.
 */
export function formatServiceLevel({ statistic, limitMs }: ServiceLevel): string {
  return `${statistic} sojourn ≤ ${formatMs(limitMs)}`;
}
