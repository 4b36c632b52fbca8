import type { MeasuredTrial, Warning } from "../experiments/record.ts";
import { checkLag1 } from "./stats/mod.ts";

/** MSER-5 errs too often, in up to a quarter of short but sound trials, to be believed of a few. */
const LEAST_TRIALS = 3;
const LEAST_SHARE = 0.75;

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
 * Note: of simulated M/M/1 studies of 5 blocks, the first warning comes in 5 % at ρ = 0.5 with 1000 tasks a
 * trial, whose intervals are sound; at ρ = 0.8 in 92 % with 1000 tasks, where those of the mean wait hold
 * the truth in 90 %, and 12 % with 5000 (95 %); at ρ = 0.9 in 83 % with 5000 (89 %) and 4 % with 50,000 (95 %).
 * A study without the warning is not sound where most have it: it is one that met no long queue.
 *
 * Note: a transient of more than a tenth of the tasks is no ground for a warning: MSER-5 finds such a one in
 * 28 of 100 trials of M/M/1 at ρ = 0.5 with 2000 tasks, whose intervals are sound.
 *
 * @param trials The cell's measured trials.
 * @returns A warning for correlated batch means, and one if at least three quarters of three or more trials
 *   have no steady state in their first half.
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
  if (trials.length < LEAST_TRIALS || never < LEAST_SHARE * trials.length) return [];
  return [{
    code: "no-steady-state",
    message:
      `in ${never} of ${trials.length} trials the waits had not become steady by half time ` +
      "(MSER-5): trials are too short against the queue's memory; run several times longer ones",
  }];
}
