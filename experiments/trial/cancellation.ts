/**
 * Tasks that are given up before they start: those past their deadline, and those whose sender hangs
 * up. Senders hang up through real abort signals, as a server's clients do, on one timer that walks
 * the list of them; it is a timer's floor late, as such things are.
 *
 * @module
 */
import type { Schedule } from "../workload/mod.ts";
import type { Clock } from "./clock.ts";
import type { Columns } from "./columns.ts";
import type { Cancellation } from "./recorder.ts";

/** A trial's cancellation; disposing of it stops the aborts that are still to come. */
export interface TrialCancellation extends Cancellation, Disposable {
  /** Begins with the aborts; when they are due must be known from `intended` then. */
  start(): void;
}

/**
 * Prepares what a schedule says of tasks that are given up. Whatever is needed is allocated here,
 * before the schedule starts.
 *
 * @param schedule The tasks.
 * @param columns Where it stands when each was intended, in ms since the clock's epoch.
 * @param clock The loop's clock.
 * @returns The cancellation; null if all tasks are wanted for ever, so that nobody pays for asking.
 */
export function createCancellation(
  schedule: Pick<Schedule, "intendedMs" | "deadlineMs" | "abortAfterMs">,
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
  { intendedMs, deadlineMs }: Pick<Schedule, "intendedMs" | "deadlineMs">,
  abortAfterMs: Float64Array,
  { intended }: Pick<Columns, "intended">,
  { now }: Clock,
): TrialCancellation {
  const controllers = Array.from(
    abortAfterMs,
    (afterMs) => Number.isNaN(afterMs) ? null : new AbortController(),
  );
  const aborts = [...controllers.keys()].filter((task) => controllers[task] !== null)
    .sort((a, b) => intendedMs[a] + abortAfterMs[a] - intendedMs[b] - abortAfterMs[b]);
  let next = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function walk(): void {
    const nowMs = now();
    while (next < aborts.length) {
      const task = aborts[next];
      const pauseMs = intended[task] + abortAfterMs[task] - nowMs;
      if (pauseMs > 0) {
        timer = setTimeout(walk, pauseMs);
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
