import { openScheduled } from "./_scheduled.ts";
import { defineStrategy, type Strategy } from "./strategy.ts";

/** Asks for an immediate: the loop's own "soon, after I/O had its turn". */
export const loopImmediate: Strategy<Record<never, never>> = defineStrategy({
  name: "loop-immediate",
  family: "loop",
  summary: "setImmediate: the task runs in the loop's next check phase",
  placements: ["inside"],
  order: "fifo",
  parameters: {},
  discipline: () => ({ kind: "work-conserving" }),
  open: (host) => openScheduled(host, (serve, task) => setImmediate(serve, task)),
});
