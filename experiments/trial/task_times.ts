import { concurrencyOf, type Metric, serversOf } from "../record.ts";
import type { Discipline } from "../../strategies/mod.ts";
import type { Columns } from "./columns.ts";
import { idealWaits } from "./ideal_wait.ts";
import { pooledIdealWaits } from "./pool_twin.ts";

/** The metrics that every single task has, all but those of the loop itself. */
export type TaskMetric = Exclude<Metric, "loopLagMs" | "loopLagProbeMs">;

/** A value a task for each, in ms; NaN where it is undefined, as the wait of a task that never started. */
export type TaskTimes = Readonly<Record<TaskMetric, Float64Array>>;

/**
 * Derives the times of each task from its stamps: the one place that says what a wait is. Whatever is
 * said of a trial's tasks, one by one or as a distribution, is made of these.
 *
 * @param columns A trial's columns.
 * @param windowMs Its measured window, in ms: bodies that had not ended by then are cut there.
 * @param discipline When its strategy serves, and by how many servers.
 * @returns The times, a row a task.
 */
export function taskTimes(columns: Columns, windowMs: number, discipline: Discipline): TaskTimes {
  const { intended, released, accepted, started, ended, returned } = columns;
  const servers = serversOf(discipline);
  const ideal = servers === null
    ? idealWaits(columns, windowMs, concurrencyOf(discipline))
    : pooledIdealWaits(columns, windowMs, servers);
  return {
    waitMs: differences(started, intended),
    serviceMs: differences(ended, started),
    sojournMs: differences(ended, intended),
    dispatchOverheadMs: ideal.waitMs.map((idealMs, task) =>
      started[task] - intended[task] - idealMs
    ),
    dispatchCallMs: differences(accepted, released),
    latenessMs: differences(released, intended),
    idealWaitMs: ideal.waitMs,
    busyMs: ideal.busyMs,
    returnMs: differences(returned, ended),
  };
}

function differences(later: Float64Array, earlier: Float64Array): Float64Array {
  return later.map((ms, task) => ms - earlier[task]);
}
