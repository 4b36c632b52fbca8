/**
 * Calibration of the gate: whether it alarms as rarely, and finds as much, as it says.
 *
 * @module
 */
export * from "./calibrate_gate.ts";
export * from "./gate_tally.ts";
export * from "./injection.ts";
export * from "./judge_goals.ts";
export * from "./measured_levels.ts";
export * from "./noise.ts";
export * from "./rivals.ts";
export * from "./simulate_gate.ts";
