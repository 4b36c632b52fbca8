/**
 * Calibration: whether the intervals of a report cover the truth as often as they say.
 *
 * @module
 */
export * from "./busy_core.ts";
export * from "./calibrate.ts";
export * from "./naive_intervals.ts";
export * from "./sleeping_loop.ts";
export * from "./slow_trial.ts";
export * from "./calibration_truth.ts";
