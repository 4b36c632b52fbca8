import type { FailedTrial, MeasuredTrial, TrialIdentity, TrialRecord } from "../record.ts";
import { runIsolated } from "../trial/isolate.ts";
import { measure } from "../trial/measure.ts";
import type { PlannedTrial, StudyPlan } from "./plan.ts";
import { keepRaw } from "./raw_store.ts";

/** How a trial is conducted. */
export interface ConductOptions {
  /** The study's directory; only raw columns are written into it. */
  readonly directory: string;
  /** Whether the file is kept, as `raw/<order>.columns`. @default false */
  readonly keepRaw?: boolean;
  /** Ends the trial; it then has no record. */
  readonly signal?: AbortSignal;
  /** The child's module. @default the trial's own entry */
  readonly entry?: URL;
  /** The folder of the project that the child belongs to. @default this very project */
  readonly project?: URL;
}

const LITTLE_TOLERANCE = 0.02;
// Over and above what the plan expects and the grace time: a machine that is busy elsewhere.
const PATIENCE_MS = 10_000;

/**
 * Runs a planned trial in its own process and measures what it recorded.
 *
 * @param plan The plan.
 * @param trial One of its trials.
 * @param options Where, and when to stop.
 * @returns The record; null if the trial was interrupted.
 * @throws {RangeError} If the record has no place among temporary files; one line.
 * @throws {StudyStoreError} If the raw columns cannot be written.
 */
export async function conductTrial(
  plan: Pick<StudyPlan, "cells">,
  trial: PlannedTrial,
  options: ConductOptions,
): Promise<TrialRecord | null> {
  const outcome = await runIsolated(trial.spec, {
    timeoutMs: Math.max(trial.expectedMs, trial.horizonMs) + trial.spec.timing.graceMs +
      PATIENCE_MS,
    signal: options.signal,
    entry: options.entry,
    project: options.project,
  });
  if (outcome.state === "interrupted") return null;
  if (options.keepRaw === true && outcome.state === "recorded") {
    await keepRaw(options.directory, trial.order, outcome.record);
  }
  const identity: TrialIdentity = {
    schema: "dispatch-lab/trial@1",
    cell: plan.cells[trial.cell].identity,
    block: trial.block,
    order: trial.order,
    wallMs: outcome.wallMs,
  };
  const failed = (reason: FailedTrial["reason"], message: string): FailedTrial => ({
    ...identity,
    state: "failed",
    reason,
    message,
  });
  if (outcome.state === "failed") return failed(outcome.reason, outcome.message);
  let record: MeasuredTrial;
  try {
    record = measure(outcome.result, trial.horizonMs, identity);
  } catch (error) {
    // The code under test shares its process with the record and may have forged it.
    return failed("invalid-record", `the record cannot be measured: ${(error as Error).message}`);
  }
  if (record.littleResidual > LITTLE_TOLERANCE) {
    const percent = (record.littleResidual * 100).toFixed(1);
    return failed("void", `L and λW differ by ${percent} %: the stamps contradict each other`);
  }
  return record;
}
