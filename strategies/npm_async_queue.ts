import { concurrency } from "./_concurrency.ts";
import type { NumberParameter } from "./parameters.ts";
import { defineStrategy, type Strategy } from "./strategy.ts";

/** Calls back when a task has ended. */
type Done = (error?: Error | null) => void;

/** What is used of `async/queue`, which brings no types. */
type MakeQueue = (
  worker: (task: number, done: Done) => void,
  concurrency: number,
) => { push(task: number, done: Done): void; kill(): void };

/**
 * The queue of the package `async`. `push` asks for a microtask unless one is on its way, which starts
 * tasks while fewer than `concurrency` are in progress; the end of one starts the next. Bodies that
 * never await are thus served in one go, those that come meanwhile too.
 *
 * Note: the library also takes a worker that returns a promise; the callback form is the one of its
 * manual, and spares a promise a task.
 */
export const npmAsyncQueue: Strategy<{ readonly concurrency: NumberParameter }> = defineStrategy({
  name: "npm-async-queue",
  family: "npm",
  summary: "queue of async: a microtask serves what is queued, as far as concurrency goes",
  placements: ["inside"],
  order: "fifo",
  parameters: { concurrency },
  discipline: ({ concurrency }) => ({ kind: "work-conserving", concurrency }),
  async open(host, { concurrency }) {
    const { default: makeQueue }: { default: MakeQueue } = await import("async/queue.js");
    const queue = makeQueue(worker, concurrency);
    let open = true;

    function worker(task: number, done: Done): void {
      // A task may close the strategy while its producer goes on.
      const running = open ? host.run(task) : undefined;
      if (running === undefined) done();
      else void running.then(() => done());
    }

    return {
      dispatch: (task) => queue.push(task, learnEnd),
      close() {
        open = false;
        queue.kill();
      },
    };
  },
});

/** What users pass to learn of a task's end; the host has seen it already. */
function learnEnd(): void {}
