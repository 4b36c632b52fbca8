/**
 * Reports: what the numbers of a study mean.
 *
 * @module
 */
export * from "./capacity/mod.ts";
export * from "./cell_metrics.ts";
export * from "./cell_state.ts";
export * from "./chart/mod.ts";
export * from "./comparison/calibration/mod.ts";
export * from "./comparison/mod.ts";
export * from "./figures/mod.ts";
export * from "./findings/mod.ts";
export * from "./format.ts";
export * from "./history/mod.ts";
export * from "./live/mod.ts";
export * from "./ranking.ts";
export * from "./render/capacity_markdown.ts";
export * from "./render/chart_files.ts";
export * from "./render/comparison_files.ts";
export * from "./render/comparison_markdown.ts";
export * from "./render/escape.ts";
export * from "./render/exchange/mod.ts";
export * from "./render/html/mod.ts";
export * from "./render/gate_calibration_markdown.ts";
export * from "./render/json.ts";
export * from "./render/markdown.ts";
export * from "./render/study_files.ts";
export * from "./render/side_by_side_files.ts";
export * from "./render/side_by_side_markdown.ts";
export * from "./render/sweep_markdown.ts";
export * from "./repeat_command.ts";
export * from "./report.ts";
export * from "./short_commit.ts";
export * from "./side_by_side/mod.ts";
export * from "./stats/mod.ts";
export * from "./strategy_ranks.ts";
export * from "./summarize.ts";
export * from "./summarize_cell.ts";
export * from "./surely_better.ts";
export * from "./theory/mod.ts";
export * from "./sweep/mod.ts";
export * from "./words.ts";
