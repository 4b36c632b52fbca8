import { choice, type ChoiceParameter, type NumberParameter } from "./parameters.ts";
import { attachRing, createRing } from "./_ring.ts";
import { defineStrategy, type Strategy } from "./strategy.ts";

/**
 * The classic explicit queue: the loop looks into it, serves, sleeps, and looks again.
 *
 * Note: a pass starts bodies and does not wait for those that await; one that did would measure the
 * body's I/O as a delay of dispatch.
 */
export const queuePolled: Strategy<{
  readonly intervalMs: NumberParameter;
  readonly drain: ChoiceParameter<"one" | "present" | "all">;
}> = defineStrategy({
  name: "queue-polled",
  family: "queue",
  summary: "tasks go on a queue; the loop polls it and sleeps between passes",
  placements: ["inside", "outside"],
  order: "fifo",
  parameters: {
    intervalMs: {
      kind: "number",
      default: 100,
      min: 0,
      max: 60_000,
      about: "sleep between two passes, in ms",
    },
    drain: choice(
      ["one", "present", "all"],
      "what a pass serves: one task, those present at its start, or all until the queue is empty",
    ),
  },
  discipline: ({ drain }) => ({ kind: "polled", drain }),
  open(host, { intervalMs, drain }) {
    const ring = createRing(host.capacity);
    const limit = { one: () => 1, present: ring.size, all: () => Infinity }[drain];
    let cancelSleep = host.sleep(intervalMs, pass);
    let open = true;

    function pass(): void {
      // A task may close the strategy, so every turn looks.
      for (let left = limit(); left > 0 && open; left--) {
        const task = ring.shift();
        if (task < 0) break;
        void host.run(task);
      }
      if (open) cancelSleep = host.sleep(intervalMs, pass);
    }

    return {
      endpoint: ring.buffer,
      dispatch: ring.push,
      close() {
        open = false;
        cancelSleep();
      },
    };
  },
  connect(endpoint) {
    const ring = attachRing(endpoint as SharedArrayBuffer);
    return { pacing: "spin", dispatch: ring.push, close: () => {} };
  },
});
