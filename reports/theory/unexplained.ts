import { type Interval, studentQuantile } from "../stats/mod.ts";

/** A figure in ms, with its 95 % interval if there is one. */
export interface Unexplained {
  /** Measured − predicted mean wait; negative if tasks waited less than predicted. */
  readonly mean: number;
  /** What it may be in truth; null for fewer than two blocks. */
  readonly ci95: Interval | null;
}

/** A measured mean wait. */
export interface Measured {
  /** The mean, in ms. */
  readonly mean: number | null;
  /** Its 95 % interval; null for fewer than two blocks. */
  readonly ci95: Interval | null;
}

/** A prediction, as far as it matters here. */
export interface Held {
  /** The predicted mean wait, in ms. */
  readonly waitMs: number;
  /** The interval of the prediction itself, if chance has a part in it. */
  readonly ci95: Interval | null;
  /** Measured − predicted wait in each block, from its own moments, in ms; empty if there are none. */
  readonly differencesMs: readonly number[];
}

/**
 * What a model leaves unexplained.
 *
 * Waits differ from block to block mostly because arrivals and services do, and a prediction from a
 * block's own moments differs with them: what is left to chance is how far the blocks' own differences
 * d scatter. The interval is Student's t, with the scatter taken about the difference of the means that
 * are shown, c: c ± t √(Σ(d − c)² ÷ (B(B − 1))). Waits rise ever faster with the load, so predictions
 * from short and noisy blocks, or from blocks that truly differ, are on average above the one from pooled
 * moments. Which of the two is right depends on why blocks differ; taken about c, their disagreement
 * widens the interval rather than being passed off as a finding.
 * It is never wider than the interval of the measured wait itself, which is what remains where a block
 * has no prediction or one that explodes near saturation. So what is outside that interval is never
 * passed off as chance, unless the prediction has a share in it: the interval of a simulated one is
 * joined to the measured one as those of independent figures are.
 *
 * @param measured The measured waits.
 * @param held The prediction.
 * @returns The difference of the means, with its interval.
 */
export function unexplained({ mean, ci95 }: Measured, held: Held): Unexplained {
  const difference = (mean ?? NaN) - held.waitMs;
  if (mean === null || ci95 === null) return { mean: difference, ci95: null };
  // The lower limits are cut at 0.
  const measuredHalf = ci95[1] - mean;
  const half = held.ci95 !== null
    ? Math.hypot(measuredHalf, held.ci95[1] - held.waitMs)
    : isKnown(held.differencesMs)
    ? Math.min(measuredHalf, halfAbout(difference, held.differencesMs))
    : measuredHalf;
  return { mean: difference, ci95: [difference - half, difference + half] };
}

function isKnown(differencesMs: readonly number[]): boolean {
  return differencesMs.length > 1 && differencesMs.every(Number.isFinite);
}

function halfAbout(centre: number, values: readonly number[]): number {
  const squares = values.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  const degrees = values.length - 1;
  return studentQuantile(0.975, degrees) * Math.sqrt(squares / (values.length * degrees));
}
