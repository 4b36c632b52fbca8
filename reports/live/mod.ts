/**
 * A study while it runs: what is known of it so far, ready to be shown.
 *
 * @module
 */
export * from "./live_cell.ts";
export * from "./live_study.ts";
export * from "./live_trial.ts";
