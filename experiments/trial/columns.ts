/**
 * What a trial records: preallocated typed arrays in shared memory, one row a task, so that the
 * producer's thread and the loop stamp into the same table without copying.
 *
 * @module
 */
import type { DropReason } from "../../strategies/mod.ts";

/**
 * What became of a task. `pending` at the end of a trial means unfinished, or never released; the last
 * two are ways of being dropped, told apart from `dropped` (shed).
 */
export const OUTCOMES = [
  "pending",
  "completed",
  "failed",
  "dropped",
  "cancelled",
  "refused",
  "lost",
] as const;

/** One of {@link OUTCOMES}. */
export type Outcome = typeof OUTCOMES[number];

/** The outcome's code in {@link Columns.outcome}. */
export const OUTCOME_CODE: Readonly<Record<Outcome, number>> = {
  pending: 0,
  completed: 1,
  failed: 2,
  dropped: 3,
  cancelled: 4,
  refused: 5,
  lost: 6,
};

/** The code of each way of being dropped. */
export const DROP_CODE: Readonly<Record<DropReason, number>> = {
  shed: OUTCOME_CODE.dropped,
  refused: OUTCOME_CODE.refused,
  lost: OUTCOME_CODE.lost,
};

/** Name of a column of times. */
export type StampName =
  | "intended"
  | "released"
  | "accepted"
  | "started"
  | "ended"
  | "returned"
  | "segmentReady"
  | "segmentStarted"
  | "segmentEnded";

// `returned`: when the loop learnt of the end of a body that ran on another thread.
const STAMPS = ["intended", "released", "accepted", "started", "ended", "returned"] as const;
const SEGMENT_STAMPS = ["segmentReady", "segmentStarted", "segmentEnded"] as const;

/** The columns of a trial. Times are ms since the trial's epoch; NaN where nothing happened. */
export type Columns = Readonly<Record<StampName, Float64Array>> & {
  /** Number of rows. */
  readonly tasks: number;
  /**
   * How often a body holds the loop: 1 if it does not await. Segment `k` of task `i` is at index
   * `i * segmentsPerTask + k` of the three segment columns, which are empty when this is 1.
   */
  readonly segmentsPerTask: number;
  /** {@link OUTCOME_CODE} of each task. */
  readonly outcome: Uint8Array;
  /** Class of each task, from 0, the most urgent. */
  readonly taskClass: Uint8Array;
  /** The memory behind all of them. */
  readonly buffer: SharedArrayBuffer;
};

/**
 * Allocates columns with every stamp at NaN.
 *
 * @param tasks Number of rows.
 * @param segmentsPerTask How often a body holds the loop.
 * @returns The columns.
 */
export function createColumns(tasks: number, segmentsPerTask: number): Columns {
  const columns = attachColumns(
    new SharedArrayBuffer(bytesFor(tasks, segmentsPerTask)),
    tasks,
    segmentsPerTask,
  );
  for (const name of [...STAMPS, ...SEGMENT_STAMPS]) columns[name].fill(NaN);
  return columns;
}

/**
 * Opens columns that another thread allocated or that were read from a file.
 *
 * @param buffer The memory.
 * @param tasks Number of rows.
 * @param segmentsPerTask How often a body holds the loop.
 * @returns The columns.
 * @throws {RangeError} If the memory has another size than such columns have.
 */
export function attachColumns(
  buffer: SharedArrayBuffer,
  tasks: number,
  segmentsPerTask: number,
): Columns {
  if (buffer.byteLength !== bytesFor(tasks, segmentsPerTask)) {
    throw new RangeError(`columns of ${tasks} tasks do not take ${buffer.byteLength} bytes`);
  }
  let offset = 0;
  const take = (length: number) => {
    const column = new Float64Array(buffer, offset, length);
    offset += column.byteLength;
    return column;
  };
  const segments = segmentRows(tasks, segmentsPerTask);
  const stamps = Object.fromEntries([
    ...STAMPS.map((name) => [name, take(tasks)]),
    ...SEGMENT_STAMPS.map((name) => [name, take(segments)]),
  ]) as Record<StampName, Float64Array>;
  return {
    ...stamps,
    outcome: new Uint8Array(buffer, offset, tasks),
    taskClass: new Uint8Array(buffer, offset + tasks, tasks),
    tasks,
    segmentsPerTask,
    buffer,
  };
}

/**
 * Copies the first rows of columns.
 *
 * @param columns The columns.
 * @param tasks How many rows, at most as many as there are.
 * @returns The copy, in memory of its own.
 */
export function sliceColumns(columns: Columns, tasks: number): Columns {
  const { segmentsPerTask, outcome, taskClass } = columns;
  const slice = createColumns(tasks, segmentsPerTask);
  for (const name of STAMPS) slice[name].set(columns[name].subarray(0, tasks));
  const segments = segmentRows(tasks, segmentsPerTask);
  for (const name of SEGMENT_STAMPS) slice[name].set(columns[name].subarray(0, segments));
  slice.outcome.set(outcome.subarray(0, tasks));
  slice.taskClass.set(taskClass.subarray(0, tasks));
  return slice;
}

function segmentRows(tasks: number, segmentsPerTask: number): number {
  return segmentsPerTask > 1 ? tasks * segmentsPerTask : 0;
}

function bytesFor(tasks: number, segmentsPerTask: number): number {
  const times = STAMPS.length * tasks +
    SEGMENT_STAMPS.length * segmentRows(tasks, segmentsPerTask);
  return times * Float64Array.BYTES_PER_ELEMENT + 2 * tasks;
}
