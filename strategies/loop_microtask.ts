import { openScheduled } from "./_scheduled.ts";
import { defineStrategy, type Strategy } from "./strategy.ts";

/**
 * Asks for a microtask. Nothing is quicker, and nothing stalls the loop more: the loop does not turn
 * until the last microtask has run.
 */
export const loopMicrotask: Strategy<Record<never, never>> = defineStrategy({
  name: "loop-microtask",
  family: "loop",
  summary: "queueMicrotask: the task runs before the loop goes on to anything else",
  placements: ["inside"],
  order: "fifo",
  parameters: {},
  discipline: () => ({ kind: "work-conserving" }),
  open: (host) => openScheduled(host, (serve, task) => queueMicrotask(() => serve(task))),
});
