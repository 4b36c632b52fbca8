/**
 * Estimators and tests over plain numbers. Knows nothing of tasks, trials or reports.
 *
 * @module
 */
export * from "./autocorrelation.ts";
export * from "./block_quantile.ts";
export * from "./intervals.ts";
export * from "./jackknife.ts";
export * from "./lag_check.ts";
export * from "./line.ts";
export * from "./moments.ts";
export * from "./mser.ts";
export * from "./multiplicity.ts";
export * from "./normal.ts";
export * from "./proportion.ts";
export * from "./quantiles.ts";
export * from "./rank.ts";
export * from "./signed_rank.ts";
export * from "./student.ts";
export * from "./t_test.ts";
export * from "./two_sample_shift.ts";
export * from "./usl.ts";
