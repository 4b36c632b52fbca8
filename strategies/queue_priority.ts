import { concurrency } from "./_concurrency.ts";
import { connectNotified } from "./_notified.ts";
import type { NumberParameter } from "./parameters.ts";
import { openPump } from "./_pump.ts";
import { createRing } from "./_ring.ts";
import { defineStrategy, type Strategy } from "./strategy.ts";

/**
 * Strict priority: whenever a task may start, it is the oldest of the most urgent class that has one. A
 * body in progress is never interrupted, and nothing ages: a class may wait for as long as those before
 * it keep coming, which is what this strategy is there to show.
 */
export const queuePriority: Strategy<{
  readonly classes: NumberParameter;
  readonly concurrency: NumberParameter;
}> = defineStrategy({
  name: "queue-priority",
  family: "queue",
  summary: "a notified queue with classes; the oldest task of the most urgent class is next",
  placements: ["inside", "outside"],
  order: "unordered",
  parameters: {
    classes: {
      kind: "number",
      default: 2,
      min: 2,
      max: 8,
      integer: true,
      about: "classes told apart; tasks of a class beyond are in the last",
    },
    concurrency,
  },
  discipline: ({ concurrency }) => ({ kind: "work-conserving", concurrency }),
  open(host, { classes, concurrency }) {
    const ring = createRing(host.capacity);
    const waiting = createClasses(classes, host.capacity);
    // A class that is none would be a place that nobody looks at.
    const put = (task: number) => {
      const taskClass = Math.trunc(host.classOf(task)) || 0;
      waiting.push(task, Math.min(Math.max(0, taskClass), classes - 1));
    };

    function take(): number {
      // An urgent task may have come from outside since the last look.
      for (let task = ring.shift(); task >= 0; task = ring.shift()) put(task);
      return waiting.shift();
    }

    const size = () => waiting.size() + ring.size();
    return openPump(host, { ring, policy: { put, size, take }, concurrency });
  },
  connect: connectNotified,
});

interface Classes {
  push(task: number, taskClass: number): void;
  /** Takes the oldest task of the first class that has one, or -1 if there is none. */
  shift(): number;
  size(): number;
}

/** One linked list a class through one table: a task waits in one class only. */
function createClasses(classes: number, capacity: number): Classes {
  const oldest = new Int32Array(classes).fill(-1);
  const newest = new Int32Array(classes);
  const behind = new Int32Array(capacity);
  let size = 0;
  return {
    push(task, taskClass) {
      behind[task] = -1;
      if (oldest[taskClass] < 0) oldest[taskClass] = task;
      else behind[newest[taskClass]] = task;
      newest[taskClass] = task;
      size++;
    },
    shift() {
      for (let taskClass = 0; taskClass < classes; taskClass++) {
        const task = oldest[taskClass];
        if (task < 0) continue;
        oldest[taskClass] = behind[task];
        size--;
        return task;
      }
      return -1;
    },
    size: () => size,
  };
}
