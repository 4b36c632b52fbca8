/**
 * The host: whether it can measure.
 *
 * @module
 */
export * from "./examine_host.ts";
export * from "./host_checks.ts";
export * from "./host_report.ts";
export * from "./judge_host.ts";
export * from "./run_doctor.ts";
