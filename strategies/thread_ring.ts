import { connectNotified } from "./_notified.ts";
import { createRing } from "./_ring.ts";
import { choice, type ChoiceParameter, type NumberParameter } from "./parameters.ts";
import { defineStrategy, type Strategy } from "./strategy.ts";

// A wait that is longer counts as so many times the longest spin, so that one long silence is soon
// forgotten when tasks come thick and fast again.
const LONGEST_GAP = 4;
const WEIGHT = 1 / 4;

/**
 * Hands tasks from another thread over through a ring in shared memory. A loop that has served all
 * looks again and again for a while, one look a turn, before it sleeps until it is woken: a wake-up by
 * the system takes some 50 µs, a look that finds a task a few.
 *
 * Adaptive spinning keeps a moving average of how long the next task let the loop wait and spins only
 * while that is shorter than the longest spin: under load it finds tasks within µs, and where they are
 * rare it sleeps at once and burns nothing.
 */
export const threadRing: Strategy<{
  readonly spin: ChoiceParameter<"adaptive" | "always" | "never">;
  readonly spinMicros: NumberParameter;
}> = defineStrategy({
  name: "thread-ring",
  family: "thread",
  summary: "a ring in shared memory; the loop looks for tasks a while before it sleeps",
  placements: ["outside"],
  order: "fifo",
  parameters: {
    spin: choice(
      ["adaptive", "always", "never"],
      "whether to look for tasks before sleeping; adaptive: if the next is expected in time",
    ),
    spinMicros: {
      kind: "number",
      default: 2000,
      min: 0,
      max: 1e6,
      about: "how long to look for tasks before sleeping, in µs",
    },
  },
  discipline: () => ({ kind: "work-conserving" }),
  open(host, { spin, spinMicros }) {
    const ring = createRing(host.capacity);
    const longestMs = spin === "never" ? 0 : spinMicros / 1000;
    let isOpen = true;
    let meanGapMs = 0;

    /** Serves those present. */
    function serve(): void {
      for (let left = ring.size(); left > 0 && isOpen; left--) void host.run(ring.shift());
    }

    /** Resolves when there is something to serve, or it may be time to sleep, or all is over. */
    function look(untilMs: number): Promise<void> {
      return new Promise((resolve) => {
        function turn(): void {
          if (ring.size() > 0 || !isOpen || host.now() >= untilMs) resolve();
          else setImmediate(turn);
        }
        setImmediate(turn);
      });
    }

    async function listen(): Promise<void> {
      while (isOpen) {
        serve();
        const emptyMs = host.now();
        const isWorthIt = spin === "always" || meanGapMs < longestMs;
        // At least one turn of the loop between two passes, whatever the spinning.
        await look(isWorthIt ? emptyMs + longestMs : emptyMs);
        if (isOpen) await ring.whenPushed();
        const gapMs = Math.min(host.now() - emptyMs, LONGEST_GAP * longestMs);
        meanGapMs += WEIGHT * (gapMs - meanGapMs);
      }
    }
    const listening = listen();

    return {
      endpoint: ring.buffer,
      async close() {
        isOpen = false;
        ring.end();
        await listening;
      },
    };
  },
  connect: connectNotified,
});
