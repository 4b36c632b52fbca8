import { connectNotified, openNotified } from "./_notified.ts";
import { defineStrategy, type Strategy } from "./strategy.ts";

/**
 * The explicit queue without the polling delay: whoever dispatches wakes the loop, by an immediate
 * from inside, through shared memory from outside.
 *
 * A wake-up serves the tasks present when it begins and then gives the loop a turn, so that timers
 * and I/O get theirs while tasks keep coming.
 */
export const queueNotified: Strategy<Record<never, never>> = defineStrategy({
  name: "queue-notified",
  family: "queue",
  summary: "tasks go on a queue; the dispatch wakes the loop, which serves those present",
  placements: ["inside", "outside"],
  order: "fifo",
  parameters: {},
  discipline: () => ({ kind: "work-conserving" }),
  open: (host) =>
    openNotified(host, (ring, isOpen) => {
      for (let left = ring.size(); left > 0 && isOpen(); left--) void host.run(ring.shift());
    }),
  connect: connectNotified,
});
