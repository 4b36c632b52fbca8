import type { Schedule, Workload } from "../workload/mod.ts";

/**
 * The schedule of the unmeasured run before a trial: the same body with next to no demand, of each
 * class in turn, often enough for the compiler to have seen the path from dispatch to the end of a
 * task.
 *
 * @param workload The trial's workload.
 * @param durationMs Time for the schedule and its grace together, in ms; the schedule takes half.
 * @returns The schedule.
 */
export function planWarmup(workload: Workload, durationMs: number): Schedule {
  // A task that awaits takes the loop some tens of µs; one that spins, next to nothing.
  const gapMs = workload.body.kind === "cpu" ? 0.05 : 0.5;
  const classes = workload.classes?.length ?? 1;
  const horizonMs = durationMs / 2;
  const tasks = Math.max(1, Math.floor(horizonMs / gapMs));
  return {
    intendedMs: Float64Array.from({ length: tasks }, (_, task) => task * gapMs),
    demandMs: new Float64Array(tasks),
    fault: new Uint8Array(tasks),
    taskClass: Uint8Array.from({ length: tasks }, (_, task) => task % classes),
    deadlineMs: null,
    abortAfterMs: null,
    horizonMs,
    offeredRatePerSecond: 1000 / gapMs,
  };
}
