import { mergedQuantiles } from "../../experiments/histogram.ts";
import type { MeasuredTrial } from "../../experiments/record.ts";
import { LEVEL_STATISTICS, type LevelStatistic } from "../../experiments/service_level.ts";
import type { Reproduction } from "./capacity_plan.ts";
import { sojournPredictor } from "./predict_sojourn.ts";
import type { TaskProfile } from "./task_profile.ts";

/** A figure beyond so many times what was measured is as wrong as it gets. */
const FARTHEST = 20;
/** A formula that is wrong by this factor where the answer is known does not describe the cell. */
const FAR_OFF = 1.5;

/** The load under which a cell was measured. */
export interface MeasuredLoad {
  /** λ, per second. */
  readonly arrivalRatePerSecond: number;
  /** Ca²; null if unknown. */
  readonly arrivalScv: number | null;
  /** The loop, or the threads of a pool. */
  readonly loops: number;
}

/**
 * Puts a plan's formula to the test where the answer is known: at the rate, and on the loop, that was
 * measured. A formula that misses there has nothing to say elsewhere.
 *
 * @param trials The trials that the plan is made from.
 * @param profile What their tasks asked of the loop.
 * @param statistic The figure of the sojourn that the level is set on.
 * @param load Under what they were measured.
 * @returns Measured and predicted figure; null where one of them is unknown.
 */
export function reproduceMeasured(
  trials: readonly MeasuredTrial[],
  profile: TaskProfile,
  statistic: LevelStatistic,
  load: MeasuredLoad,
): Reproduction | null {
  const measuredMs = measuredFigure(trials, statistic);
  if (measuredMs === null || measuredMs <= 0) return null;
  const { loops, arrivalScv, arrivalRatePerSecond } = load;
  const predicted = sojournPredictor(profile, { statistic, limitMs: FARTHEST * measuredMs })
    .predict(
      "shared-queue",
      { ratePerSecond: arrivalRatePerSecond, arrivalScv: arrivalScv ?? 1 },
      loops,
    );
  const predictedMs = predicted?.figureMs() ?? NaN;
  if (predicted === null || Number.isNaN(predictedMs)) return null;
  const { model, utilization } = predicted;
  const ratio = measuredMs / predictedMs;
  const verdict = Math.max(ratio, 1 / ratio) > FAR_OFF ? "differ" : "agree";
  return { loops, utilization, measuredMs, model, predictedMs, verdict };
}

/** Of all tasks together: the p99 of a short trial is its second-worst task. */
function measuredFigure(trials: readonly MeasuredTrial[], statistic: LevelStatistic) {
  const probability = LEVEL_STATISTICS[statistic];
  if (probability !== null) {
    const encoded = trials.flatMap(({ histograms: { sojournMs } }) => sojournMs ?? []);
    return mergedQuantiles(encoded, [probability])?.[0] ?? null;
  }
  let sum = 0;
  let count = 0;
  for (const { metrics: { sojournMs } } of trials) {
    sum += (sojournMs.mean ?? 0) * sojournMs.count;
    count += sojournMs.count;
  }
  return count === 0 ? null : sum / count;
}
