/**
 * Runs both arms of a gate in turn. Like the loop of a study it knows neither processes nor files.
 *
 * @module
 */
import type { FailedTrial, TrialRecord } from "../record.ts";
import { createForecast } from "../study/forecast.ts";
import type { PlannedTrial, StudyPlan } from "../study/plan.ts";
import { deriveSeed, shuffled } from "../workload/mod.ts";

/** The sides of a gate: what is held against, and what is held against it. */
export const ARMS = ["base", "head"] as const;

/** One of {@link ARMS}. */
export type ArmName = typeof ARMS[number];

/** One value for each side. */
export type OfArms<Value> = Readonly<Record<ArmName, Value>>;

/** A trial of one side. */
export interface GateTrial {
  /** Whose it is. */
  readonly arm: ArmName;
  /** The trial; its order is the one within the study of its side. */
  readonly trial: PlannedTrial;
}

/** What the loop works with. */
export interface GateRunner {
  /**
   * Runs a trial.
   *
   * @param trial The trial.
   * @returns Its record, or null if it was interrupted.
   */
  run(trial: GateTrial): Promise<TrialRecord | null>;
  /** Keeps a record in the study of its side; resolves when it is safe. */
  keep(arm: ArmName, record: TrialRecord): Promise<void>;
  /** Told before each trial. */
  progress?(progress: GateProgress): void;
}

/** How far a gate is. */
export interface GateProgress {
  /** Trials done, of both sides. */
  readonly done: number;
  /** Trials in all, of both sides. */
  readonly total: number;
  /** The trial about to run; null at the end. */
  readonly next: GateTrial | null;
  /** Expected time to the end, in ms, corrected by how long trials have really taken. */
  readonly remainingMs: number;
}

/** How the trials of a gate ended. */
export type SampleEnd =
  | { readonly state: "complete" }
  | { readonly state: "interrupted" }
  /** A trial failed, and no other was begun. */
  | { readonly state: "failed"; readonly trial: GateTrial; readonly record: FailedTrial };

/**
 * Puts the trials of both sides in one order: block by block, in each the cells at random, and of each cell
 * both sides one right after the other, which of them first being the toss of a coin. So nothing that
 * changes on the host over time falls on one side alone, and little falls between the two.
 *
 * Note: tried all trials of a block in one random order; a host that changes its pace every few trials then
 * came between most pairs, and a simulated gate found 5 % in 78 of 100 jobs rather than in 95.
 *
 * @param plans The plans, of the same cells in the same order, seed and number of blocks.
 * @returns The trials in the order in which they run.
 */
export function interleave(plans: OfArms<StudyPlan>): GateTrial[] {
  const counts = { base: 0, head: 0 };
  const { blocks, seed, cells } = plans.base;
  const place = ({ block, cell }: PlannedTrial) => block * cells.length + cell;
  const byPlace = (plan: StudyPlan) => plan.trials.toSorted((a, b) => place(a) - place(b));
  const trials = { base: byPlace(plans.base), head: byPlace(plans.head) };
  return Array.from(
    { length: blocks },
    (_, block) =>
      shuffled(cells.length, deriveSeed(seed, "gate-order", block)).flatMap((cell) =>
        shuffled(ARMS.length, deriveSeed(seed, "arm-order", block, cell)).map((side) => {
          const arm = ARMS[side];
          const trial = trials[arm][block * cells.length + cell];
          return { arm, trial: { ...trial, order: counts[arm]++ } };
        })
      ),
  ).flat();
}

/**
 * Runs trials of both sides one at a time, up to the first that fails: what cannot be compared is not
 * worth its time.
 *
 * @param trials The trials in their order.
 * @param runner Runs and keeps.
 * @returns How it ended.
 */
export async function runGate(
  trials: readonly GateTrial[],
  runner: GateRunner,
): Promise<SampleEnd> {
  const total = trials.length;
  const forecast = createForecast(trials.reduce((sum, { trial }) => sum + trial.expectedMs, 0));
  for (const [done, next] of trials.entries()) {
    runner.progress?.({ done, total, next, remainingMs: forecast.remainingMs() });
    const record = await runner.run(next);
    if (record === null) return { state: "interrupted" };
    await runner.keep(next.arm, record);
    if (record.state === "failed") return { state: "failed", trial: next, record };
    forecast.learn(next.trial.expectedMs, record.wallMs);
  }
  runner.progress?.({ done: total, total, next: null, remainingMs: 0 });
  return { state: "complete" };
}
