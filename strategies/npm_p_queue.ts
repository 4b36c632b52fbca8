import { concurrency } from "./_concurrency.ts";
import type { NumberParameter } from "./parameters.ts";
import { defineStrategy, type Strategy } from "./strategy.ts";

/**
 * A queue of functions that return promises. `add` starts the task itself while fewer than
 * `concurrency` are in progress; what must wait is started by a microtask after the end of another, so
 * bodies that never await keep the loop from turning until the queue is empty.
 */
export const npmPQueue: Strategy<{ readonly concurrency: NumberParameter }> = defineStrategy({
  name: "npm-p-queue",
  family: "npm",
  summary: "p-queue: add starts the task itself, or a microtask does once another has ended",
  placements: ["inside"],
  order: "fifo",
  inline: true,
  parameters: { concurrency },
  discipline: ({ concurrency }) => ({ kind: "work-conserving", concurrency }),
  async open(host, { concurrency }) {
    const { default: PQueue } = await import("p-queue");
    const queue = new PQueue({ concurrency });
    let open = true;

    function run(task: number): void | Promise<void> {
      // A task may close the strategy while its producer goes on.
      if (open) return host.run(task);
    }

    return {
      dispatch: (task) => void queue.add(() => run(task)),
      close() {
        open = false;
        // The promises of what waited reject, and the library itself marks them as handled.
        queue.clear();
      },
    };
  },
});
