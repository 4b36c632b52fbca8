import { concurrency } from "./_concurrency.ts";
import { connectNotified } from "./_notified.ts";
import { createDeque } from "./_deque.ts";
import type { NumberParameter } from "./parameters.ts";
import { openPump } from "./_pump.ts";
import { createRing } from "./_ring.ts";
import { defineStrategy, type Strategy } from "./strategy.ts";

/**
 * First in, first out while the loop keeps up; newest first while the oldest task has waited too long,
 * on the grounds that whoever sent the newest still cares for the answer. Nothing is shed: what was
 * passed over runs, oldest last, once fewer tasks come.
 *
 * Source: B. Maurer, "Fail at Scale", ACM Queue 13(8), 2015, which switches when a queue
 * begins to form.
 */
export const queueAdaptiveLifo: Strategy<{
  readonly behindMs: NumberParameter;
  readonly concurrency: NumberParameter;
}> = defineStrategy({
  name: "queue-adaptive-lifo",
  family: "queue",
  summary: "a notified queue that serves the newest task first while the oldest waits too long",
  placements: ["inside", "outside"],
  order: "unordered",
  usesWait: true,
  parameters: {
    behindMs: {
      kind: "number",
      default: 20,
      min: 0,
      max: 600_000,
      about: "wait of the oldest task beyond which the newest is served, in ms",
    },
    concurrency,
  },
  discipline: ({ concurrency }) => ({ kind: "work-conserving", concurrency }),
  open(host, { behindMs, concurrency }) {
    const ring = createRing(host.capacity);
    const waiting = createDeque(host.capacity);

    function take(): number {
      // The newest may have come from outside since the last look.
      for (let task = ring.shift(); task >= 0; task = ring.shift()) waiting.push(task);
      const isBehind = waiting.size() > 0 && host.waitedMs(waiting.oldest()) > behindMs;
      return isBehind ? waiting.pop() : waiting.shift();
    }

    const size = () => waiting.size() + ring.size();
    return openPump(host, { ring, policy: { put: waiting.push, size, take }, concurrency });
  },
  connect: connectNotified,
});
