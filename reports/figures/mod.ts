/**
 * Figures: what a report shows, once for all renderers.
 *
 * @module
 */
export * from "./anchors.ts";
export * from "./answer_matrix.ts";
export * from "./blocks_figure.ts";
export * from "./figure.ts";
export * from "./forest_figure.ts";
export * from "./history_figures.ts";
export * from "./latency_figure.ts";
export * from "./scale_views.ts";
export * from "./strategy_ranks.ts";
export * from "./sweep_all.ts";
export * from "./sweep_figures.ts";
export * from "./sweep_fits.ts";
export * from "./sweep_overview.ts";
export * from "./sweep_table.ts";
export * from "./sweep_throughput.ts";
export * from "./verdict_ranks.ts";
