import type { Host } from "../../strategies/mod.ts";
import { perSecond } from "../units.ts";
import { createBareHost } from "./bare_host.ts";
import { median } from "../../reports/stats/quantiles.ts";
import { rest } from "./burst.ts";
import type { CostRequest, ThroughputResult } from "./cost_record.ts";
import { openOutside } from "./outside.ts";
import { type Burst, repeatBursts } from "./repeat_bursts.ts";

// A reading of the clock costs more than a task on the quickest ways, so only every so many runs are
// stamped; a power of two. The last run is stamped in any case, unless a loss is noticed after it.
const STAMP_EVERY = 64;

/**
 * Lets another thread dispatch bursts of tasks that do nothing as fast as it can.
 *
 * @param request Whom to measure.
 * @param scratchPath Path at which the strategy may make one file or socket.
 * @returns How many tasks a second ran on the calling thread's event loop.
 */
export async function measureThroughput(
  { strategy, size }: Extract<CostRequest, { kind: "throughput" }>,
  scratchPath: string,
): Promise<ThroughputResult> {
  const bare = createBareHost({ capacity: size.tasks, scratchPath });
  const { now } = bare.clock;
  let runs = 0;
  let lastRunMs = NaN;
  let isLastDropped = false;
  const host: Host = {
    ...bare.host,
    run(task) {
      if ((++runs & (STAMP_EVERY - 1)) === 0) lastRunMs = now();
      isLastDropped = false;
      return bare.host.run(task);
    },
    drop(task, reason) {
      isLastDropped = true;
      bare.host.drop(task, reason);
    },
  };
  const outside = await openOutside(strategy, bare, host);

  async function burst(tasks: number): Promise<Burst> {
    lastRunMs = NaN;
    const whenSettled = bare.expect(tasks);
    const askedMs = now();
    const { beganMs, tookMs, refused } = await outside.dispatch(tasks);
    // Those refused on the thread never come to the host.
    for (let task = 0; task < refused; task++) host.drop(task, "refused");
    const { ran, dropped, endMs } = await whenSettled;
    await rest();
    // The threads' clocks may err by more than a short burst takes, but it began after it was asked for,
    // and the last task ran after the last dispatch began.
    const sinceMs = Math.max(beganMs, askedMs);
    const durationMs = isLastDropped && !Number.isNaN(lastRunMs)
      ? lastRunMs - sinceMs
      : Math.max(endMs - sinceMs, tookMs);
    return { ran, dropped, durationMs };
  }

  const { tasks, measured } = await repeatBursts(size, burst);
  await outside.close();
  return {
    kind: "throughput",
    tasks,
    dropped: measured.reduce((sum, { dropped }) => sum + dropped, 0) / measured.length,
    bursts: measured.length,
    tasksPerSecond: median(measured.map(({ ran, durationMs }) => perSecond(ran, durationMs))),
  };
}
