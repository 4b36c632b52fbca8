/**
 * The trial's side of a strategy whose bodies run on a pool of threads. The strategy brings the threads;
 * this brings what they run: a module whose bodies are the loop's own, stamped into the same columns by
 * clocks that were aligned with the loop's.
 *
 * @module
 */
import type { Offload } from "../../strategies/mod.ts";
import type { Schedule, Workload } from "../workload/mod.ts";
import { alignClock, type Clock, createAlignmentBuffer } from "./clock.ts";
import type { Columns } from "./columns.ts";
import {
  CAME_UP,
  COUNTS,
  epochKnown,
  type PoolData,
  READY,
  REHEARSING,
  STEP,
  turnOf,
} from "./pool_memory.ts";
import type { Recorder } from "./recorder.ts";

/** What a pool is made of. */
export interface PoolParts {
  /** Number of threads that the strategy will start. */
  readonly threads: number;
  /** Where bodies are stamped. */
  readonly columns: Columns;
  /** Demands and faults, one a task. */
  readonly schedule: Pick<Schedule, "demandMs" | "fault">;
  /** What spends the demand. */
  readonly body: Workload["body"];
  /** The small file that `io` bodies read. */
  readonly file: URL;
  /** The loop's clock. */
  readonly clock: Clock;
  /** The clock's epoch in the loop's local time, in ms. */
  readonly epochMs: number;
  /** Counts the bodies that ended. */
  readonly recorder: Pick<Recorder, "returned">;
}

/** A pool, as the trial sees it. */
export interface Pool {
  /** What the strategy gets. */
  readonly offload: Offload;
  /**
   * Lets tasks without demand go through the pool, unrecorded: each of its threads starts cold, and the
   * first tasks would take it milliseconds.
   *
   * @param dispatch The open strategy's dispatch.
   * @param durationMs For how long, in ms; once at least.
   */
  rehearse(dispatch: (task: number) => void | Promise<void>, durationMs: number): Promise<void>;
  /** Largest error of the threads' clock alignment, in ms; 0 before they are ready. */
  clockErrorMs(): number;
}

const PATIENCE_MS = 30_000;

/**
 * Makes a pool without threads.
 *
 * @param parts What it is made of.
 * @returns The pool.
 * @throws {RangeError} If its bodies need what only the loop has: its connections, or the user's module.
 */
export function createPool(parts: PoolParts): Pool {
  const { threads, columns, schedule, body, file, clock, epochMs, recorder } = parts;
  if (body.kind !== "cpu" && body.kind !== "await") {
    throw new RangeError(
      `threads of a pool run bodies of kind cpu and await, got ${body.kind}: name the strategy's 'bodies'`,
    );
  }
  const counts = new Int32Array(new SharedArrayBuffer(COUNTS * Int32Array.BYTES_PER_ELEMENT));
  const epochs = new Float64Array(
    new SharedArrayBuffer(threads * Float64Array.BYTES_PER_ELEMENT),
  );
  const data: PoolData = {
    counts: counts.buffer as SharedArrayBuffer,
    alignments: Array.from({ length: threads }, createAlignmentBuffer),
    epochs: epochs.buffer as SharedArrayBuffer,
    columns: {
      buffer: columns.buffer,
      tasks: columns.tasks,
      segmentsPerTask: columns.segmentsPerTask,
    },
    demand: sharedCopy(schedule.demandMs),
    fault: sharedCopy(schedule.fault),
    body,
    file: file.href,
  };
  let clockErrorMs = 0;
  let whenRehearsed: (() => void) | null = null;

  function align(thread: number): void {
    advance(turnOf(thread));
    const { offsetMs, errorMs } = alignClock(data.alignments[thread]);
    epochs[thread] = epochMs + offsetMs;
    clockErrorMs = Math.max(clockErrorMs, errorMs);
    advance(epochKnown(thread));
  }

  function advance(step: number): void {
    Atomics.store(counts, STEP, step);
    Atomics.notify(counts, STEP);
  }

  async function whenCounted(index: number): Promise<void> {
    for (let seen = 0; (seen = Atomics.load(counts, index)) < threads;) {
      const wait = Atomics.waitAsync(counts, index, seen, PATIENCE_MS);
      if (wait.async && await wait.value === "timed-out") {
        throw new Error(
          `only ${seen} of the pool's ${threads} threads came up in ${PATIENCE_MS} ms`,
        );
      }
    }
  }

  return {
    offload: {
      module: new URL("./pool_worker.ts", import.meta.url).href,
      data,
      async whenReady(asked) {
        if (asked !== threads) {
          throw new RangeError(`the pool is declared to have ${threads} threads, got ${asked}`);
        }
        await whenCounted(CAME_UP);
        for (let thread = 0; thread < threads; thread++) align(thread);
        await whenCounted(READY);
      },
      returned(task, failure) {
        if (whenRehearsed === null) recorder.returned(task, failure);
        else whenRehearsed();
      },
    },
    async rehearse(dispatch, durationMs) {
      const endMs = clock.now() + durationMs;
      // One a thread: a number may be given again once its task has run.
      const together = Math.min(threads, columns.tasks);
      Atomics.store(counts, REHEARSING, 1);
      do {
        await new Promise<void>((resolve) => {
          let left = together;
          whenRehearsed = () => --left === 0 ? resolve() : undefined;
          for (let task = 0; task < together; task++) void dispatch(task);
        });
      } while (clock.now() < endMs);
      whenRehearsed = null;
      Atomics.store(counts, REHEARSING, 0);
    },
    clockErrorMs: () => clockErrorMs,
  };
}

function sharedCopy(values: Float64Array | Uint8Array): SharedArrayBuffer {
  const shared = new SharedArrayBuffer(values.byteLength);
  new Uint8Array(shared).set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  return shared;
}
