import { concurrency } from "./_concurrency.ts";
import type { NumberParameter } from "./parameters.ts";
import { defineStrategy, type Strategy } from "./strategy.ts";

/**
 * The smallest limiter of concurrency, in the tree of nearly every project. Each task starts in a
 * microtask, the first as well as one that waited for another's end, so bodies that never await keep
 * the loop from turning until none waits.
 */
export const npmPLimit: Strategy<{ readonly concurrency: NumberParameter }> = defineStrategy({
  name: "npm-p-limit",
  family: "npm",
  summary: "p-limit: a microtask starts the task, once fewer than concurrency are in progress",
  placements: ["inside"],
  order: "fifo",
  parameters: { concurrency },
  discipline: ({ concurrency }) => ({ kind: "work-conserving", concurrency }),
  async open(host, { concurrency }) {
    const { default: pLimit } = await import("p-limit");
    const limit = pLimit(concurrency);
    let open = true;

    function run(task: number): void | Promise<void> {
      // The library's clearing spares tasks whose microtask is already on its way.
      if (open) return host.run(task);
    }

    return {
      dispatch: (task) => void limit(() => run(task)),
      close() {
        open = false;
        limit.clearQueue();
      },
    };
  },
});
