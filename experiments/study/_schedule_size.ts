import {
  type Extent,
  IO_CLASS,
  planSchedule,
  type Schedule,
  type ScheduleSeeds,
  type Workload,
} from "../workload/mod.ts";

/** What planning needs to know of a schedule. */
export interface ScheduleSize {
  /** Its length, in ms, or the most that it may be. */
  readonly horizonMs: number;
  /** The largest demand of a task, in ms. */
  readonly longestMs: number;
  /** How long it should take with its work done, in ms. */
  readonly expectedMs: number;
}

// A typing slip, not a trial.
const MOST_TRIAL_MS = 24 * 3_600_000;

/** Plans a schedule, measures it and throws it away. */
export function measureSchedule(
  workload: Workload,
  extent: Extent,
  seeds: ScheduleSeeds,
): ScheduleSize {
  const schedule = planSchedule(workload, extent, seeds);
  const { demandMs, horizonMs } = schedule;
  if (demandMs.length === 0) {
    throw new RangeError(
      `workload ${workload.name} has no task within its ${horizonMs} ms: ` +
        "make it longer (--duration-ms) or its rate higher",
    );
  }
  const longestMs = demandMs.reduce((most, ms) => Math.max(most, ms), 0);
  if (horizonMs > MOST_TRIAL_MS || longestMs > MOST_TRIAL_MS) {
    const what = horizonMs > MOST_TRIAL_MS ? "its schedule" : "one of its tasks";
    throw new RangeError(
      `workload ${workload.name}: ${what} takes longer than a day: check its rate, speed and scale`,
    );
  }
  const expectedMs = schedule.kind === "closed"
    ? schedule.expectedMs
    : Math.max(horizonMs, loopTimeMs(workload, schedule));
  return { horizonMs, longestMs, expectedMs };
}

/** How long the tasks hold the loop together. */
function loopTimeMs({ body }: Workload, { demandMs, taskClass }: Schedule): number {
  const sum = (values: Float64Array) => values.reduce((total, ms) => total + ms, 0);
  switch (body.kind) {
    case "cpu":
      return sum(demandMs);
    case "await":
    // The demand of a body of the user's own may be any measure of work.
    case "custom":
      return 0;
    case "io":
      return demandMs.length * (body.cpuBeforeMs + body.cpuAfterMs);
    case "mixed": {
      const spinning = demandMs.filter((_, task) => taskClass[task] !== IO_CLASS);
      const waiting = demandMs.length - spinning.length;
      return sum(spinning) + waiting * (body.cpuBeforeMs + body.cpuAfterMs);
    }
  }
}
