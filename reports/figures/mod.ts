/**
 * Figures: what a report shows, once for all renderers.
 *
 * @module
 */
export * from "./accounting_table.ts";
export * from "./anchors.ts";
export * from "./answer_matrix.ts";
export * from "./blocks_figure.ts";
export * from "./classes_table.ts";
export * from "./comparison_figures.ts";
export * from "./draw_study.ts";
export * from "./evidence_text.ts";
export * from "./figure.ts";
export * from "./forest_figure.ts";
export * from "./glossary.ts";
export * from "./history_figures.ts";
export * from "./latency_figure.ts";
export * from "./left_out.ts";
export * from "./parts_figure.ts";
export * from "./prediction_figure.ts";
export * from "./results_table.ts";
export * from "./scale_views.ts";
export * from "./side_figures.ts";
export * from "./side_words.ts";
export * from "./study_words.ts";
export * from "./sweep_all.ts";
export * from "./sweep_figures.ts";
export * from "./sweep_fits.ts";
export * from "./sweep_overview.ts";
export * from "./sweep_table.ts";
export * from "./sweep_throughput.ts";
export * from "./sweep_words.ts";
export * from "./table_cells.ts";
export * from "./theory_tables.ts";
export * from "./time_figures.ts";
export * from "./verdict_ranks.ts";
export * from "./views.ts";
export * from "./workload_figures.ts";
