import type { Dispatcher, Host } from "./strategy.ts";

/**
 * Opens a dispatcher that asks the loop's scheduler for one callback a task. Callbacks still owed when
 * it closes are awaited and run nothing: counting them is cheaper than keeping every handle for a
 * cancellation.
 *
 * @param host Runs the tasks.
 * @param ask Asks the scheduler to call `serve` with the task.
 * @returns The dispatcher.
 */
export function openScheduled(
  host: Host,
  ask: (serve: (task: number) => void, task: number) => void,
): Dispatcher {
  let owed = 0;
  let whenNone: (() => void) | null = null;

  function serve(task: number): void {
    owed--;
    if (whenNone === null) void host.run(task);
    else if (owed === 0) whenNone();
  }

  return {
    dispatch(task) {
      owed++;
      ask(serve, task);
    },
    close: () =>
      new Promise((resolve) => {
        whenNone = resolve;
        if (owed === 0) resolve();
      }),
  };
}
