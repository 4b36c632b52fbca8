/**
 * `queue-notified` that takes 50 µs longer to wake up: a slow-down of known size, for the head of a gate.
 *
 * @module
 */
import { queueNotified } from "../../strategies/queue_notified.ts";
import { defineStrategy } from "../../strategies/strategy.ts";

/** How much longer, in ms. */
const EXTRA_MS = 0.05;

export default defineStrategy({
  name: "queue-notified-slow-waking",
  family: "queue",
  summary: "queue-notified, and the loop spins for 50 µs when a task finds it at rest",
  placements: ["inside"],
  order: "fifo",
  parameters: {},
  discipline: () => ({ kind: "work-conserving" }),
  async open(host) {
    let waiting = 0;
    let wakes = false;
    const inner = await queueNotified.open({
      ...host,
      run(task) {
        waiting--;
        if (wakes) {
          wakes = false;
          const end = host.now() + EXTRA_MS;
          while (host.now() < end);
        }
        return host.run(task);
      },
    }, {});
    return {
      dispatch(task) {
        if (waiting++ === 0) wakes = true;
        return inner.dispatch!(task);
      },
      close: () => inner.close(),
    };
  },
});
