/**
 * Whether a gate alarms as rarely, and finds as much, as it should.
 *
 * @module
 */
import { proportionInterval } from "../../stats/proportion.ts";
import type { GateRow } from "./gate_tally.ts";

/** Share of gates without a difference that may fail at most. */
export const MOST_FALSE_ALARMS = 0.01;

/**
 * What gates showed about a goal. `reached` or `missed`: the 95 % interval of the share lies on one side, or
 * the count does where counts are judged. `open`: the interval does not; more gates would tell.
 */
export type GoalState = "reached" | "missed" | "open";

/** A real gate takes a minute: 10 of 1 % make none, and 9 of 10 are 90 %. */
function stateByCount({ injection, gates, verdicts: { regressed } }: GateRow, goal: number) {
  const isReached = injection === null
    ? regressed <= Math.floor(goal * gates)
    : regressed >= Math.ceil(goal * gates);
  return isReached ? "reached" : "missed";
}

/** A goal, and how it stands. */
export interface JudgedGoal {
  /** Which gates. */
  readonly row: GateRow;
  /** The share that may fail at most, or should at least. */
  readonly goal: number;
  /** How it stands. */
  readonly state: GoalState;
}

/**
 * Judges every row that has a goal: confirmed alarms where the arms do not differ, found slow-downs elsewhere.
 *
 * @param rows What gates said.
 * @returns The goals, in the order of the rows.
 */
export function judgeGoals(rows: readonly GateRow[]): JudgedGoal[] {
  return rows.flatMap((row): JudgedGoal[] => {
    const goal = row.injection === null ? MOST_FALSE_ALARMS : row.goal;
    const interval = proportionInterval(row.verdicts.regressed, row.gates);
    if (goal === null || interval === null) return [];
    if (row.judgedBy === "count") return [{ row, goal, state: stateByCount(row, goal) }];
    const [low, high] = interval;
    const isBelow = high <= goal;
    const isAbove = low >= goal;
    if (!isBelow && !isAbove) return [{ row, goal, state: "open" }];
    return [{ row, goal, state: isBelow === (row.injection === null) ? "reached" : "missed" }];
  });
}
