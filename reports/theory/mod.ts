/**
 * Cells held against queueing theory: which model applies, what it predicts, and what it leaves
 * unexplained.
 *
 * @module
 */
export * from "./answer.ts";
export * from "./choose_model.ts";
export * from "./closed_form.ts";
export * from "./inputs.ts";
export * from "./predict_cell.ts";
export * from "./predict_sojourn.ts";
export * from "./simulated.ts";
export * from "./unexplained.ts";
