/**
 * Studies: configured, planned, run and kept.
 *
 * @module
 */
export * from "./changed_module.ts";
export * from "./conduct_trial.ts";
export * from "./config.ts";
export { describeStrategy, type StrategyDescription } from "./strategy_description.ts";
export * from "./environment.ts";
export * from "./plan.ts";
export * from "./raw_store.ts";
export * from "./record_log.ts";
export * from "./remove_charts.ts";
export * from "./remove_study.ts";
export * from "./resolve_modules.ts";
export * from "./forecast.ts";
export * from "./run_study.ts";
export * from "./store_error.ts";
export * from "./study_modules.ts";
export * from "./study_store.ts";
export * from "./task_table.ts";
