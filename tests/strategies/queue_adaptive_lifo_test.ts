import { assertEquals } from "@std/assert";
import { queueAdaptiveLifo } from "../../strategies/queue_adaptive_lifo.ts";
import { patiently } from "./_bench.ts";
import { createManualHost, type ManualHost } from "./_manual_host.ts";

const sequence = (length: number) => Array.from({ length }, (_, task) => task);
const values = { behindMs: 20, concurrency: 16 };

for (const producer of ["inside", "outside"] as const) {
  /** Dispatches all tasks at once and returns the order in which they ran. */
  const orderOf = async (host: ManualHost) => {
    const dispatcher = await queueAdaptiveLifo.open(host, values);
    const remote = await queueAdaptiveLifo.connect!(dispatcher.endpoint!, host);
    const dispatch = producer === "inside" ? dispatcher.dispatch! : remote.dispatch;
    for (const task of sequence(host.capacity)) dispatch(task);
    await host.whenSettled(host.capacity);
    await remote.close();
    await patiently(Promise.resolve(dispatcher.close()), "the dispatcher to close");
    assertEquals(host.dropped, []);
    return host.ran;
  };

  Deno.test(`queue-adaptive-lifo serves in order while it keeps up, from ${producer}`, async () => {
    const host = createManualHost(50);
    host.nowMs = 20;
    assertEquals(await orderOf(host), sequence(50));
  });

  Deno.test(`queue-adaptive-lifo serves the newest first while it is behind, from ${producer}`, async () => {
    const host = createManualHost(50);
    host.nowMs = 20.001;
    assertEquals(await orderOf(host), sequence(50).reverse());
  });

  Deno.test(`queue-adaptive-lifo changes with the wait of the oldest, from ${producer}`, async () => {
    // Each body takes 6 ms. At 0, 6, 12 and 18 tasks run in order; at 24 task 4, the oldest, is behind.
    const host: ManualHost = createManualHost(9, () => void (host.nowMs += 6));
    assertEquals(await orderOf(host), [0, 1, 2, 3, 8, 7, 6, 5, 4]);
  });
}

Deno.test("queue-adaptive-lifo is in order again once the oldest has not waited too long", async () => {
  const host: ManualHost = createManualHost(8);
  const dispatcher = await queueAdaptiveLifo.open(host, values);
  host.nowMs = 100;
  for (const task of [0, 1, 2]) dispatcher.dispatch!(task);
  await host.whenSettled(3);
  // The backlog is gone; numbers that have run come again.
  host.dispatchedMs.fill(100);
  for (const task of [3, 0, 4, 1]) dispatcher.dispatch!(task);
  await host.whenSettled(7);
  await patiently(Promise.resolve(dispatcher.close()), "the dispatcher to close");
  assertEquals(host.ran, [2, 1, 0, 3, 0, 4, 1]);
});

Deno.test("queue-adaptive-lifo serves a task that came a moment ago before those of the same pass", async () => {
  const host: ManualHost = createManualHost(5, (task) => {
    if (task === 3) void remote.dispatch(4);
  });
  const dispatcher = await queueAdaptiveLifo.open(host, values);
  const remote = await queueAdaptiveLifo.connect!(dispatcher.endpoint!, host);
  host.nowMs = 100;
  for (const task of sequence(4)) dispatcher.dispatch!(task);
  await host.whenSettled(5);
  await remote.close();
  await patiently(Promise.resolve(dispatcher.close()), "the dispatcher to close");
  assertEquals(host.ran, [3, 4, 2, 1, 0]);
});
