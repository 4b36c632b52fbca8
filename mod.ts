/**
 * dispatch-lab: runs event-loop dispatch strategies under workloads, measures what queueing theory
 * needs, and reports.
 *
 * @module
 */
export * from "./experiments/mod.ts";
export * from "./reports/mod.ts";
export * from "./strategies/mod.ts";
