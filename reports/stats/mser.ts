/**
 * Where a series leaves its transient: a queue that starts empty takes a while to forget it.
 *
 * @module
 */

const BATCH = 5;
/**
 * With fewer batches left, a chance run of like values looks like certainty. Also what a series needs
 * for a verdict: twice as many.
 */
const LEAST_LEFT = 5;

/** What {@link mser5} finds. */
export type Truncation =
  /** From value number `values` on, counted from 0, the series looks steady. */
  | { readonly state: "found"; readonly values: number }
  /** The best place to cut lies in the second half: the series is too short, or it never settles. */
  | { readonly state: "no-steady-state" }
  /** Fewer than fifty values, or one of them is not finite. */
  | { readonly state: "undefined" };

/**
 * Finds how many values to cut off the front of a series by MSER-5: of all cuts between batches of
 * five, the one that leaves the mean of the rest with the least standard error, taken as if the batch
 * means were independent. An optimum in the second half is rejected. Of equally good cuts the earliest
 * counts; values that do not fill a batch are left out at the end. In O(n).
 *
 *     minimise over d:   Σ (Y[j] − mean of Y[d…m−1])² ÷ (m − d)²,   j = d … m − 1
 *
 * Y the m batch means. At least five batches are always left.
 *
 * Source: K. P. White, "An Effective Truncation Heuristic for Bias Reduction in Simulation Output",
 * Simulation 69 (1997); K. P. White, M. J. Cobb and S. C. Spratt, "A Comparison of Five Steady-State
 * Truncation Heuristics for Simulation", Proceedings of the Winter Simulation Conference (2000).
 *
 * @example
 * ```ts
 * import { mser5 } from "./mser.ts";
 * const series = Float64Array.from({ length: 100 }, (_, i) => i < 10 ? 100 - i : i % 2);
 * mser5(series); // { state: "found", values: 10 }
 * ```
 *
 * @param values The series in order of time, in any unit.
 * @returns Where to cut, or why there is no such place.
 */
export function mser5(values: Float64Array): Truncation {
  const batches = Math.floor(values.length / BATCH);
  if (batches < 2 * LEAST_LEFT) return { state: "undefined" };
  // From the back, so that each further batch is one update of mean and squares (Welford).
  let mean = 0;
  let squaredDeviations = 0;
  let least = Infinity;
  let cut = -1;
  for (let batch = batches - 1; batch >= 0; batch--) {
    let value = 0;
    for (let i = 0; i < BATCH; i++) value += values[batch * BATCH + i];
    value /= BATCH;
    const left = batches - batch;
    const deviation = value - mean;
    mean += deviation / left;
    squaredDeviations += deviation * (value - mean);
    const squaredError = squaredDeviations / (left * left);
    if (left >= LEAST_LEFT && squaredError <= least) {
      least = squaredError;
      cut = batch;
    }
  }
  if (!Number.isFinite(mean)) return { state: "undefined" };
  return 2 * cut >= batches
    ? { state: "no-steady-state" }
    : { state: "found", values: cut * BATCH };
}
