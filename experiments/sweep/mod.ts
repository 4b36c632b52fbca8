/**
 * Sweeps: a parameter over a range as a study, and the search for the knee beyond its grid.
 *
 * @module
 */
export * from "./axis.ts";
export * from "./expand_sweep.ts";
export * from "./plan_sweep.ts";
export * from "./run_probes.ts";
