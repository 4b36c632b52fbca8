/**
 * Trials: one cell in one block, run in a process of its own and measured.
 *
 * @module
 */
export * from "./columns.ts";
export * from "./isolate.ts";
export * from "./measure.ts";
export * from "./run_trial.ts";
export * from "./spec.ts";
export * from "./trial_file.ts";
