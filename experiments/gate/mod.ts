/**
 * Gates: two trees, or two strategies, measured in turn and held against each other.
 *
 * @module
 */
export * from "./arm_fingerprint.ts";
export * from "./gate_store.ts";
export * from "./host_fitness.ts";
export * from "./plan_gate.ts";
export * from "./rehearse.ts";
export * from "./run_gate.ts";
export * from "./tree_project.ts";
export * from "./tree_sources.ts";
export * from "./work_tree.ts";
