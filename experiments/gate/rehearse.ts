import type { FailedTrial, TrialRecord } from "../record.ts";
import type { PlannedTrial, StudyPlan } from "../study/plan.ts";
import { type ArmName, ARMS, type GateTrial, type OfArms } from "./run_gate.ts";

/** How rehearsing ended. */
export type RehearsalEnd =
  | { readonly state: "complete" }
  | { readonly state: "interrupted" }
  | {
    readonly state: "failed";
    /** Whose trial it was. */
    readonly arm: ArmName;
    /** Index of its cell. */
    readonly cell: number;
    /** What became of it. */
    readonly record: FailedTrial;
  };

const TASKS = 20;
const PHASE_MS = 10;

/**
 * Runs a short trial of each cell of both sides, of which nothing is kept: a side that cannot be run,
 * as its code speaks another format or lacks a strategy, is found out in seconds and not after minutes.
 *
 * @param plans The plans.
 * @param run Runs a trial; null if it was interrupted.
 * @returns How it ended: at the first trial that failed, or at the end.
 */
export async function rehearse(
  plans: OfArms<StudyPlan>,
  run: (trial: GateTrial) => Promise<TrialRecord | null>,
): Promise<RehearsalEnd> {
  for (const arm of ARMS) {
    for (const cell of plans[arm].cells.keys()) {
      const trial = plans[arm].trials.find((trial) => trial.cell === cell)!;
      const record = await run({ arm, trial: shortened(trial) });
      if (record === null) return { state: "interrupted" };
      // A trial this short may well contradict itself.
      if (record.state === "failed" && record.reason !== "void") {
        return { state: "failed", arm, cell, record };
      }
    }
  }
  return { state: "complete" };
}

function shortened(trial: PlannedTrial): PlannedTrial {
  const { spec } = trial;
  const { extent, timing } = spec;
  const tasks = extent.kind === "tasks" ? Math.min(extent.tasks, TASKS) : TASKS;
  return {
    ...trial,
    spec: {
      ...spec,
      extent: { kind: "tasks", tasks },
      timing: { ...timing, warmupMs: PHASE_MS, calibrationMs: PHASE_MS },
    },
  };
}
