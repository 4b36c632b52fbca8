import { concurrency } from "./_concurrency.ts";
import { connectNotified } from "./_notified.ts";
import { createCodel } from "./_codel.ts";
import type { NumberParameter } from "./parameters.ts";
import { openPump } from "./_pump.ts";
import { createRing } from "./_ring.ts";
import { defineStrategy, type Strategy } from "./strategy.ts";

/**
 * A queue that sheds tasks while it stands, by the law of RFC 8289 and with its defaults: see
 * `_codel.ts`.
 *
 * Note: there is a variant for queues of requests (B. Maurer, "Fail at Scale", ACM Queue 13(8), 2015):
 * a task that waited longer than the target is shed once the queue has not been empty for an interval,
 * and until then one that waited longer than the interval. Rejected because it is another algorithm
 * under the same two names, and whoever reads `codel` expects the RFC. The difference shows: the RFC
 * counts on senders that slow down when something of theirs is shed. Against arrivals that do not, its
 * pace grows only like the square root of the tasks shed, and in a heavy overload waits stay long.
 */
export const queueCodel: Strategy<{
  readonly targetMs: NumberParameter;
  readonly intervalMs: NumberParameter;
  readonly concurrency: NumberParameter;
}> = defineStrategy({
  name: "queue-codel",
  family: "queue",
  summary: "a notified queue that sheds tasks, ever faster, while waits stay above a target",
  placements: ["inside", "outside"],
  order: "fifo",
  usesWait: true,
  parameters: {
    targetMs: {
      kind: "number",
      default: 5,
      above: 0,
      max: 60_000,
      about: "wait that the queue may have for ever, in ms",
    },
    intervalMs: {
      kind: "number",
      default: 100,
      above: 0,
      max: 600_000,
      about: "how long waits must stay above the target before tasks are shed, in ms",
    },
    concurrency,
  },
  discipline: ({ concurrency }) => ({ kind: "work-conserving", concurrency }),
  open(host, { targetMs, intervalMs, concurrency }) {
    const ring = createRing(host.capacity);
    const codel = createCodel({ targetMs, intervalMs });

    function take(): number {
      const nowMs = host.now();
      let task = ring.shift();
      while (task >= 0 && codel.judge(nowMs, host.waitedMs(task), ring.size()) === "shed") {
        host.drop(task, "shed");
        task = ring.shift();
      }
      return task;
    }

    const policy = { put: ring.push, size: ring.size, take };
    return openPump(host, { ring, policy, concurrency });
  },
  connect: connectNotified,
});
