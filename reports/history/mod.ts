/**
 * Histories: what is kept of studies, the series they make, and where these change.
 *
 * @module
 */
export * from "./describe_history.ts";
export * from "./detect_changes.ts";
export * from "./history_metrics.ts";
export * from "./points_of.ts";
export * from "./series.ts";
