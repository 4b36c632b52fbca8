/**
 * Histories: what is kept of studies, one after the other, so that changes can be found.
 *
 * @module
 */
export * from "./history_error.ts";
export * from "./history_lines.ts";
export * from "./history_store.ts";
