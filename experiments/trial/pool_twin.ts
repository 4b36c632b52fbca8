import type { Columns } from "./columns.ts";
import { type IdealWait, placeWaits } from "./ideal_wait.ts";

/**
 * What as many work-conserving servers with one queue, first come, first served, would have made tasks
 * wait, given the very same arrivals and measured service times: the twin of a strategy whose bodies run
 * on a pool of threads. A thread is taken by its task from start to end, awaiting included, and what the
 * loop does meanwhile delays nobody ideally.
 *
 * @param columns A trial's columns.
 * @param windowMs Bodies that had not ended by then are cut there.
 * @param servers Number of threads.
 * @returns Ideal wait, and the time for which each task held its thread.
 */
export function pooledIdealWaits(columns: Columns, windowMs: number, servers: number): IdealWait {
  const { started, ended } = columns;
  const busyMs = started.map((startedMs, task) =>
    Math.max(0, (Number.isNaN(ended[task]) ? windowMs : ended[task]) - startedMs)
  );
  return { waitMs: placeWaits(columns, windowMs, servers), busyMs };
}
