/**
 * Producers: they release tasks when the schedule says so and stamp the call of `dispatch` on both
 * sides. The deadline is the schedule's, never "so long after the last one", so that a stalled
 * producer cannot hide delay (no coordinated omission).
 *
 * @module
 */
import type { Clock } from "./clock.ts";
import type { Columns } from "./columns.ts";

/** What a producer works on. */
export interface Production {
  /** `intended` is read, `released` and `accepted` are written. */
  readonly columns: Pick<Columns, "tasks" | "intended" | "released" | "accepted">;
  /** The clock of the producer's thread. */
  readonly clock: Clock;
  /** Nothing is released after this, in ms since the epoch. */
  readonly cutoffMs: number;
  /** Hands a task over; whoever gets a promise waits until it settles. */
  dispatch(task: number): void | Promise<void>;
}

/** When to produce, in ms since the clock's epoch. */
export interface ProductionTimes {
  /** When the schedule begins. */
  readonly startMs: number;
  /** When it ends. */
  readonly endMs: number;
  /** Nothing is released after this, however late the producer is. */
  readonly cutoffMs: number;
}

// Timers fire up to about 2 ms late, so the last stretch before a deadline is not slept but polled
// (on a loop) or spun (on a thread of its own).
export const TIMER_SLACK_MS = 3;
export const SLEEP_SLACK_MS = 1;

/**
 * Produces on the calling thread's event loop, which keeps turning between two releases: a timer
 * until shortly before a deadline, then immediates. What is due when it looks is released in one go.
 *
 * @param production What to release.
 * @returns Resolves with the number of tasks released.
 */
export function produceOnLoop(production: Production): Promise<number> {
  const { columns: { tasks, intended, released, accepted }, clock, cutoffMs } = production;
  const { now } = clock;
  return new Promise((resolve, reject) => {
    let next = 0;

    function accept(): void {
      accepted[next++] = now();
    }

    function pass(): void {
      try {
        const dueMs = now();
        while (next < tasks && intended[next] <= dueMs) {
          const nowMs = now();
          // Not once a pass: where dispatch blocks, a pass over a backlog takes long.
          if (nowMs >= cutoffMs) return resolve(next);
          released[next] = nowMs;
          const held = production.dispatch(next);
          if (held !== undefined) return void held.then(accept).then(pass).catch(reject);
          accept();
        }
        if (next === tasks || dueMs >= cutoffMs) return resolve(next);
        const pauseMs = intended[next] - now() - TIMER_SLACK_MS;
        if (pauseMs > 0) setTimeout(pass, pauseMs);
        else setImmediate(pass);
      } catch (error) {
        reject(error);
      }
    }
    pass();
  });
}

/**
 * Produces by spinning to each deadline, on a thread that has nothing else to do.
 *
 * @param production What to release.
 * @returns The number of tasks released.
 */
export function produceBySpinning(production: Production): number {
  const { columns: { tasks, intended, released, accepted }, clock, cutoffMs } = production;
  const { now } = clock;
  const bed = new Int32Array(new SharedArrayBuffer(4));
  for (let next = 0; next < tasks; next++) {
    const pauseMs = intended[next] - now() - SLEEP_SLACK_MS;
    // Long gaps are slept: a thread that spins for nothing takes a core from the peer and the loop.
    if (pauseMs > 0) Atomics.wait(bed, 0, 0, pauseMs);
    let nowMs = now();
    while (nowMs < intended[next]) nowMs = now();
    if (nowMs >= cutoffMs) return next;
    released[next] = nowMs;
    production.dispatch(next);
    accepted[next] = now();
  }
  return tasks;
}
