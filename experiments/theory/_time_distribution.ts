import { requireProbability } from "./_requirement.ts";
import type { TimeDistribution } from "./prediction.ts";

/**
 * A time that is 0 except for a share of the tasks, for which it is exponential:
 * P(T > t) = share · e^(−rate · t).
 *
 * @param share From 0 to 1.
 * @param ratePerMs Above 0; Infinity for a time that is always 0.
 * @returns The distribution.
 */
export function exponentialTime(share: number, ratePerMs: number): TimeDistribution {
  return {
    tail(ms) {
      if (ms < 0) return 1;
      return ratePerMs === Infinity ? 0 : share * Math.exp(-ratePerMs * ms);
    },
    quantileMs(p) {
      requireProbability(p);
      if (1 - p >= share || ratePerMs === Infinity) return 0;
      return (Math.log(share) - Math.log1p(-p)) / ratePerMs;
    },
  };
}

/** A time that is always 0. */
export const NO_TIME: TimeDistribution = exponentialTime(0, Infinity);

/**
 * The distribution with a given tail; quantiles are found by bisection.
 *
 * @param tail P(T > t) for t ≥ 0 in ms; falls to 0.
 * @param scaleMs A time above 0 to start the search with, such as the mean.
 * @param limits How far bisection goes, and how far the tail can be relied on.
 * @returns The distribution.
 */
export function timeWithTail(
  tail: TimeDistribution["tail"],
  scaleMs: number,
  { tolerance = 1e-12, leastTail = 0 }: QuantileLimits = {},
): TimeDistribution {
  return {
    tail: (ms) => ms < 0 ? 1 : tail(ms),
    quantileMs(p) {
      requireProbability(p);
      const share = 1 - p;
      if (tail(0) <= share) return 0;
      if (share === 0) return Infinity;
      return share < leastTail ? NaN : quantileOf(share, tail, scaleMs, tolerance);
    },
  };
}

/** What bounds the quantiles of a tail. */
export interface QuantileLimits {
  /**
   * Where bisection ends, as a part of the quantile: its relative error if the tail is exact and falls
   * steadily; an error of the tail comes on top, divided by its slope. @default 1e-12
   */
  readonly tolerance?: number;
  /** Quantiles with a 1 - p above 0 and below this are NaN: the tail says nothing that far out. @default 0 */
  readonly leastTail?: number;
}

function quantileOf(
  share: number,
  tail: TimeDistribution["tail"],
  scaleMs: number,
  tolerance: number,
): number {
  let low = 0;
  let high = scaleMs;
  while (tail(high) > share) {
    low = high;
    high *= 2;
  }
  while (high - low > tolerance * high) {
    const middle = (low + high) / 2;
    if (tail(middle) > share) low = middle;
    else high = middle;
  }
  return high;
}
