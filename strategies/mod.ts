/**
 * Dispatch strategies: how a submitted task reaches the event loop that runs it.
 *
 * @module
 */
export * from "./catalogue.ts";
export * from "./parameters.ts";
export * from "./strategy.ts";
