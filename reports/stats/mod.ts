/**
 * Estimators and tests over plain numbers. Knows nothing of tasks, trials or reports.
 *
 * @module
 */
export * from "./autocorrelation.ts";
export * from "./intervals.ts";
export * from "./jackknife.ts";
export * from "./moments.ts";
export * from "./normal.ts";
export * from "./quantiles.ts";
export * from "./rank.ts";
export * from "./student.ts";
