import { assertEquals } from "@std/assert";
import { queueCodel } from "../../strategies/queue_codel.ts";
import { patiently } from "./_bench.ts";
import { createManualHost, type ManualHost } from "./_manual_host.ts";

const sequence = (length: number) => Array.from({ length }, (_, task) => task);
const values = { targetMs: 5, intervalMs: 100, concurrency: 16 };

Deno.test("queue-codel sheds the tasks at the front of a queue that stands", async () => {
  // All wait since 0 and each body takes 10 ms: the first at 10 is above the target.
  const host: ManualHost = createManualHost(40, () => void (host.nowMs += 10));
  const dispatcher = await queueCodel.open(host, values);
  for (const task of sequence(40)) dispatcher.dispatch!(task);
  await host.whenSettled(40);
  await patiently(Promise.resolve(dispatcher.close()), "the dispatcher to close");
  // Task 11 is met at 110, when they have done so for an interval. The next are due at 210, 280.71,
  // 338.44 and 388.45, and each task shed puts those behind it 10 ms ahead: task 22 is met at 210, 31 at
  // 290, 37 at 340, and at 390 it would be task 43.
  assertEquals(host.dropped, [[11, "shed"], [22, "shed"], [31, "shed"], [37, "shed"]]);
  assertEquals(host.ran, sequence(40).filter((task) => ![11, 22, 31, 37].includes(task)));
});

Deno.test("queue-codel sheds none of a burst that is over within an interval", async () => {
  const host: ManualHost = createManualHost(1000, () => void (host.nowMs += 0.1));
  const dispatcher = await queueCodel.open(host, values);
  for (const task of sequence(1000)) dispatcher.dispatch!(task);
  await host.whenSettled(1000);
  await patiently(Promise.resolve(dispatcher.close()), "the dispatcher to close");
  assertEquals([host.ran.length, host.dropped.length], [1000, 0]);
});

for (const producer of ["inside", "outside"] as const) {
  Deno.test(`queue-codel judges each task by its own wait since dispatch, from ${producer}`, async () => {
    const slow = [0, 5, 7];
    const body = (task: number) => void (host.nowMs += slow.includes(task) ? 100 : 0);
    const host: ManualHost = createManualHost(12, body);
    const dispatcher = await queueCodel.open(host, values);
    const remote = await queueCodel.connect!(dispatcher.endpoint!, host);
    const dispatch = producer === "inside" ? dispatcher.dispatch! : remote.dispatch;
    host.nowMs = 10;
    // All but task 5 wait since 0. An interval begins with task 0 at 10, so task 1 is shed at 110; the
    // next would be at 210. Task 5 waits 4 ms only, so another interval begins with task 6 at 210, and
    // the next to be shed is task 8 at 310.
    host.dispatchedMs[5] = 106;
    for (const task of sequence(12)) dispatch(task);
    await host.whenSettled(12);
    await remote.close();
    await patiently(Promise.resolve(dispatcher.close()), "the dispatcher to close");
    assertEquals(host.dropped, [[1, "shed"], [8, "shed"]]);
    assertEquals(host.ran, sequence(12).filter((task) => task !== 1 && task !== 8));
  });
}
