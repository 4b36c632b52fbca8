/**
 * Runs the trials of a plan, one at a time. It knows neither processes nor files: both are passed in,
 * so that the loop can be tested without either.
 *
 * @module
 */
import type { TrialRecord } from "../record.ts";
import { createForecast } from "./forecast.ts";
import type { PlannedTrial, StudyPlan } from "./plan.ts";

/** What the study loop works with. */
export interface StudyRunner {
  /**
   * Runs a trial.
   *
   * @param trial The trial.
   * @returns Its record, or null if it was interrupted and must run again.
   */
  run(trial: PlannedTrial): Promise<TrialRecord | null>;
  /** Keeps a record; resolves when it is safe. */
  keep(record: TrialRecord): Promise<void>;
  /** Told before each trial and at the end; the trial does not begin before it resolves. */
  progress?(progress: Progress): void | Promise<void>;
}

/** How far a study is. */
export interface Progress {
  /** Trials done, those of an earlier run included. */
  readonly done: number;
  /** Trials in all. */
  readonly total: number;
  /** The trial about to run; null at the end. */
  readonly next: PlannedTrial | null;
  /** Expected time to the end, in ms, corrected by how long trials have really taken. */
  readonly remainingMs: number;
}

/** How a study ended. */
export type StudyEnd = "complete" | "interrupted";

/**
 * Runs what is left of a plan.
 *
 * @param plan The plan.
 * @param doneOrders Positions of the trials that have a record already.
 * @param runner Runs and keeps.
 * @returns Whether every trial has a record now.
 */
export async function runStudy(
  plan: StudyPlan,
  doneOrders: ReadonlySet<number>,
  runner: StudyRunner,
): Promise<StudyEnd> {
  const left = plan.trials.filter(({ order }) => !doneOrders.has(order));
  const forecast = createForecast(left.reduce((total, trial) => total + trial.expectedMs, 0));
  for (const [index, trial] of left.entries()) {
    await report(index, trial, forecast.remainingMs());
    const record = await runner.run(trial);
    if (record === null) return "interrupted";
    await runner.keep(record);
    forecast.learn(trial.expectedMs, record.wallMs);
  }
  await report(left.length, null, 0);
  return "complete";

  async function report(
    index: number,
    next: PlannedTrial | null,
    remainingMs: number,
  ): Promise<void> {
    const total = plan.trials.length;
    await runner.progress?.({ done: total - left.length + index, total, next, remainingMs });
  }
}
