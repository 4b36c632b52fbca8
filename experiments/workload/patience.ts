/**
 * How long tasks are wanted: deadlines, and clients that hang up.
 *
 * @module
 */
import { requireAbove, requireAtLeast, requireAtMost } from "./requirement.ts";
import type { Random } from "./random.ts";

/** How long a workload's tasks are wanted; one that has started runs to its end. */
export interface Patience {
  /**
   * A task that has not started so long after it was intended never runs, in ms, above 0; null for
   * no deadline.
   */
  readonly deadlineMs: number | null;
  /** Share of tasks that whoever sent them aborts, from 0 to 1. */
  readonly abortShare: number;
  /** How long after they were intended, in ms, at least 0. */
  readonly abortAfterMs: number;
}

/** What {@link planPatience} plans. */
export interface PatiencePlan {
  /** When a task that has not started is cancelled, in ms since it was intended; null for never. */
  readonly deadlineMs: number | null;
  /**
   * When each task is aborted, in ms since it was intended; NaN for tasks that nobody aborts. Null if
   * that is all of them.
   */
  readonly abortAfterMs: Float64Array | null;
}

/**
 * Decides which tasks are given up, and when.
 *
 * @param patience How long tasks are wanted; absent for ever.
 * @param count Number of tasks.
 * @param random Drawn from once a task if any are aborted, never otherwise.
 * @returns The plan.
 * @throws {RangeError} If a number is out of its range.
 */
export function planPatience(
  patience: Patience | undefined,
  count: number,
  random: Random,
): PatiencePlan {
  if (patience === undefined) return { deadlineMs: null, abortAfterMs: null };
  const { deadlineMs, abortShare, abortAfterMs } = patience;
  if (deadlineMs !== null) requireAbove("patience", "deadlineMs", deadlineMs);
  requireAtLeast("patience", "abortShare", abortShare);
  requireAtMost("patience", "abortShare", abortShare, 1);
  requireAtLeast("patience", "abortAfterMs", abortAfterMs);
  if (abortShare === 0) return { deadlineMs, abortAfterMs: null };
  return {
    deadlineMs,
    abortAfterMs: Float64Array.from(
      { length: count },
      () => random.uniform() < abortShare ? abortAfterMs : NaN,
    ),
  };
}
