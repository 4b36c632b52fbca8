/**
 * Strategies for daily use: hand functions to the loop and get promises back. Light enough for a
 * service: it loads nothing but the catalogue of strategies.
 *
 * @module
 */
export * from "./submitter.ts";
