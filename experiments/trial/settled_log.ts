/**
 * A log of tasks that have got their outcome, in shared memory: written by the loop, read by a producer
 * that must know, on whichever thread. It only ever grows, one entry a task at most, so neither side
 * waits for the other and the loop pays for three stores.
 *
 * @module
 */

/** The reader's end. */
export interface SettledLog {
  /** The next task that has an outcome; −1 if there is none yet. */
  take(): number;
}

/** Both ends, on the loop. */
export interface LoopSettledLog extends SettledLog {
  /** Give this to another thread's {@link attachSettledLog}. */
  readonly buffer: SharedArrayBuffer;
  /** Adds a task. Its stamps and outcome must have been written before. */
  append(task: number): void;
  /** Calls back after each entry; for a reader on the loop itself, which so need not look in vain. */
  listen(wake: () => void): void;
}

const COUNT = 0;
const TASKS = 1;

/**
 * Makes a log.
 *
 * @param tasks Most tasks that it will ever hold.
 * @returns The log.
 */
export function createSettledLog(tasks: number): LoopSettledLog {
  const buffer = new SharedArrayBuffer((TASKS + tasks) * Int32Array.BYTES_PER_ELEMENT);
  const memory = new Int32Array(buffer);
  let count = 0;
  let wake: (() => void) | null = null;
  return {
    ...attachSettledLog(buffer),
    buffer,
    append(task) {
      memory[TASKS + count] = task;
      // Whoever sees this count sees all that was written before it: the entry, stamps and outcome.
      Atomics.store(memory, COUNT, ++count);
      wake?.();
    },
    listen(callback) {
      wake = callback;
    },
  };
}

/**
 * Opens a log for reading.
 *
 * @param buffer The log's memory.
 * @returns The reader's end; it begins with the first entry.
 */
export function attachSettledLog(buffer: SharedArrayBuffer): SettledLog {
  const memory = new Int32Array(buffer);
  let taken = 0;
  return {
    take: () => taken === Atomics.load(memory, COUNT) ? -1 : memory[TASKS + taken++],
  };
}
