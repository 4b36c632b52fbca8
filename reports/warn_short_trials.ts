import type { MeasuredTrial, Warning } from "../experiments/record.ts";
import { checkLag1 } from "./stats/mod.ts";

/** What is needed of a trial. */
export type TrialLength = Pick<
  MeasuredTrial,
  "waitBatchMeansMs" | "waitLag1Autocorrelation" | "transient"
>;

/**
 * Finds out whether a cell's trials were too short against the memory of its queue. Intervals over
 * blocks then miss the steady state more often than they say: blocks begin empty, and their figures are
 * skewed.
 *
 * Note: a transient of more than a tenth of the tasks is no ground for a warning: MSER-5 finds such a one in
 * 28 of 100 trials of M/M/1 at ρ = 0.5 with 2000 tasks, whose intervals are sound.
 *
 * @param trials The cell's measured trials.
 * @returns A warning for correlated batch means, and one if at least half of the trials have no steady
 *   state in their first half.
 */
export function warnShortTrials(trials: readonly TrialLength[]): Warning[] {
  return [...correlatedBatches(trials), ...neverSteady(trials)];
}

function correlatedBatches(trials: readonly TrialLength[]): Warning[] {
  const known = trials.filter(({ waitLag1Autocorrelation }) => waitLag1Autocorrelation !== null);
  if (known.length === 0) return [];
  const lag1s = known.map(({ waitLag1Autocorrelation }) => waitLag1Autocorrelation!);
  const batches = known[0].waitBatchMeansMs.length;
  const check = checkLag1(lag1s, batches);
  if (check?.state !== "correlated") return [];
  const above = lag1s.filter((lag1) => lag1 > check.critical).length;
  return [{
    code: "trials-too-short",
    message: `the mean waits of successive ${batches}ths of a trial resemble each other (lag-1 ` +
      `autocorrelation ${check.mean.toFixed(2)} on average; ${check.critical.toFixed(2)}, which ` +
      `chance exceeds once in a hundred, is exceeded in ${above} of ${known.length} trials): trials ` +
      "are too short against the queue's memory; run several times longer ones",
  }];
}

function neverSteady(trials: readonly TrialLength[]): Warning[] {
  const never = trials.filter(({ transient }) => transient.state === "no-steady-state").length;
  if (never === 0 || 2 * never < trials.length) return [];
  return [{
    code: "no-steady-state",
    message:
      `in ${never} of ${trials.length} trials the waits had not become steady by half time ` +
      "(MSER-5): trials are too short against the queue's memory; run several times longer ones",
  }];
}
