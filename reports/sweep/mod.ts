/**
 * Sweeps: curves measured and predicted, knees, saturation and fitted laws.
 *
 * @module
 */
export * from "./describe_sweep.ts";
export * from "./describe_sweep_method.ts";
export * from "./judge_slo.ts";
export * from "./knee_search.ts";
export * from "./point_remarks.ts";
export * from "./predict_saturation.ts";
export * from "./predict_slo.ts";
export * from "./summarize_sweep.ts";
export * from "./sweep.ts";
