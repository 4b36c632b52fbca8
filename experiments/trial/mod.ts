/**
 * Trials: one cell in one block, run in a process of its own and measured.
 *
 * @module
 */
export {
  type ChildFailureReason,
  type ChildOptions,
  createRecordFile,
  requireRecordPlace,
} from "./child_process.ts";
export type { ClosedLoopEnd } from "./closed_producer.ts";
export * from "./columns.ts";
export * from "./isolate.ts";
export * from "./measure.ts";
export type { RecorderFaults } from "./recorder.ts";
export * from "./run_trial.ts";
export type { MeasuredSleep } from "./sleeper.ts";
export * from "./spec.ts";
export * from "./steadiness.ts";
export * from "./task_times.ts";
export * from "./trial_file.ts";
