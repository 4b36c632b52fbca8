/**
 * Arrival processes: when tasks are meant to be dispatched. Written λ for the rate per ms.
 *
 * @module
 */
import { requireAbove, requireAtLeast, requireWhole } from "./_requirement.ts";
import type { Random } from "./random.ts";

/**
 * When tasks arrive; plain data, so that a trial can be sent to another process.
 *
 * - `steady`: tᵢ = i ÷ λ, from i = 0. The gaps do not vary (SCV 0).
 * - `poisson`: gaps are independent exponentials with mean 1 ÷ λ, the first one before the first
 *   arrival (SCV 1).
 * - `batches`: tᵢ = ⌊i ÷ batch⌋ · everyMs: `batch` tasks at one instant, the first batch at 0.
 * - `on-off`: Poisson with `ratePerSecond` for `onMs`, then silence for `offMs`, and again; starts
 *   on. An instant u of on-time falls at ⌊u ÷ onMs⌋ · (onMs + offMs) + u mod onMs, which is exact
 *   because exponential gaps have no memory. Also known as an interrupted Poisson process, here
 *   with fixed phases.
 * - `replay`: times that were recorded, sorted, the first at 0.
 */
export type ArrivalProcess =
  | { readonly kind: "steady"; readonly ratePerSecond: number }
  | { readonly kind: "poisson"; readonly ratePerSecond: number }
  | { readonly kind: "batches"; readonly batch: number; readonly everyMs: number }
  | {
    readonly kind: "on-off";
    readonly ratePerSecond: number;
    readonly onMs: number;
    readonly offMs: number;
  }
  | { readonly kind: "replay"; readonly timesMs: readonly number[] };

/** How much of a process a trial takes: a number of tasks, or all that arrive in a time. */
export type Extent =
  | { readonly kind: "tasks"; readonly tasks: number }
  | { readonly kind: "duration"; readonly durationMs: number };

/** Planned arrivals. */
export interface ArrivalPlan {
  /** When each task is to be dispatched, in ms from the trial's start: sorted, at least 0. */
  readonly intendedMs: Float64Array;
  /** The time that the plan covers, in ms: offered rate = number of arrivals ÷ horizon. */
  readonly horizonMs: number;
}

/** The most tasks that one plan may hold: a typing slip in a rate should not fill the memory. */
const mostTasks = 20_000_000;

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
 * @param random Drawn from once a task by `poisson` and `on-off`, never by the others.
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
  checkExtent(extent, meanRatePerSecond(process));
  const next = arrivalsOf(process, random);
  if (extent.kind === "duration") {
    const { durationMs } = extent;
    const times: number[] = [];
    for (let time = next(0); time < durationMs; time = next(times.length)) times.push(time);
    const traceMs = process.kind === "replay" ? lengthMs(process.timesMs) : Infinity;
    return { intendedMs: Float64Array.from(times), horizonMs: Math.min(durationMs, traceMs) };
  }
  const tasks = process.kind === "replay"
    ? Math.min(extent.tasks, process.timesMs.length)
    : extent.tasks;
  const intendedMs = new Float64Array(tasks);
  for (let task = 0; task < tasks; task++) intendedMs[task] = next(task);
  return { intendedMs, horizonMs: nextDueMs(process, intendedMs) };
}

/**
 * The long-run mean rate of a process, in tasks per second. For `replay` it is (n − 1) gaps over the
 * time of the last arrival.
 *
 * @param process The arrival process.
 * @returns The rate, above 0.
 * @throws {RangeError} If a rate, time or size is out of its range; a replay needs two different
 *   times for its rate to be defined.
 */
export function meanRatePerSecond(process: ArrivalProcess): number {
  switch (process.kind) {
    case "steady":
    case "poisson":
      requireAbove("arrivals", "ratePerSecond", process.ratePerSecond);
      return process.ratePerSecond;
    case "batches":
      requireWhole("arrivals", "batch", process.batch, 1);
      requireAbove("arrivals", "everyMs", process.everyMs);
      return process.batch * 1000 / process.everyMs;
    case "on-off":
      requireAbove("arrivals", "ratePerSecond", process.ratePerSecond);
      requireAbove("arrivals", "onMs", process.onMs);
      requireAtLeast("arrivals", "offMs", process.offMs);
      return process.ratePerSecond * process.onMs / (process.onMs + process.offMs);
    case "replay":
      checkTimes(process.timesMs);
      return 1000 / replayGapMs(process.timesMs);
  }
}

/** The time of task number `index`; to be asked for 0, 1, 2 … in this order. */
function arrivalsOf(process: ArrivalProcess, random: Random): (index: number) => number {
  switch (process.kind) {
    case "steady":
      return (index) => index * 1000 / process.ratePerSecond;
    case "batches":
      return (index) => Math.floor(index / process.batch) * process.everyMs;
    case "replay":
      return (index) => index < process.timesMs.length ? process.timesMs[index] : Infinity;
    case "poisson": {
      let timeMs = 0;
      return () => timeMs += random.exponential(1000 / process.ratePerSecond);
    }
    case "on-off": {
      const { onMs, offMs, ratePerSecond } = process;
      let onTimeMs = 0;
      return () => {
        onTimeMs += random.exponential(1000 / ratePerSecond);
        // The remainder is exact and a quotient is not, so the phase is counted from the remainder.
        const inPhaseMs = onTimeMs % onMs;
        return Math.round((onTimeMs - inPhaseMs) / onMs) * (onMs + offMs) + inPhaseMs;
      };
    }
  }
}

function nextDueMs(process: ArrivalProcess, intendedMs: Float64Array): number {
  const tasks = intendedMs.length;
  switch (process.kind) {
    case "steady":
      return tasks * 1000 / process.ratePerSecond;
    case "batches":
      return Math.ceil(tasks / process.batch) * process.everyMs;
    default:
      return intendedMs[tasks - 1] + 1000 / meanRatePerSecond(process);
  }
}

function replayGapMs(timesMs: readonly number[]): number {
  return timesMs[timesMs.length - 1] / (timesMs.length - 1);
}

function lengthMs(timesMs: readonly number[]): number {
  return timesMs[timesMs.length - 1] + replayGapMs(timesMs);
}

function checkExtent(extent: Extent, ratePerSecond: number): void {
  if (extent.kind === "tasks") requireWhole("arrivals", "tasks", extent.tasks, 1);
  else requireAbove("arrivals", "durationMs", extent.durationMs);
  const tasks = extent.kind === "tasks" ? extent.tasks : ratePerSecond * extent.durationMs / 1000;
  if (tasks <= mostTasks) return;
  throw new RangeError(
    `Cannot plan arrivals: about ${tasks.toPrecision(3)} tasks are more than ${mostTasks}: ` +
      "lower the rate or the duration",
  );
}

function checkTimes(timesMs: readonly number[]): void {
  const at = timesMs.findIndex((time, index) =>
    !(Number.isFinite(time) && (index === 0 ? time === 0 : time >= timesMs[index - 1]))
  );
  if (at >= 0) {
    const bound = at === 0 ? "must be 0" : `must be at least ${timesMs[at - 1]}`;
    throw new RangeError(`Cannot plan arrivals: 'timesMs[${at}]' ${bound}, got ${timesMs[at]}`);
  }
  if (timesMs.length > 1 && timesMs[timesMs.length - 1] > 0) return;
  throw new RangeError(
    `Cannot plan arrivals: 'timesMs' must hold two different times, got ${timesMs.length} alike`,
  );
}
