/**
 * Figures: what a report shows, once for all renderers.
 *
 * @module
 */
export * from "./anchors.ts";
export * from "./answer_matrix.ts";
export * from "./figure.ts";
export * from "./latency_figure.ts";
export * from "./strategy_ranks.ts";
