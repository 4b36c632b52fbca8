/**
 * A strategy of your own: copy this file anywhere, change it, and run it beside any other:
 *
 *     deno task bench --profile quick --strategy ./my_strategy.ts,./my_strategy.ts:batch=8,loop-immediate
 *
 * As it stands it is `loop-immediate` written anew, with one parameter more. What a strategy may and
 * must do is said in `strategies/strategy.ts`, which editors show on hovering; how others do it, for
 * producers on other threads too, in the files beside that one.
 *
 * The module is type-checked first and then imported by each trial, in a process that may read this
 * file's folder and talk to 127.0.0.1, and nothing else. Packages (`npm:…`) may be imported.
 */
import { defineStrategy } from "dispatch-lab/strategies";

export default defineStrategy({
  // Reports name it by its path; this is what it would be called in the catalogue.
  name: "loop-immediate-batched",
  // How it reaches the loop: direct, queue, loop, io, thread or npm.
  family: "loop",
  summary: "setImmediate, asked once for a batch of tasks",
  // Where the producer may be. For "outside", another thread, it also needs an `endpoint` and a connect().
  placements: ["inside"],
  // Tasks start in the order in which they were dispatched. Reports rely on it.
  order: "fifo",
  // Numbers with their ranges, and choices of words. `--strategy ./my_strategy.ts:batch=8` sets one.
  parameters: {
    batch: {
      kind: "number",
      default: 1,
      min: 1,
      integer: true,
      about: "most tasks that one immediate serves",
    },
  },
  // The loop never rests while a task waits: which of the models of queueing theory applies.
  discipline: () => ({ kind: "work-conserving" }),
  // Called before the tasks come, once for the warm-up and once for the measured part of a trial.
  open(host, { batch }) {
    const owed = new Map<readonly number[], ReturnType<typeof setImmediate>>();
    let joining: number[] = [];
    let isOpen = true;

    function serve(tasks: readonly number[]): void {
      owed.delete(tasks);
      if (tasks === joining) joining = [];
      for (const task of tasks) {
        // Runs the body, measures it, and never throws. It may also call close().
        if (isOpen) void host.run(task);
      }
    }

    return {
      // The dispatch point. What it does before it returns is what its caller is held up by.
      dispatch(task) {
        if (joining.length >= batch) joining = [];
        joining.push(task);
        const tasks = joining;
        if (tasks.length === 1) owed.set(tasks, setImmediate(() => serve(tasks)));
      },
      // Stops everything that was started. Tasks that have not run by now never will.
      close() {
        isOpen = false;
        for (const immediate of owed.values()) clearImmediate(immediate);
        owed.clear();
      },
    };
  },
});
