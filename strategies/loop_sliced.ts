import { connectNotified, openNotified } from "./_notified.ts";
import type { NumberParameter } from "./parameters.ts";
import { defineStrategy, type Strategy } from "./strategy.ts";

/**
 * Serves a queue in slices of time and gives the loop a turn between two slices, so that a burst of
 * any length holds the loop no longer than a slice and the task that crosses its end.
 *
 * It asks for the time after each task. Note: asking after every n-th costs less for tasks that do
 * nothing, but n of the long tasks that come next would hold the loop far beyond the slice.
 */
export const loopSliced: Strategy<{ readonly sliceMs: NumberParameter }> = defineStrategy({
  name: "loop-sliced",
  family: "loop",
  summary: "a queue served in slices of time, with a turn of the loop between two slices",
  placements: ["inside", "outside"],
  order: "fifo",
  parameters: {
    sliceMs: {
      kind: "number",
      default: 2,
      above: 0,
      max: 60_000,
      about: "longest stretch in ms before the loop gets a turn, the task that crosses it apart",
    },
  },
  discipline: () => ({ kind: "work-conserving" }),
  open: (host, { sliceMs }) =>
    openNotified(host, (ring, isOpen) => {
      const endMs = host.now() + sliceMs;
      do void host.run(ring.shift()); while (ring.size() > 0 && isOpen() && host.now() < endMs);
    }),
  connect: connectNotified,
});
