import { openScheduled } from "./_scheduled.ts";
import { defineStrategy, type Strategy } from "./strategy.ts";

/** Asks for the shortest timer. The runtime's floor of one to two milliseconds is paid by every task. */
export const loopTimer: Strategy<Record<never, never>> = defineStrategy({
  name: "loop-timer",
  family: "loop",
  summary: "setTimeout(0): the task runs when a timer of the shortest delay fires",
  placements: ["inside"],
  order: "fifo",
  parameters: {},
  discipline: () => ({ kind: "delayed" }),
  open: (host) => openScheduled(host, (serve, task) => setTimeout(serve, 0, task)),
});
