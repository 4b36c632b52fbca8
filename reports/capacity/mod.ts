/**
 * Capacity: how many loops a measured strategy needs at a rate beyond this machine.
 *
 * @module
 */
export * from "./basis_in_words.ts";
export * from "./capacity_plan.ts";
export * from "./deployment_rows.ts";
export * from "./least_loops.ts";
export * from "./plan_capacity.ts";
export * from "./predict_sojourn.ts";
export * from "./simulate_loops.ts";
export * from "./simulated_figure.ts";
export * from "./task_profile.ts";
