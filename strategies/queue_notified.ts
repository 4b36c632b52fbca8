import { attachRing, createRing } from "./_ring.ts";
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
  open(host) {
    const ring = createRing(host.capacity);
    let state: "idle" | "scheduled" | "closed" = "idle";
    let immediate: ReturnType<typeof setImmediate> | undefined;

    function schedule(): void {
      if (state !== "idle") return;
      state = "scheduled";
      immediate = setImmediate(pass);
    }

    function pass(): void {
      if (isClosed()) return;
      state = "idle";
      // A task may close the strategy, so every turn looks.
      for (let left = ring.size(); left > 0 && !isClosed(); left--) void host.run(ring.shift());
      if (ring.size() > 0) schedule();
    }

    function isClosed(): boolean {
      return state === "closed";
    }

    async function listen(): Promise<void> {
      while (!isClosed()) {
        await ring.whenPushed();
        if (state === "scheduled") await turn();
        else if (state === "idle") pass();
      }
    }
    const listening = listen();

    return {
      endpoint: ring.buffer,
      dispatch(task) {
        ring.push(task);
        schedule();
      },
      async close() {
        state = "closed";
        clearImmediate(immediate);
        ring.end();
        await listening;
      },
    };
  },
  connect(endpoint) {
    const ring = attachRing(endpoint as SharedArrayBuffer);
    return {
      pacing: "spin",
      dispatch(task) {
        ring.push(task);
        ring.wake();
      },
      close: () => {},
    };
  },
});

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
