import { createPending } from "./_pending.ts";
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
  open(host) {
    const pending = createPending();
    function serve(task: number): void {
      if (pending.settle()) void host.run(task);
    }
    return {
      dispatch(task) {
        pending.add();
        setImmediate(serve, task);
      },
      close: pending.close,
    };
  },
});
