import { assertEquals } from "@std/assert";
import { loopSliced } from "../../strategies/loop_sliced.ts";
import { createManualHost } from "./_manual_host.ts";

/** Runs tasks that take so long each in slices of 10 ms; returns the tasks of each turn of the loop. */
async function turns(takesMs: (task: number) => number, tasks: number): Promise<number[][]> {
  const slices: number[][] = [[]];
  const host = createManualHost(tasks, (task) => {
    slices[slices.length - 1].push(task);
    host.nowMs += takesMs(task);
  });
  const dispatcher = await loopSliced.open(host, { sliceMs: 10 });
  let isOver = false;
  // Runs once between two passes: each pass asks for its immediate when the one before is over.
  function mark(): void {
    if (slices[slices.length - 1].length > 0) slices.push([]);
    if (!isOver) setImmediate(mark);
  }
  for (let task = 0; task < tasks; task++) void dispatcher.dispatch!(task);
  setImmediate(mark);
  await host.whenSettled(tasks);
  isOver = true;
  await dispatcher.close();
  return slices.filter((slice) => slice.length > 0);
}

const tasksFrom = (first: number, count: number) =>
  Array.from({ length: count }, (_, index) => first + index);

Deno.test("loop-sliced ends a slice with the task that crosses its end, and goes on in another turn", async () => {
  assertEquals(await turns(() => 4, 8), [tasksFrom(0, 3), tasksFrom(3, 3), tasksFrom(6, 2)]);
});

Deno.test("loop-sliced gives every task a turn of its own where each fills the slice", async () => {
  assertEquals(await turns(() => 10, 3), [[0], [1], [2]]);
});

Deno.test("loop-sliced serves a burst of short tasks in one slice", async () => {
  assertEquals(await turns(() => 0, 1000), [tasksFrom(0, 1000)]);
});

Deno.test("loop-sliced lets at most four tasks pass between two looks at the clock", async () => {
  const slices = await turns((task) => task < 101 ? 0.01 : 20, 200);
  // The long ones begin within a stride: the rest of it runs on, and then each ends its own slice.
  assertEquals(slices[0].at(-1)! - 100 <= 4, true);
  assertEquals(slices.slice(1).every((slice) => slice.length === 1), true);
});
