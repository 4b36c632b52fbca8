/**
 * Arrivals: when tasks are meant to be dispatched, planned before a trial. How each process makes its
 * times stands in `arrivals/`, one file a kind.
 *
 * @module
 */
import { batches } from "./arrivals/batches.ts";
import { diurnal } from "./arrivals/diurnal.ts";
import { mmpp } from "./arrivals/mmpp.ts";
import { onOff } from "./arrivals/on_off.ts";
import { poisson } from "./arrivals/poisson.ts";
import type { ArrivalProcess, Extent, ProcessOf, ProcessRules } from "./arrivals/process.ts";
import { ramp } from "./arrivals/ramp.ts";
import { replay } from "./arrivals/replay.ts";
import { steady } from "./arrivals/steady.ts";
import type { Random } from "./random.ts";
import { requireAbove, requireWhole } from "./requirement.ts";

export type { ArrivalProcess, Extent } from "./arrivals/process.ts";

/** Planned arrivals. */
export interface ArrivalPlan {
  /** When each task is to be dispatched, in ms from the trial's start: sorted, at least 0. */
  readonly intendedMs: Float64Array;
  /** The time that the plan covers, in ms: offered rate = number of arrivals ÷ horizon. */
  readonly horizonMs: number;
}

const TABLE: { readonly [Kind in ArrivalProcess["kind"]]: ProcessRules<ProcessOf<Kind>> } = {
  "steady": steady,
  "poisson": poisson,
  "batches": batches,
  "on-off": onOff,
  "ramp": ramp,
  "diurnal": diurnal,
  "mmpp": mmpp,
  "replay": replay,
};

/** The most tasks that one plan may hold: a typing slip in a rate should not fill the memory. */
export const MOST_TASKS = 20_000_000;

/**
 * Plans the arrivals of one trial.
 *
 * With a duration, the plan holds every arrival in [0, durationMs) and the horizon is the duration;
 * a replay ends with its trace, whose length is its last time plus its mean gap. With a number N of
 * tasks, the plan holds the first N (or all of a shorter trace) and the horizon is when the next one
 * is due by the mean gap: N ÷ λ for `steady`, ⌈N ÷ batch⌉ · everyMs for `batches`, and the last
 * arrival plus the process's mean gap for the others.
 *
 * @param process The arrival process.
 * @param extent How much of it.
 * @param random Drawn from once a task by the kinds of Poisson process (`mmpp`: once a state as
 *   well), never by the others.
 * @returns The plan; it may be empty if the duration is short.
 * @throws {RangeError} If a rate, time or size is out of its range, or the plan would hold more than
 *   20 million tasks.
 *
 * @example
 * ```ts
 * const process = { kind: "batches", batch: 2, everyMs: 50 } as const;
 * planArrivals(process, { kind: "tasks", tasks: 3 }, createRandom(1));
 * // { intendedMs: [0, 0, 50], horizonMs: 100 }
 * ```
 */
export function planArrivals(
  process: ArrivalProcess,
  extent: Extent,
  random: Random,
): ArrivalPlan {
  const ratePerSecond = meanRatePerSecond(process);
  checkExtent(extent, ratePerSecond);
  const rules = rulesOf(process);
  const next = rules.times(process, random, extent);
  const end = rules.end?.(process) ?? { tasks: Infinity, durationMs: Infinity };
  if (extent.kind === "duration") {
    const { durationMs } = extent;
    const times: number[] = [];
    for (let time = next(0); time < durationMs; time = next(times.length)) times.push(time);
    return {
      intendedMs: Float64Array.from(times),
      horizonMs: Math.min(durationMs, end.durationMs),
    };
  }
  const tasks = Math.min(extent.tasks, end.tasks);
  const intendedMs = new Float64Array(tasks);
  for (let task = 0; task < tasks; task++) intendedMs[task] = next(task);
  return {
    intendedMs,
    horizonMs: rules.nextDueMs?.(process, intendedMs) ??
      intendedMs[tasks - 1] + 1000 / ratePerSecond,
  };
}

/**
 * The times of a process one by one, without a plan and without its limit.
 *
 * @param process The arrival process.
 * @param extent How much of it; its shape may depend on that.
 * @param random Drawn from as {@link planArrivals} says.
 * @returns To be asked for 0, 1, 2 … in this order; times in ms, Infinity after the last one. With a
 *   duration, later times come as well.
 * @throws {RangeError} If a rate, time or size is out of its range.
 */
export function arrivalTimes(
  process: ArrivalProcess,
  extent: Extent,
  random: Random,
): (index: number) => number {
  const rules = rulesOf(process);
  rules.meanRatePerSecond(process);
  return rules.times(process, random, extent);
}

/**
 * The long-run mean rate of a process, in tasks per second. For `replay` it is (n − 1) gaps over the
 * time of the last arrival, for `ramp` the rate at its end, or the mean of both ends if the ramp takes
 * the whole trial.
 *
 * @param process The arrival process.
 * @returns The rate, above 0.
 * @throws {RangeError} If a rate, time or size is out of its range; a replay needs two different
 *   times for its rate to be defined.
 */
export function meanRatePerSecond(process: ArrivalProcess): number {
  return rulesOf(process).meanRatePerSecond(process);
}

function rulesOf({ kind }: ArrivalProcess): ProcessRules<ArrivalProcess> {
  // Modules of the user's own are not bound by the types.
  if (!Object.hasOwn(TABLE, kind)) {
    throw new RangeError(
      `Cannot plan arrivals: 'kind' must be one of ${Object.keys(TABLE).join(", ")}, got "${kind}"`,
    );
  }
  // The compiler does not see that a process and the rules of its kind belong together.
  return TABLE[kind] as ProcessRules<ArrivalProcess>;
}

function checkExtent(extent: Extent, ratePerSecond: number): void {
  if (extent.kind === "tasks") requireWhole("arrivals", "tasks", extent.tasks, 1);
  else requireAbove("arrivals", "durationMs", extent.durationMs);
  const tasks = extent.kind === "tasks" ? extent.tasks : ratePerSecond * extent.durationMs / 1000;
  if (tasks <= MOST_TASKS) return;
  throw new RangeError(
    `Cannot plan arrivals: about ${tasks.toPrecision(3)} tasks are more than ${MOST_TASKS}: ` +
      "lower the rate or the duration",
  );
}
