import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { attachSendLog, createSendLog } from "../../strategies/_send_log.ts";
import { patiently } from "./_bench.ts";

Deno.test("begin() numbers from 0, and taskOf() knows what each number carries", () => {
  const loop = createSendLog(4);
  const client = attachSendLog(loop.buffer);
  for (const [number, task] of [7, 0, 7, 3].entries()) {
    assertEquals(client.begin(task), number);
    assertEquals([loop.begun(), loop.ended()], [number + 1, number]);
    client.end("sent");
    assertEquals([loop.begun(), loop.ended()], [number + 1, number + 1]);
  }
  assertEquals([0, 1, 2, 3].map(loop.taskOf), [7, 0, 7, 3]);
});

Deno.test("taskOf() knows the last `capacity` numbers, however many were sent", () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 9 }), fc.nat(60), (capacity, sent) => {
    const log = createSendLog(capacity);
    for (let number = 0; number < sent; number++) {
      log.begin(number * 3);
      log.end("sent");
    }
    for (let number = Math.max(0, sent - capacity); number < sent; number++) {
      assertEquals(log.taskOf(number), number * 3);
    }
  }));
});

Deno.test("whenFailed() resolves for a failure, before or during the wait, and once for each", async () => {
  const loop = createSendLog(4);
  const client = attachSendLog(loop.buffer);
  for (const moment of ["before", "during"]) {
    client.begin(1);
    if (moment === "before") client.end("failed");
    const failed = loop.whenFailed();
    if (moment === "during") client.end("failed");
    await patiently(failed, `a failure ${moment} the wait`);
  }
  let isEarly = true;
  const failed = loop.whenFailed().then(() => isEarly);
  client.begin(2);
  client.end("sent");
  await Promise.resolve();
  isEarly = false;
  client.begin(3);
  client.end("failed");
  assertEquals(await patiently(failed, "another failure"), false);
});

Deno.test("close() releases whoever waits for failures, then and later", async () => {
  const log = createSendLog(4);
  const failed = log.whenFailed();
  log.close();
  await patiently(failed, "the end");
  await log.whenFailed();
});
