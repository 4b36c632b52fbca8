/**
 * What the loop and the heartbeat's thread agree on. A file of its own, so that the thread does not
 * load what only the loop needs.
 *
 * @module
 */

/** What the heartbeat's thread is asked. */
export interface HeartbeatRequest {
  /** {@link BEAT_COUNT} and {@link BEAT_STOP}. */
  readonly control: SharedArrayBuffer;
  /** Receives the stamp of each heartbeat. */
  readonly sent: SharedArrayBuffer;
  /** When heartbeats are due, in ms since the epoch. */
  readonly dueMs: Float64Array;
  /** The epoch in the thread's local time. */
  readonly epochMs: number;
}

/** Index of the number of heartbeats sent; the loop waits on it. */
export const BEAT_COUNT = 0;
/** Index of the flag that ends the thread's round; the thread sleeps on it. */
export const BEAT_STOP = 1;
