import { connectNotified, openNotified } from "./_notified.ts";
import type { NumberParameter } from "./parameters.ts";
import { defineStrategy, type Strategy } from "./strategy.ts";

// Tasks that may run between two looks at the clock, if those before took a small part of the slice.
const STRIDE = 4;
const SMALL_PART = 1 / 50;

/**
 * Serves a queue in slices of time and gives the loop a turn between two slices, so that a burst of
 * any length holds the loop no longer than a slice and the tasks that cross its end: one, or up to four
 * where short ones came before them.
 *
 * It looks at the clock after each task; a look costs as much as a task that does nothing, so while four
 * tasks together take less than a fiftieth of the slice it looks after every fourth.
 *
 * Note: tried longer strides; rejected because as many long tasks as come next would all run on.
 */
export const loopSliced: Strategy<{ readonly sliceMs: NumberParameter }> = defineStrategy({
  name: "loop-sliced",
  family: "loop",
  summary: "a queue served in slices of time, with a turn of the loop between two slices",
  placements: ["inside", "outside"],
  order: "fifo",
  parameters: {
    sliceMs: {
      kind: "number",
      default: 2,
      above: 0,
      max: 60_000,
      about: "longest stretch in ms before the loop gets a turn, tasks that cross its end apart",
    },
  },
  discipline: () => ({ kind: "work-conserving" }),
  open: (host, { sliceMs }) =>
    openNotified(host, (ring, isOpen) => {
      let nowMs = host.now();
      const endMs = nowMs + sliceMs;
      let stride = 1;
      while (nowMs < endMs) {
        for (let left = stride; left > 0; left--) {
          const task = isOpen() ? ring.shift() : -1;
          if (task < 0) return;
          void host.run(task);
        }
        const beforeMs = nowMs;
        nowMs = host.now();
        stride = nowMs - beforeMs < sliceMs * SMALL_PART ? STRIDE : 1;
      }
    }),
  connect: connectNotified,
});
