/**
 * Experiments: what is asked and how it is measured.
 *
 * @module
 */
export * from "./calibration/mod.ts";
export * from "./capture/mod.ts";
export * from "./chart_file.ts";
export * from "./cost/mod.ts";
export * from "./gate/mod.ts";
export * from "./gate_document.ts";
export * from "./histogram.ts";
export * from "./history/mod.ts";
export * from "./history_point.ts";
export * from "./record.ts";
export * from "./service_level.ts";
export * from "./study/mod.ts";
export * from "./study_document.ts";
export * from "./submit/mod.ts";
export * from "./sweep/mod.ts";
export * from "./sweep_document.ts";
export * from "./theory/mod.ts";
export * from "./trial/mod.ts";
export * from "./units.ts";
export * from "./workload/mod.ts";
export * from "./host/mod.ts";
