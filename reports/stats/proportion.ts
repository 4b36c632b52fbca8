/**
 * How often something happens.
 *
 * @module
 */
import type { Interval } from "./intervals.ts";
import { normalQuantile } from "./normal.ts";

/**
 * Confidence interval for a probability from independent trials, by the score method, which stays
 * within 0 to 1 and holds even where nothing or everything happened.
 *
 * Source: E. B. Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", Journal
 * of the American Statistical Association 22 (1927).
 *
 * @param hits How often it happened.
 * @param trials How often it could have.
 * @param level Confidence level between 0 and 1. @default 0.95
 * @returns The interval; null for no trials.
 */
export function proportionInterval(hits: number, trials: number, level = 0.95): Interval | null {
  if (trials === 0) return null;
  const share = hits / trials;
  const z = normalQuantile((1 + level) / 2);
  const weight = z * z / trials;
  const centre = (share + weight / 2) / (1 + weight);
  const half = z * Math.sqrt(share * (1 - share) / trials + weight / (4 * trials)) / (1 + weight);
  return [Math.max(0, centre - half), Math.min(1, centre + half)];
}
