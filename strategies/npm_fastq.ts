import { concurrency } from "./_concurrency.ts";
import { choice, type ChoiceParameter, type NumberParameter } from "./parameters.ts";
import { defineStrategy, type Dispatcher, type Host, type Strategy } from "./strategy.ts";

type Fastq = typeof import("fastq");

/**
 * The work queue of many Node servers. `push` calls the worker itself while fewer tasks than
 * `concurrency` are in progress. What must wait is started by the end of another task: in the same
 * call with callbacks, so that bodies which never await all run within `dispatch`; by microtasks with
 * promises.
 *
 * Note: a callback worker that calls back before it returns starts the next task on top of its own
 * stack. Nothing is deferred here to mend that: users of the library meet it too.
 */
export const npmFastq: Strategy<{
  readonly api: ChoiceParameter<"callback" | "promise">;
  readonly concurrency: NumberParameter;
}> = defineStrategy({
  name: "npm-fastq",
  family: "npm",
  summary: "fastq: push calls the worker itself, or leaves the task to whichever ends next",
  placements: ["inside"],
  order: "fifo",
  inline: true,
  parameters: {
    api: choice(["callback", "promise"], "which of the library's two interfaces is used"),
    concurrency,
  },
  discipline: ({ concurrency }) => ({ kind: "work-conserving", concurrency }),
  async open(host, { api, concurrency }) {
    const { default: fastq } = await import("fastq");
    return { callback: openCallback, promise: openPromise }[api](fastq, host, concurrency);
  },
});

function openCallback(fastq: Fastq, host: Host, concurrency: number): Dispatcher {
  let open = true;

  function worker(task: number, done: (error: Error | null) => void): void {
    // A task may close the strategy while its producer goes on.
    const running = open ? host.run(task) : undefined;
    if (running === undefined) done(null);
    else void running.then(() => done(null));
  }

  const queue = fastq<unknown, number>(worker, concurrency);
  return {
    dispatch: (task) => queue.push(task, learnEnd),
    close() {
      open = false;
      queue.kill();
    },
  };
}

function openPromise(fastq: Fastq, host: Host, concurrency: number): Dispatcher {
  let open = true;

  async function worker(task: number): Promise<void> {
    if (open) await host.run(task);
  }

  const queue = fastq.promise<unknown, number>(worker, concurrency);
  return {
    dispatch: (task) => void queue.push(task),
    close() {
      open = false;
      queue.kill();
    },
  };
}

/** What users pass to learn of a task's end; the host has seen it already. */
function learnEnd(): void {}
