/**
 * Runs a trial in a child process of its own with the least permissions. Whatever the code under test
 * does there, hang, crash, exit or print, becomes an outcome here.
 *
 * @module
 */
import { type ChildFailureReason, type ChildOptions, runChild } from "./child_process.ts";
import type { TrialResult } from "./run_trial.ts";
import type { TrialSpec } from "./spec.ts";
import { decodeTrial } from "./trial_file.ts";

/** Why a trial yielded no result. */
export type FailureReason = ChildFailureReason | "invalid-record";

/** What became of a trial. */
export type TrialOutcome =
  | {
    readonly state: "recorded";
    readonly result: TrialResult;
    /** The result as the child wrote it. */
    readonly record: Uint8Array;
    readonly wallMs: number;
  }
  | {
    readonly state: "failed";
    readonly reason: FailureReason;
    /** One line. */
    readonly message: string;
    readonly wallMs: number;
  }
  | { readonly state: "interrupted" };

/** How a trial's child is run. */
export interface IsolateOptions extends Omit<ChildOptions, "modules"> {
  /** The child's module. @default the trial's own entry */
  readonly entry?: URL;
}

/**
 * Runs a trial.
 *
 * @param spec What to run.
 * @param options How.
 * @returns The outcome. Never throws for anything that the child did.
 */
export async function runIsolated(
  spec: TrialSpec,
  options: IsolateOptions,
): Promise<TrialOutcome> {
  const entry = options.entry ?? new URL("./child.ts", import.meta.url);
  const modules = [spec.strategy.module, spec.customBody?.module]
    .filter((module) => module !== undefined);
  const outcome = await runChild(entry, spec, { ...options, modules });
  if (outcome.state !== "recorded") return outcome;
  const { record, wallMs } = outcome;
  try {
    return { state: "recorded", result: decodeTrial(record), record, wallMs };
  } catch (error) {
    return { state: "failed", reason: "invalid-record", message: (error as Error).message, wallMs };
  }
}
