/**
 * Comparison: a base and a head held against each other, with verdicts that can be believed.
 *
 * @module
 */
export * from "./compared_metrics.ts";
export * from "./comparison.ts";
export * from "./decide.ts";
export * from "./gated_metrics.ts";
