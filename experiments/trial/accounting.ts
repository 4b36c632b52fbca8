/**
 * What the columns alone tell: who came, who left, and what the producer paid.
 *
 * @module
 */
import { moments } from "../../reports/stats/moments.ts";
import { type CellIdentity, serversOf, type TaskCounts } from "../record.ts";
import { type Columns, OUTCOME_CODE } from "./columns.ts";

const NEVER_RAN: ReadonlySet<number> = new Set([
  OUTCOME_CODE.dropped,
  OUTCOME_CODE.refused,
  OUTCOME_CODE.lost,
  OUTCOME_CODE.cancelled,
]);

/**
 * Counts what became of the tasks.
 *
 * @param columns The columns.
 * @param released Tasks released.
 * @returns The counts; those after `released` add up to it.
 */
export function countTasks(columns: Columns, released: number): TaskCounts {
  return { ...countOutcomes(columns.outcome.subarray(0, released)), offered: columns.tasks };
}

/**
 * Counts what became of some tasks, all of them released.
 *
 * @param outcomes An `OUTCOME_CODE` a task.
 * @returns The counts; those after `released` add up to it.
 */
export function countOutcomes(outcomes: Uint8Array): TaskCounts {
  const tally = new Map<number, number>();
  for (const code of outcomes) tally.set(code, (tally.get(code) ?? 0) + 1);
  const of = (code: number) => tally.get(code) ?? 0;
  const completed = of(OUTCOME_CODE.completed);
  const failed = of(OUTCOME_CODE.failed);
  const rejected = of(OUTCOME_CODE.refused);
  const lost = of(OUTCOME_CODE.lost);
  const dropped = of(OUTCOME_CODE.dropped) + rejected + lost;
  const cancelled = of(OUTCOME_CODE.cancelled);
  return {
    offered: outcomes.length,
    released: outcomes.length,
    completed,
    failed,
    dropped,
    cancelled,
    unfinished: of(OUTCOME_CODE.pending),
    rejected,
    lost,
  };
}

/** How late the producer was at most where it had been waiting for the task's time to come. */
export function longestStop({ intended, released, accepted }: Columns): number {
  let longestMs = 0;
  for (let task = 0; task < released.length; task++) {
    const freeMs = Math.max(intended[task], task > 0 ? accepted[task - 1] : -Infinity);
    if (released[task] - freeMs > longestMs) longestMs = released[task] - freeMs;
  }
  return longestMs;
}

/** Where the body runs on another thread than its dispatch, it is 0 whatever the stamps look like. */
export function bodyInCallShare(
  { accepted, ended }: Columns,
  { placement, discipline }: Pick<CellIdentity, "placement" | "discipline">,
): number {
  const tasks = ended.filter((endedMs) => !Number.isNaN(endedMs)).length;
  const isApart = placement === "outside" || serversOf(discipline) !== null;
  if (isApart) return tasks === 0 ? NaN : 0;
  return ended.filter((endedMs, task) => endedMs <= accepted[task]).length / tasks;
}

/**
 * Until the schedule and the last task had ended, and the loop knew; until observation ended if tasks
 * were left.
 */
export function measuredWindow(
  { ended, returned }: Columns,
  counts: TaskCounts,
  horizonMs: number,
  observedMs: number,
): number {
  if (counts.unfinished > 0 || counts.released < counts.offered) return observedMs;
  const last = (stamps: Float64Array) => moments(finite(stamps)).max || 0;
  return Math.max(horizonMs, last(ended), last(returned));
}

/** How late the last task was released, in ms; 0 if none was. */
export function lastLateness({ intended, released }: Columns, releasedTasks: number): number {
  if (releasedTasks === 0) return 0;
  return Math.max(0, released[releasedTasks - 1] - intended[releasedTasks - 1]);
}

/** Arrivals of the tasks that were not dropped or cancelled: those that are in the system. */
export function arrivalsInSystem(
  { outcome, intended }: Columns,
  released: number,
): Float64Array {
  return intended.slice(0, released).filter((_, task) => !NEVER_RAN.has(outcome[task]));
}

/** Time that tasks without an outcome have spent in the system by the end of the window. */
export function unfinishedTime(
  { intended, outcome }: Columns,
  released: number,
  windowMs: number,
): number {
  let total = 0;
  for (let task = 0; task < released; task++) {
    if (outcome[task] === OUTCOME_CODE.pending) total += Math.max(0, windowMs - intended[task]);
  }
  return total;
}

/**
 * Leaves out what did not happen.
 *
 * @param values Values, NaN where there is none.
 * @returns The others, in order.
 */
export function finite(values: Float64Array): Float64Array {
  return values.filter((value) => !Number.isNaN(value));
}
