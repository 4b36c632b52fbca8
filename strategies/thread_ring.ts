import { connectNotified } from "./_notified.ts";
import { createRing } from "./_ring.ts";
import { choice, type ChoiceParameter, type NumberParameter } from "./parameters.ts";
import { defineStrategy, type Strategy } from "./strategy.ts";

// A wait that is longer counts as so many times the longest spin, so that one long silence is soon
// forgotten when tasks come thick and fast again.
const LONGEST_GAP = 4;
const WEIGHT = 1 / 4;
// Looks in a turn of the loop: they take some 2 µs and are most of the turn.
// Note: tried one look a turn; rejected because the rest of the turn, over 1 µs, sees nothing.
const LOOKS = 32;

// A turn of the loop that took so long was not spent looking: somebody else had the core.
const STOLEN_MS = 0.5;
// For so many waits a loop does not spin after its core was taken.
const ABSTENTION = 8;

/**
 * Hands tasks from another thread over through a ring in shared memory. A loop that has served all
 * looks again and again for a while, turn after turn, before it sleeps until it is woken: a wake-up by
 * the system takes some 50 µs, a look that finds a task one or two.
 *
 * Adaptive spinning keeps a moving average of how long the next task let the loop wait and spins only
 * while that is shorter than the longest spin: under load it finds tasks within µs, and where they are
 * rare it sleeps at once and burns nothing. Where more threads want to run than there are cores, one that
 * spins is put aside for milliseconds when a task may come: a loop that notices sleeps for a while instead.
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
    let emptyMs = host.now();
    let untilMs = emptyMs;
    let looking = setImmediate(look);
    let sleeping: Promise<void> | null = null;
    let lookedMs = emptyMs;
    let abstain = 0;

    /** Serves those present and looks for more; a turn of the loop later, whatever the spinning. */
    function pass(): void {
      for (let left = ring.size(); left > 0 && isOpen; left--) void host.run(ring.shift());
      if (!isOpen) return;
      emptyMs = lookedMs = host.now();
      const isWorthIt = spin === "always" || (abstain === 0 && meanGapMs < longestMs);
      if (abstain > 0) abstain--;
      untilMs = isWorthIt ? emptyMs + longestMs : emptyMs;
      looking = setImmediate(look);
    }

    function look(): void {
      for (let left = LOOKS; left > 0; left--) {
        if (ring.size() > 0) return found();
        // Lets a second thread of the same core work.
        Atomics.pause();
      }
      const nowMs = host.now();
      if (nowMs - lookedMs > STOLEN_MS) abstain = ABSTENTION;
      lookedMs = nowMs;
      if (nowMs < untilMs) looking = setImmediate(look);
      else sleeping = sleep();
    }

    function found(): void {
      const gapMs = Math.min(host.now() - emptyMs, LONGEST_GAP * longestMs);
      meanGapMs += WEIGHT * (gapMs - meanGapMs);
      pass();
    }

    async function sleep(): Promise<void> {
      await ring.whenPushed();
      if (isOpen) found();
    }

    return {
      endpoint: ring.buffer,
      async close() {
        isOpen = false;
        clearImmediate(looking);
        ring.end();
        await sleeping;
      },
    };
  },
  connect: connectNotified,
});
