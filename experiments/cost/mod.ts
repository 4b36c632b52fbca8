/**
 * What a dispatch costs: all strategies and the libraries side by side.
 *
 * @module
 */
export * from "./cost_document.ts";
export * from "./cost_record.ts";
export * from "./plan_cost.ts";
export * from "./run_cost.ts";
export * from "./summarize_cost.ts";
