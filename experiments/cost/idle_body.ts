/**
 * What the threads of a pool run under a bare host: nothing.
 *
 * @module
 */
import { workerData } from "node:worker_threads";

/** What the threads find as their `workerData`. */
export interface ReadyCount {
  /** An integer of 32 bits: how many threads have imported this module. */
  readonly count: SharedArrayBuffer;
}

const count = new Int32Array((workerData as ReadyCount).count);
Atomics.add(count, 0, 1);
Atomics.notify(count, 0);

/** A body that does nothing. */
export default function idleBody(): void {}
