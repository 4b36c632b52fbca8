import { assertEquals } from "@std/assert";
import mine from "../../../experiments/examples/my_strategy.ts";
import type { Dispatcher, Host } from "../../../strategies/mod.ts";

async function open(batch: number, run: (task: number, dispatcher: Dispatcher) => void) {
  const dispatcher: Dispatcher = await mine.open(
    { run: (task: number) => run(task, dispatcher) } as Host,
    { batch },
  );
  return dispatcher;
}

/** Long enough for every immediate that was asked for by now, and by those. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
}

Deno.test("my_strategy runs tasks in order after their dispatch, whatever the batch", async () => {
  for (const batch of [1, 2, 3, 100]) {
    const ran: number[] = [];
    const dispatcher = await open(batch, (task, { dispatch }) => {
      ran.push(task);
      if (task < 10) dispatch!(task + 10);
    });
    for (const task of [0, 1, 2, 3, 4]) dispatcher.dispatch!(task);
    assertEquals(ran, []);
    await turns();
    assertEquals(ran, [0, 1, 2, 3, 4, 10, 11, 12, 13, 14], `batch=${batch}`);
    await dispatcher.close();
  }
});

Deno.test("my_strategy runs nothing once it is closed, from outside or by a task", async () => {
  for (const batch of [1, 3]) {
    const ran: number[] = [];
    const dispatcher = await open(batch, (task, { close }) => {
      ran.push(task);
      if (task === 1) close();
    });
    for (const task of [0, 1, 2, 3, 4]) dispatcher.dispatch!(task);
    await turns();
    assertEquals(ran, [0, 1]);
    const other = await open(batch, (task) => ran.push(task));
    other.dispatch!(7);
    other.close();
    await turns();
    assertEquals(ran, [0, 1]);
  }
});
