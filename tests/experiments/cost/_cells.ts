/** Cells and records made by hand. */
import type {
  CostCell,
  CostMeasure,
  CostRecord,
  CostResult,
  WakeFigures,
} from "../../../experiments/cost/cost_record.ts";
import { planCost } from "../../../experiments/cost/plan_cost.ts";
import { parseSelections } from "../../../strategies/mod.ts";

/** The cells of strategies under one measure. */
export function cellsOf(strategies: string, measure: CostMeasure): readonly CostCell[] {
  return planCost({ strategies: parseSelections(strategies), measures: [measure] }).cells;
}

/** A cell that was measured. */
export function measured(cell: number, round: number, result: CostResult): CostRecord {
  return { cell, round, wallMs: 100, state: "measured", result };
}

/** A cell that was not. */
export function failed(cell: number, round: number, message = "exit code 1: no"): CostRecord {
  return { cell, round, wallMs: 100, state: "failed", reason: "crashed", message };
}

/** A burst. */
export function burst(nsPerTask: number, more: { tasks?: number; dropped?: number } = {}) {
  return { kind: "burst", tasks: 1000, dropped: 0, bursts: 9, nsPerTask, ...more } as const;
}

/** Wake-ups. */
export function wake(busy: Partial<WakeFigures>, idle: Partial<WakeFigures> = {}) {
  const usual = { started: 400, p50Ms: 0.1, p99Ms: 1, clockErrorMs: 0.001 };
  return {
    kind: "wake",
    paces: { busy: { ...usual, ...busy }, idle: { ...usual, ...idle } },
  } as const;
}
