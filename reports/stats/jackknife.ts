/**
 * Intervals for what is computed from all blocks at once, a fit say.
 *
 * @module
 */
import { type Interval, meanInterval } from "./intervals.ts";

/**
 * Confidence interval for an estimate by the jackknife over blocks: the estimate is made again without
 * each block in turn, and Student's t is applied to the pseudo-values n·θ − (n−1)·θ₍₋ᵢ₎.
 *
 * Note: not a bootstrap, which has but few different samples to draw from five blocks, and whose
 * percentiles know nothing of Student's t.
 *
 * Source: J. W. Tukey, "Bias and Confidence in Not-quite Large Samples", Annals of Mathematical
 * Statistics 29 (1958); R. G. Miller, "The Jackknife: a Review", Biometrika 61 (1974).
 *
 * @param blocks What each block contributes.
 * @param estimate Computes the figure from some of the blocks; NaN where it cannot.
 * @param level Confidence level between 0 and 1. @default 0.95
 * @returns The interval; null under two blocks or where the figure cannot be computed without one.
 */
export function jackknifeInterval<Block>(
  blocks: readonly Block[],
  estimate: (blocks: readonly Block[]) => number,
  level = 0.95,
): Interval | null {
  const count = blocks.length;
  if (count < 2) return null;
  const whole = estimate(blocks);
  const pseudo = blocks.map((_, out) =>
    count * whole - (count - 1) * estimate(blocks.filter((_, index) => index !== out))
  );
  return meanInterval(pseudo, level);
}
