import type { Schedule, TaskPlan, Workload } from "../workload/mod.ts";

// More would make no difference, for they come one after the other.
const MOST_USERS = 10;

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
  const plan: TaskPlan = {
    demandMs: new Float64Array(tasks),
    fault: new Uint8Array(tasks),
    taskClass: Uint8Array.from({ length: tasks }, (_, task) => task % classes),
    deadlineMs: null,
    abortAfterMs: null,
  };
  const { arrivals } = workload;
  if (arrivals.kind === "closed") {
    const users = Math.min(arrivals.users, MOST_USERS);
    return {
      kind: "closed",
      ...plan,
      users,
      // The first time they come one after the other, and so they stay.
      thinkMs: Float64Array.from(
        { length: tasks + users },
        (_, think) => gapMs * Math.min(think + 1, users),
      ),
      tasks,
      horizonMs,
      expectedMs: horizonMs,
      limit: "duration",
    };
  }
  return {
    kind: "open",
    ...plan,
    intendedMs: Float64Array.from({ length: tasks }, (_, task) => task * gapMs),
    horizonMs,
    offeredRatePerSecond: 1000 / gapMs,
  };
}
