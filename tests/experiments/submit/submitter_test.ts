import { assertEquals, assertInstanceOf, assertRejects } from "@std/assert";
import { openSubmitter } from "../../../experiments/submit/submitter.ts";

const turn = () => new Promise((resolve) => setImmediate(resolve));

for (const name of ["queue-notified", "loop-sliced", "loop-microtask", "direct"]) {
  Deno.test(`submit() resolves with what a function returns or its promise holds: ${name}`, async () => {
    await using submitter = await openSubmitter(name);
    const order: number[] = [];
    const values = await Promise.all([1, 2, 3].map((value) =>
      submitter.submit(() => {
        order.push(value);
        return value === 2 ? Promise.resolve(20) : value;
      })
    ));
    assertEquals(values, [1, 20, 3]);
    assertEquals(order, [1, 2, 3]);
  });
}

Deno.test("submit() rejects with what a function throws or its promise rejects with", async () => {
  await using submitter = await openSubmitter("loop-sliced");
  const thrown = submitter.submit(() => {
    throw new TypeError("thrown");
  });
  const rejected = submitter.submit(() => Promise.reject(new SyntaxError("rejected")));
  const fine = submitter.submit(() => "fine");
  await assertRejects(() => thrown, TypeError, "thrown");
  await assertRejects(() => rejected, SyntaxError, "rejected");
  assertEquals(await fine, "fine");
});

Deno.test("submit() never runs a task whose signal is aborted before it starts", async () => {
  await using submitter = await openSubmitter("queue-notified");
  const controller = new AbortController();
  let ran = false;
  const aborted = submitter.submit(() => ran = true, { signal: controller.signal });
  controller.abort(new RangeError("not wanted"));
  await assertRejects(() => aborted, RangeError, "not wanted");
  assertEquals(ran, false);
});

Deno.test("submit() takes an abort without a reason for one as well", async () => {
  await using submitter = await openSubmitter("queue-notified");
  const controller = new AbortController();
  let ran = false;
  const aborted = submitter.submit(() => ran = true, { signal: controller.signal });
  controller.abort(null);
  assertEquals(await aborted.then(() => "resolved", (reason) => reason), null);
  assertEquals(ran, false);
});

Deno.test("submit() refuses classes and deadlines that are none", async () => {
  await using submitter = await openSubmitter("queue-priority");
  for (const wrong of [{ class: -1 }, { class: 0.5 }, { class: NaN }, { deadlineMs: NaN }]) {
    await assertRejects(() => submitter.submit(() => 1, wrong), RangeError, "must be");
  }
  assertEquals(await submitter.submit(() => 1, { class: 7, deadlineMs: 60_000 }), 1);
});

Deno.test("submit() counts what is thenable as in progress, whoever's promise it is", async () => {
  await using submitter = await openSubmitter("queue-bounded", { parameters: { concurrency: 2 } });
  let inProgress = 0;
  let most = 0;
  const results = await Promise.all(Array.from({ length: 6 }, (_, value) =>
    submitter.submit(() => {
      most = Math.max(most, ++inProgress);
      const then = (resolve: (value: number) => void) => {
        setImmediate(() => {
          inProgress--;
          resolve(value);
        });
      };
      return { then } as unknown as Promise<number>;
    })));
  assertEquals([results, most], [[0, 1, 2, 3, 4, 5], 2]);
});

Deno.test("submit() never runs a task that is past its deadline, and runs one that is not", async () => {
  await using submitter = await openSubmitter("queue-notified");
  let ran = false;
  const late = submitter.submit(() => ran = true, { deadlineMs: 1 });
  const inTime = submitter.submit(() => "in time", { deadlineMs: 60_000 });
  // The loop is held beyond the deadline before the queue is looked at.
  for (const untilMs = performance.now() + 2; performance.now() < untilMs;);
  const error = await assertRejects(() => late, DOMException, "within 1 ms");
  assertEquals((error as DOMException).name, "TimeoutError");
  assertEquals([ran, await inTime], [false, "in time"]);
});

Deno.test("submit() refuses more at once than the capacity and takes more when some have started", async () => {
  await using submitter = await openSubmitter("queue-notified", { capacity: 2 });
  const first = [submitter.submit(() => 1), submitter.submit(() => 2)];
  await assertRejects(() => submitter.submit(() => 3), RangeError, "all 2 places");
  assertEquals(await Promise.all(first), [1, 2]);
  for (let round = 0; round < 5; round++) {
    assertEquals(await Promise.all([submitter.submit(() => 1), submitter.submit(() => 2)]), [1, 2]);
  }
});

Deno.test("submit() takes tasks from within a running one", async () => {
  await using submitter = await openSubmitter("loop-sliced", { capacity: 2 });
  const down = (left: number): Promise<number> =>
    submitter.submit(() => left === 0 ? 0 : down(left - 1).then((depth) => depth + 1));
  assertEquals(await down(10), 10);
});

Deno.test("close() rejects what has not started and what comes later, and runs neither", async () => {
  const submitter = await openSubmitter("queue-notified");
  let ran = 0;
  const waiting = submitter.submit(() => ran++);
  const closing = submitter.close();
  const error = await assertRejects(() => waiting, DOMException, "closed");
  assertInstanceOf(error, DOMException);
  assertEquals(error.name, "AbortError");
  await closing;
  await submitter.close();
  await assertRejects(() => submitter.submit(() => ran++), DOMException, "closed");
  await turn();
  assertEquals(ran, 0);
});

Deno.test("openSubmitter() refuses strategies that do not run functions of this loop", async () => {
  await assertRejects(() => openSubmitter("io-tcp"), RangeError, "io-tcp does not run functions");
  await assertRejects(() => openSubmitter("loop"), RangeError, "unknown strategy");
  await assertRejects(
    () => openSubmitter("loop-sliced", { parameters: { sliceMs: 0 } }),
    RangeError,
    "sliceMs must be",
  );
  await assertRejects(() => openSubmitter("direct", { capacity: 0.5 }), RangeError, "got 0.5");
});
