/**
 * Tasks that are given up before they start: those past their deadline, and those whose sender hangs
 * up. Senders hang up through real abort signals, as a server's clients do, on one timer that walks
 * the list of them; it is a timer's floor late, as such things are.
 *
 * @module
 */
import type { PatiencePlan } from "../workload/mod.ts";
import type { Clock } from "./clock.ts";
import type { Columns } from "./columns.ts";
import type { Cancellation } from "./recorder.ts";

/** A trial's cancellation; disposing of it stops the aborts that are still to come. */
export interface TrialCancellation extends Cancellation, Disposable {
  /** Begins with the aborts; when they are due must be known from `intended` then. */
  start(): void;
}

/** What must be known of a schedule. */
export interface AbortableSchedule extends PatiencePlan {
  /** When tasks are planned to be dispatched, in ms from the start. @default not planned */
  readonly intendedMs?: Float64Array;
}

const LEAST_PAUSE_MS = 1;

/**
 * Prepares what a schedule says of tasks that are given up. Whatever is needed is allocated here,
 * before the schedule starts.
 *
 * @param schedule The tasks. Those of a closed loop have no planned times; as their rows are in order
 *   of time and one patience is everybody's, so are their aborts.
 * @param columns Where it stands when each was intended, in ms since the clock's epoch.
 * @param clock The loop's clock.
 * @returns The cancellation; null if all tasks are wanted for ever, so that nobody pays for asking.
 */
export function createCancellation(
  schedule: AbortableSchedule,
  columns: Pick<Columns, "intended">,
  clock: Clock,
): TrialCancellation | null {
  const { deadlineMs, abortAfterMs } = schedule;
  if (abortAfterMs !== null) return createAborts(schedule, abortAfterMs, columns, clock);
  if (deadlineMs === null) return null;
  const { intended } = columns;
  const { now } = clock;
  return {
    isCancelled: (task) => now() > intended[task] + deadlineMs,
    start: () => {},
    [Symbol.dispose]: () => {},
  };
}

function createAborts(
  { intendedMs, deadlineMs }: AbortableSchedule,
  abortAfterMs: Float64Array,
  { intended }: Pick<Columns, "intended">,
  { now }: Clock,
): TrialCancellation {
  const controllers = Array.from(
    abortAfterMs,
    (afterMs) => Number.isNaN(afterMs) ? null : new AbortController(),
  );
  const aborts = [...controllers.keys()].filter((task) => controllers[task] !== null);
  if (intendedMs !== undefined) {
    const dueMs = (task: number) => intendedMs[task] + abortAfterMs[task];
    aborts.sort((a, b) => dueMs(a) - dueMs(b));
  }
  let next = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function walk(): void {
    const nowMs = now();
    while (next < aborts.length) {
      const task = aborts[next];
      // A task that no user has sent yet is not intended before now.
      const sinceMs = Number.isNaN(intended[task]) ? nowMs : intended[task];
      const pauseMs = sinceMs + abortAfterMs[task] - nowMs;
      if (pauseMs > 0 || Number.isNaN(intended[task])) {
        // Not at once again for a task that no user has sent: nobody knows when that will be.
        timer = setTimeout(walk, Math.max(pauseMs, LEAST_PAUSE_MS));
        return;
      }
      controllers[task]!.abort();
      next++;
    }
  }

  return {
    isCancelled: (task) =>
      controllers[task]?.signal.aborted === true ||
      deadlineMs !== null && now() > intended[task] + deadlineMs,
    start: walk,
    [Symbol.dispose]: () => clearTimeout(timer),
  };
}
