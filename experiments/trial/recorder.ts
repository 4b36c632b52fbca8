/**
 * Wraps a task's body so that it is stamped, guarded and counted. This is the hot path of every
 * measurement: it allocates nothing for a body that does not await, and the only work beside the two
 * clock reads is a handful of stores and compares.
 *
 * @module
 */
import type { Body } from "./body.ts";
import type { Clock } from "./clock.ts";
import type { DropReason } from "../../strategies/mod.ts";
import { type Columns, DROP_CODE, OUTCOME_CODE } from "./columns.ts";

/** Runs bodies and keeps count. */
export interface Recorder {
  /** Runs a task's body: what a strategy's host gets as `run`. Never throws or rejects. */
  run(task: number): void | Promise<void>;
  /** Marks a task as one that will never run. */
  drop(task: number, reason?: DropReason): void;
  /**
   * Counts a task whose body has ended on another thread, which stamped it and left its outcome in the
   * columns; stamps when this thread learnt of it.
   */
  returned(task: number, failure?: unknown): void;
  /** Resolves when so many tasks have an outcome. */
  whenSettled(tasks: number): Promise<void>;
  /** What went wrong so far. */
  faults(): RecorderFaults;
}

/** What a recorder noticed beside the stamps. */
export interface RecorderFaults {
  /** How often a strategy ran or dropped a task that it had run or dropped before. */
  readonly repeats: number;
  /** How often a strategy ran or dropped a task that it had never been given. */
  readonly strangers: number;
  /** Message of the first body that failed. */
  readonly firstFailure: string | null;
}

/** Tells which tasks are no longer wanted. */
export interface Cancellation {
  /** Whether a task that is about to start was aborted or is past its deadline. */
  isCancelled(task: number): boolean;
}

/** What a recorder may be told beside its body. */
export interface RecorderOptions {
  /** Asked before each start. @default tasks are wanted for ever */
  readonly cancellation?: Cancellation;
  /** Called when a task has its outcome and stamps. @default nobody needs to know */
  readonly onSettled?: (task: number) => void;
}

const NEVER = 2 ** 30;
const { completed: COMPLETED, failed: FAILED, cancelled: CANCELLED } = OUTCOME_CODE;

/**
 * Makes a recorder.
 *
 * @param columns Where the stamps go.
 * @param clock Where they come from.
 * @param body What a task does.
 * @param options Who is asked before a start and told of an outcome.
 * @returns The recorder.
 */
export function createRecorder(
  columns: Columns,
  clock: Clock,
  body: Body,
  { cancellation, onSettled }: RecorderOptions = {},
): Recorder {
  const { started, ended, outcome, segmentsPerTask, segmentStarted, segmentEnded } = columns;
  const { now } = clock;
  const runBody = body.run;
  const seen = new Uint8Array(columns.tasks);
  let settled = 0;
  // A small integer, so that the comparison in the hot path stays one of integers.
  let target = NEVER;
  let reached: () => void = () => {};
  let repeats = 0;
  let strangers = 0;
  let firstFailure: string | null = null;

  function settle(task: number, code: number): void {
    outcome[task] = code;
    onSettled?.(task);
    if (++settled >= target) reached();
  }

  /** A task that had run already, or that there is not. */
  function notTheirs(task: number): void {
    if (seen[task] === undefined) strangers++;
    else repeats++;
  }

  function noteFailure(error: unknown): void {
    firstFailure ??= error instanceof Error ? error.message : String(error);
  }

  function runSync(task: number): void {
    if (seen[task]++ !== 0) return notTheirs(task);
    started[task] = now();
    let code = COMPLETED;
    try {
      runBody(task);
    } catch (error) {
      code = FAILED;
      noteFailure(error);
    }
    ended[task] = now();
    settle(task, code);
  }

  async function runAsync(task: number): Promise<void> {
    if (seen[task]++ !== 0) return notTheirs(task);
    started[task] = segmentStarted[task * segmentsPerTask] = now();
    let code = COMPLETED;
    try {
      await runBody(task);
    } catch (error) {
      code = FAILED;
      noteFailure(error);
    }
    end(task, code);
  }

  /** Stamps a body that returns nothing at once: a promise would end after all that is queued. */
  function runEither(task: number): void | Promise<void> {
    if (seen[task]++ !== 0) return notTheirs(task);
    started[task] = segmentStarted[task * segmentsPerTask] = now();
    function fail(error: unknown): void {
      noteFailure(error);
      end(task, FAILED);
    }
    try {
      const running = runBody(task);
      if (running !== undefined) return running.then(() => end(task, COMPLETED), fail);
    } catch (error) {
      return fail(error);
    }
    end(task, COMPLETED);
  }

  function end(task: number, code: number): void {
    const first = task * segmentsPerTask;
    // A body that has left its last segment ended then. Its promise tells later: bodies whose I/O came
    // back in the same turn of the loop may all have had theirs before.
    const leftMs = segmentEnded[first + segmentsPerTask - 1];
    ended[task] = Number.isNaN(leftMs) ? now() : leftMs;
    // Otherwise it ended inside the last one that it entered.
    for (let row = first + segmentsPerTask - 1; row >= first; row--) {
      if (Number.isNaN(segmentStarted[row])) continue;
      if (Number.isNaN(segmentEnded[row])) segmentEnded[row] = ended[task];
      break;
    }
    settle(task, code);
  }

  const run = { sync: runSync, async: runAsync, either: runEither }[body.kind];

  return {
    // A workload without deadlines does not pay for asking.
    run: cancellation === undefined ? run : (task) => {
      if (seen[task] !== 0 || !cancellation.isCancelled(task)) return run(task);
      seen[task]++;
      settle(task, CANCELLED);
    },
    drop(task, reason = "shed") {
      if (seen[task]++ !== 0) notTheirs(task);
      else settle(task, DROP_CODE[reason]);
    },
    returned(task, failure) {
      const returnedMs = now();
      if (seen[task]++ !== 0) return notTheirs(task);
      columns.returned[task] = returnedMs;
      if (failure !== undefined) noteFailure(failure);
      settle(task, outcome[task]);
    },
    whenSettled(tasks) {
      target = tasks;
      return new Promise((resolve) => {
        reached = resolve;
        if (settled >= target) resolve();
      });
    },
    faults: () => ({ repeats, strangers, firstFailure }),
  };
}
