import { openScheduled } from "./_scheduled.ts";
import { defineStrategy, type Strategy } from "./strategy.ts";

/** Asks for the next tick: before the loop goes on, as a microtask, by Node's older queue. */
export const loopNextTick: Strategy<Record<never, never>> = defineStrategy({
  name: "loop-next-tick",
  family: "loop",
  summary: "process.nextTick: the task runs before the loop goes on",
  placements: ["inside"],
  order: "fifo",
  parameters: {},
  discipline: () => ({ kind: "work-conserving" }),
  open: (host) => openScheduled(host, (serve, task) => process.nextTick(serve, task)),
});
