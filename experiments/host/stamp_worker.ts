/**
 * The thread that sends its time after a pause, in which the loop that asked falls asleep.
 *
 * @module
 */
import { createClock } from "../trial/clock.ts";
import { serveThread } from "../trial/thread.ts";

/** What the thread is asked; it answers with its time in ms since the epoch. */
export interface StampRequest {
  /** How long it pauses before it looks at the clock, in ms. */
  readonly pauseMs: number;
  /** The epoch in the thread's local time. */
  readonly epochMs: number;
}

const bed = new Int32Array(new SharedArrayBuffer(4));

serveThread(({ pauseMs, epochMs }: StampRequest) => {
  Atomics.wait(bed, 0, 0, pauseMs);
  return createClock(epochMs).now();
});
