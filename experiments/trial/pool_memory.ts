/**
 * What the loop and the threads of a pool agree on. A file of its own, so that the threads do not load
 * what only the loop needs.
 *
 * @module
 */
import type { Workload } from "../workload/mod.ts";

/** What the threads of a pool find as their `workerData`. */
export interface PoolData {
  /** The counts below. */
  readonly counts: SharedArrayBuffer;
  /** Where a thread aligns its clock with the loop's, in the order in which they come up. */
  readonly alignments: readonly SharedArrayBuffer[];
  /** Receives the epoch in each thread's local time, in the same order. */
  readonly epochs: SharedArrayBuffer;
  /** Where bodies are stamped. */
  readonly columns: {
    readonly buffer: SharedArrayBuffer;
    readonly tasks: number;
    readonly segmentsPerTask: number;
  };
  /** What each task demands, in ms. */
  readonly demand: SharedArrayBuffer;
  /** What each task does wrong, a `FAULT_CODE`. */
  readonly fault: SharedArrayBuffer;
  /** What spends the demand. */
  readonly body: Workload["body"];
  /** The small file that `io` bodies read. */
  readonly file: string;
}

/** Index of the number of threads that have come up. */
export const CAME_UP = 0;
/** Index of the step that aligning has reached: {@link turnOf} and {@link epochKnown} of a thread. */
export const STEP = 1;
/** Index of the number of threads that are ready to run. */
export const READY = 2;
/** Index of the flag that bodies are only rehearsed. */
export const REHEARSING = 3;
/** How many counts there are. */
export const COUNTS = 4;

/**
 * The step at which a thread's clock is aligned.
 *
 * @param thread Number of the thread, from 0.
 * @returns A value of {@link STEP}.
 */
export function turnOf(thread: number): number {
  return 2 * thread + 1;
}

/**
 * The step at which a thread's epoch has been written.
 *
 * @param thread Number of the thread, from 0.
 * @returns A value of {@link STEP}.
 */
export function epochKnown(thread: number): number {
  return 2 * thread + 2;
}
