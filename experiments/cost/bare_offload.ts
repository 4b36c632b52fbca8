import type { Offload } from "../../strategies/mod.ts";
import type { ReadyCount } from "./idle_body.ts";

const PATIENCE_MS = 20_000;

/**
 * Lets a pool of threads run bodies that do nothing.
 *
 * @param returned Called when the loop has learnt of the end of a task's body.
 * @returns What a strategy's host gets as `offload`.
 */
export function createBareOffload(returned: (task: number) => void): Offload {
  const count = new Int32Array(new SharedArrayBuffer(4));
  return {
    module: new URL("./idle_body.ts", import.meta.url).href,
    data: { count: count.buffer as SharedArrayBuffer } satisfies ReadyCount,
    async whenReady(threads) {
      for (let ready = 0; (ready = Atomics.load(count, 0)) < threads;) {
        const wait = Atomics.waitAsync(count, 0, ready, PATIENCE_MS);
        if (wait.async && await wait.value === "timed-out") {
          throw new Error(`only ${ready} of ${threads} threads came up in ${PATIENCE_MS} ms`);
        }
      }
    },
    returned,
  };
}
