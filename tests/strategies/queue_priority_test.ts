import { assert, assertEquals } from "@std/assert";
import { queuePriority } from "../../strategies/queue_priority.ts";
import { openBench, patiently, type Producer } from "./_bench.ts";
import { createManualHost } from "./_manual_host.ts";

const sequence = (length: number) => Array.from({ length }, (_, task) => task);

for (const producer of ["inside", "outside", "thread"] satisfies Producer[]) {
  const subject = (given: { classes: number; concurrency?: number }) => ({
    strategy: queuePriority,
    given,
    producer,
  });

  Deno.test(`queue-priority serves the oldest of the most urgent class, from ${producer}`, async () => {
    const bench = await openBench(subject({ classes: 3 }), 9);
    bench.columns.taskClass.set([2, 1, 0, 2, 0, 1, 1, 0, 2]);
    // Nothing runs before all are there.
    await bench.dispatchBlocked(...sequence(9));
    await bench.whenSettled(9);
    await bench.close();
    assertEquals(bench.ran, [2, 4, 7, 1, 5, 6, 0, 3, 8]);
  });

  Deno.test(`queue-priority takes classes beyond its own for the last, from ${producer}`, async () => {
    const bench = await openBench(subject({ classes: 2 }), 6);
    bench.columns.taskClass.set([5, 1, 0, 255, 2, 0]);
    await bench.dispatchBlocked(...sequence(6));
    await bench.whenSettled(6);
    await bench.close();
    assertEquals(bench.ran, [2, 5, 0, 1, 3, 4]);
  });
}

Deno.test("queue-priority lets a class starve while those before it keep coming", async () => {
  const bench = await openBench(
    { strategy: queuePriority, given: {}, producer: "inside" },
    1000,
    // Every urgent task brings the next one.
    {
      kind: "sync",
      run: (task) => task > 0 && task < 999 ? void bench.dispatchNow(task + 1) : undefined,
    },
  );
  bench.columns.taskClass[0] = 1;
  await bench.dispatch(0, 1);
  await bench.whenSettled(1000);
  await bench.close();
  assertEquals(bench.ran.at(-1), 0);
});

Deno.test("queue-priority never interrupts a body for a more urgent task", async () => {
  const release = Promise.withResolvers<void>();
  let ended = false;
  const bench = await openBench(
    { strategy: queuePriority, given: { concurrency: 1 }, producer: "inside" },
    3,
    {
      kind: "async",
      async run(task) {
        if (task !== 0) return assert(ended, "the task in progress had not ended");
        await bench.dispatch(1, 2);
        await new Promise((resolve) => setTimeout(resolve));
        release.resolve();
        ended = true;
      },
    },
  );
  bench.columns.taskClass.set([1, 1, 0]);
  await bench.dispatch(0);
  await patiently(release.promise, "the first task");
  await bench.whenSettled(3);
  await bench.close();
  assertEquals(bench.ran, [0, 2, 1]);
  assertEquals(bench.faults().firstFailure, null);
});

Deno.test("queue-priority keeps classes apart when numbers come again", async () => {
  const host = createManualHost(3);
  const dispatcher = await queuePriority.open(host, { classes: 2, concurrency: 16 });
  for (const [urgent, order] of [[1, [0, 1, 2]], [0, [2, 1, 0]], [2, [1, 2, 0]]] as const) {
    host.taskClass.fill(1)[urgent] = 0;
    for (const task of order) dispatcher.dispatch!(task);
    await host.whenSettled(host.ran.length + 3);
  }
  await patiently(Promise.resolve(dispatcher.close()), "the dispatcher to close");
  assertEquals(host.ran, [1, 0, 2, 0, 2, 1, 2, 1, 0]);
});
