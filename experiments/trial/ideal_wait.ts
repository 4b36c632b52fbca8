import { kieferWolfowitzWaits, lindleyWaits } from "../theory/mod.ts";
import type { Columns } from "./columns.ts";

/** The twin's account of a trial. */
export interface IdealWait {
  /** Ideal wait of each task, in ms; NaN for tasks that never started. */
  readonly waitMs: Float64Array;
  /** Time for which each task held the loop, in ms; NaN for tasks that never started. */
  readonly busyMs: Float64Array;
}

/** What held the loop, in order of arrival: a job a stretch, one each for bodies that do not await. */
export interface LoopJobs {
  /** The task that each job belongs to. */
  readonly task: Int32Array;
  /** 1 for the job that begins its task. */
  readonly isFirst: Uint8Array;
  /** When the task was intended; for a later stretch, when what it awaited was done. */
  readonly arrivalMs: Float64Array;
  /** When it began to hold the loop. */
  readonly startMs: Float64Array;
  /** For how long. */
  readonly holdMs: Float64Array;
}

/**
 * What a work-conserving FIFO server would have made tasks wait, given the very same arrivals and the
 * measured stretches in which they held the loop.
 *
 * A body that awaits holds the loop in several segments. Each is a job of the twin: the first comes
 * when the task was intended, a later one when its I/O completed. Where only the loop itself could
 * tell that (timers, file reads), the moment it noticed stands for it.
 *
 * A strategy with a limit of concurrency has that many places, which a body that awaits keeps to its
 * end: the twin then has as many servers, and each serves a body whole; but a task waits for the loop
 * as well, so the longer of both waits counts. Bodies that never await hold the loop, of which there is
 * one, whatever the limit.
 *
 * @param columns A trial's columns.
 * @param windowMs Segments that had not ended by then are cut there.
 * @param concurrency Most bodies in progress at once. @default no limit
 * @returns Ideal wait and busy time.
 */
export function idealWaits(
  columns: Columns,
  windowMs: number,
  concurrency = Infinity,
): IdealWait {
  const { tasks } = columns;
  const jobs = loopJobs(columns, windowMs);
  const waits = lindleyWaits(jobs.arrivalMs, jobs.holdMs);
  const waitMs = new Float64Array(tasks).fill(NaN);
  const busyMs = new Float64Array(tasks).fill(NaN);
  jobs.task.forEach((task, job) => {
    if (jobs.isFirst[job]) waitMs[task] = waits[job];
    busyMs[task] = (Number.isNaN(busyMs[task]) ? 0 : busyMs[task]) + jobs.holdMs[job];
  });
  const isLimited = columns.segmentsPerTask > 1 && concurrency < Infinity;
  if (!isLimited) return { waitMs, busyMs };
  const placeMs = placeWaits(columns, windowMs, concurrency);
  return { waitMs: waitMs.map((loopMs, task) => Math.max(loopMs, placeMs[task])), busyMs };
}

/**
 * Takes the stretches in which the loop was held for jobs of a server.
 *
 * @param columns A trial's columns.
 * @param windowMs Stretches that had not ended by then are cut there.
 * @returns The jobs of the tasks that started.
 */
export function loopJobs(columns: Columns, windowMs: number): LoopJobs {
  const { segmentsPerTask, intended, started, ended } = columns;
  const isPlain = segmentsPerTask === 1;
  const segmentStarted = isPlain ? started : columns.segmentStarted;
  const segmentEnded = isPlain ? ended : columns.segmentEnded;
  const rows: number[] = [];
  segmentStarted.forEach((startMs, row) => {
    if (!Number.isNaN(startMs)) rows.push(row);
  });
  const isFirst = (row: number) => row % segmentsPerTask === 0;
  const taskOf = (row: number) => Math.floor(row / segmentsPerTask);
  const arrivalOf = (row: number) =>
    isFirst(row) ? intended[taskOf(row)] : columns.segmentReady[row];
  // Without segments the rows are in order of arrival already.
  if (!isPlain) rows.sort((a, b) => arrivalOf(a) - arrivalOf(b));
  return {
    task: Int32Array.from(rows, taskOf),
    isFirst: Uint8Array.from(rows, (row) => Number(isFirst(row))),
    arrivalMs: Float64Array.from(rows, arrivalOf),
    startMs: Float64Array.from(rows, (row) => segmentStarted[row]),
    holdMs: Float64Array.from(rows, (row) => {
      const endMs = Number.isNaN(segmentEnded[row]) ? windowMs : segmentEnded[row];
      return Math.max(0, endMs - segmentStarted[row]);
    }),
  };
}

/**
 * Ideal waits for one of so many places, each kept from the start of a body to its end.
 *
 * @param columns A trial's columns.
 * @param windowMs Bodies that had not ended by then are cut there.
 * @param places How many.
 * @returns Ideal wait of each task, in ms; NaN for tasks that never started.
 */
export function placeWaits(columns: Columns, windowMs: number, places: number): Float64Array {
  const { tasks, intended, started, ended } = columns;
  const ran = Array.from({ length: tasks }, (_, task) => task)
    .filter((task) => !Number.isNaN(started[task]));
  const waits = kieferWolfowitzWaits(
    Float64Array.from(ran, (task) => intended[task]),
    Float64Array.from(
      ran,
      (task) => (Number.isNaN(ended[task]) ? windowMs : ended[task]) - started[task],
    ),
    places,
  );
  const waitMs = new Float64Array(tasks).fill(NaN);
  ran.forEach((task, job) => (waitMs[task] = waits[job]));
  return waitMs;
}
