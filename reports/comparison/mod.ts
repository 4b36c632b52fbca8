/**
 * Comparison: a base and a head held against each other, with verdicts that can be believed.
 *
 * @module
 */
export * from "./cell_name.ts";
export * from "./compare_gate.ts";
export * from "./compare_studies.ts";
export * from "./compared_metrics.ts";
export * from "./comparison.ts";
export * from "./comparison_rows.ts";
export * from "./decide.ts";
export * from "./describe_comparison.ts";
export * from "./gate_rule.ts";
export * from "./gated_metrics.ts";
