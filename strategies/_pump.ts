/**
 * What the queues with a policy share: the policy says which task is next, the pump starts it when no
 * more than so many bodies are in progress.
 *
 * @module
 */
import { openBacklog } from "./_notified.ts";
import type { Ring } from "./_ring.ts";
import type { Dispatcher, Host } from "./strategy.ts";

/** Which of the waiting tasks is next. All of it is called on the loop's thread. */
export interface Policy {
  /** Takes in a task that was dispatched on the loop; a promise makes whoever dispatches wait. */
  put(task: number): void | Promise<void>;
  /** How many tasks wait, those that are still in the ring included. */
  size(): number;
  /** Takes out the task to run next; -1 if there is none, or none is left because it shed them. */
  take(): number;
}

/** What a pump is made of. */
export interface PumpParts {
  /** Takes tasks from outside; its buffer is the endpoint. */
  readonly ring: Ring;
  /** Takes them from there, or is the ring itself. */
  readonly policy: Policy;
  /** Most bodies in progress at once. */
  readonly concurrency: number;
}

/**
 * Opens the loop's half of a queue with a policy. A wake-up starts as many tasks as are present when it
 * begins and then gives the loop a turn, so that timers and I/O get theirs while tasks keep coming.
 *
 * @param host Runs the tasks.
 * @param parts What the queue is made of.
 * @returns The dispatcher.
 */
export function openPump(
  host: Pick<Host, "run">,
  { ring, policy, concurrency }: PumpParts,
): Dispatcher {
  let inProgress = 0;

  function start(task: number): void {
    const running = host.run(task);
    if (running === undefined) return;
    inProgress++;
    void running.then(end);
  }

  function end(): void {
    // Not the next from here: bodies that end at once would go on in microtasks and starve the loop.
    if (inProgress-- === concurrency) dispatcher.resume();
  }

  const dispatcher = openBacklog(ring, {
    put: policy.put,
    look() {
      if (inProgress >= concurrency) return "held";
      return policy.size() > 0 ? "ready" : "empty";
    },
    serve(isOpen) {
      for (let left = policy.size(); left > 0 && inProgress < concurrency && isOpen();) {
        const before = policy.size();
        const task = policy.take();
        if (task < 0) break;
        // What it shed on the way was present as well, and is not made up for by what has come since.
        left -= Math.max(1, before - policy.size());
        start(task);
      }
    },
  });
  return dispatcher;
}
