/**
 * Simulation of queues that have no closed form, or that are to be carried to loads which no machine
 * here has.
 *
 * @module
 */
export * from "./fit_law.ts";
export * from "./model.ts";
export * from "./recorded.ts";
export * from "./result.ts";
export * from "./scale_arrivals.ts";
export * from "./simulate.ts";
export * from "./simulate_trials.ts";
