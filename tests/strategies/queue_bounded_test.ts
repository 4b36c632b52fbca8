import { assert, assertEquals, assertThrows } from "@std/assert";
import type { Body } from "../../experiments/trial/body.ts";
import type { ParameterValues } from "../../strategies/mod.ts";
import { queueBounded } from "../../strategies/queue_bounded.ts";
import { awaitCount, type Bench, openBench, patiently, type Producer } from "./_bench.ts";
import { createManualHost } from "./_manual_host.ts";

const sequence = (length: number) => Array.from({ length }, (_, task) => task);
const PRODUCERS = ["inside", "outside", "thread"] as const satisfies readonly Producer[];

const open = (producer: Producer, given: ParameterValues, tasks: number, body?: Body) =>
  openBench({ strategy: queueBounded, given, producer }, tasks, body);

for (const producer of PRODUCERS) {
  Deno.test(`overflow=reject refuses what comes when the queue is full, from ${producer}`, async () => {
    const bench = await open(producer, { overflow: "reject", capacity: 3 }, 8);
    // Nothing is taken out before all are there.
    await bench.dispatchBlocked(...sequence(7));
    await bench.whenSettled(7);
    // There is room again.
    await bench.dispatchBlocked(7);
    await bench.whenSettled(8);
    await bench.close();
    assertEquals(bench.ran, [0, 1, 2, 7]);
    const [done, refused] = ["completed", "refused"];
    assertEquals(bench.outcomes(), [done, done, done, refused, refused, refused, refused, done]);
  });

  Deno.test(`overflow=drop-oldest keeps the newest, from ${producer}`, async () => {
    const bench = await open(producer, { overflow: "drop-oldest", capacity: 3 }, 8);
    await bench.dispatchBlocked(...sequence(7));
    await bench.whenSettled(7);
    await bench.dispatchBlocked(7);
    await bench.whenSettled(8);
    await bench.close();
    assertEquals(bench.ran, [4, 5, 6, 7]);
    const [done, shed] = ["completed", "dropped"];
    assertEquals(bench.outcomes(), [shed, shed, shed, shed, done, done, done, done]);
  });

  for (const overflow of ["reject", "drop-oldest"] as const) {
    Deno.test(`overflow=${overflow} does not count tasks in progress, from ${producer}`, async () => {
      const release = Promise.withResolvers<void>();
      const bench = await open(producer, { overflow, capacity: 2, concurrency: 2 }, 6, {
        kind: "async",
        run: () => release.promise,
      });
      await bench.dispatchBlocked(0, 1);
      await untilRan(bench, 2);
      // Two in progress, so these wait: two may.
      await bench.dispatchBlocked(2, 3, 4, 5);
      release.resolve();
      await bench.whenSettled(6);
      await bench.close();
      assertEquals(bench.ran, overflow === "reject" ? [0, 1, 2, 3] : [0, 1, 4, 5]);
    });
  }
}

Deno.test("overflow=reject reports a refused task within the call", async () => {
  for (const producer of ["inside", "outside"] as const) {
    const bench = await open(producer, { overflow: "reject", capacity: 1 }, 2);
    void bench.dispatchNow(0);
    void bench.dispatchNow(1);
    assertEquals(bench.outcomes(), ["pending", "refused"]);
    await bench.whenSettled(2);
    await bench.close();
  }
});

Deno.test("overflow=drop-oldest sheds within the call, on the loop", async () => {
  const bench = await open("inside", { overflow: "drop-oldest", capacity: 1 }, 2);
  void bench.dispatchNow(0);
  void bench.dispatchNow(1);
  assertEquals(bench.outcomes(), ["dropped", "pending"]);
  await bench.whenSettled(2);
  await bench.close();
});

Deno.test("overflow=block lets the producer on the loop wait for room, in order", async () => {
  const bench = await open("inside", { capacity: 2, concurrency: 1 }, 5);
  const held = sequence(5).map((task) => bench.dispatchNow(task));
  assertEquals(held.map((promise) => promise instanceof Promise), [false, false, true, true, true]);
  const admitted: number[] = [];
  held.forEach((promise, task) => void promise?.then(() => admitted.push(task)));
  await Promise.resolve();
  assertEquals(admitted, []);
  await bench.whenSettled(5);
  await bench.close();
  assertEquals(admitted, [2, 3, 4]);
  assertEquals(bench.ran, sequence(5));
});

Deno.test("overflow=block admits one task for each that leaves", async () => {
  const releases = sequence(6).map(() => Promise.withResolvers<void>());
  const bench = await open("inside", { capacity: 2, concurrency: 1 }, 6, {
    kind: "async",
    run: (task) => releases[task].promise,
  });
  const dispatched = bench.dispatch(...sequence(6));
  for (let task = 0; task < 6; task++) {
    await untilRan(bench, task + 1);
    // Those that ran, two that wait, and no other call has returned.
    await immediate();
    assertEquals(bench.returned[0], Math.min(6, task + 1 + 2));
    releases[task].resolve();
  }
  await dispatched;
  await bench.whenSettled(6);
  await bench.close();
  assertEquals(bench.ran, sequence(6));
});

Deno.test("overflow=block makes a producer's thread wait for room, in order", async () => {
  const outcomes = new Set<string>();
  const returned: number[] = [];
  const bench: Bench = await open("thread", { capacity: 2, concurrency: 1 }, 20, {
    kind: "sync",
    run() {
      // As far as it may get: this body, those before it, and two that wait.
      outcomes.add(awaitCount(bench.returned, Math.min(20, bench.ran.length + 2)));
      returned.push(Atomics.load(bench.returned, 0));
    },
  });
  await patiently(bench.dispatch(...sequence(20)), "the producer");
  await bench.whenSettled(20);
  await bench.close();
  assertEquals(bench.ran, sequence(20));
  assertEquals([...outcomes], ["returned"]);
  assertEquals(returned, sequence(20).map((task) => Math.min(20, task + 1 + 2)));
});

Deno.test("overflow=block carries many tasks through few places, from a thread", async () => {
  const bench = await open("thread", { capacity: 1, concurrency: 1 }, 3000);
  await patiently(bench.dispatch(...sequence(3000)), "the producer");
  await bench.whenSettled(3000);
  await bench.close();
  assertEquals(bench.ran, sequence(3000));
});

Deno.test("overflow=block says so rather than block the thread that would make room", async () => {
  const bench = await open("outside", { capacity: 2 }, 3);
  await bench.dispatch(0, 1);
  assertThrows(() => bench.dispatchNow(2), RangeError, "task 2 found 2 waiting");
  await bench.whenSettled(2);
  void bench.dispatchNow(2);
  await bench.whenSettled(3);
  await bench.close();
  assertEquals(bench.ran, [0, 1, 2]);
});

Deno.test("close() releases a producer on the loop that waits for room; its task never runs", async () => {
  const bench = await open("inside", { capacity: 1 }, 4);
  const dispatched = bench.dispatch(...sequence(4));
  await bench.close();
  await patiently(dispatched, "the producer");
  await immediate();
  assertEquals(bench.ran, []);
  assertEquals(bench.outcomes(), Array(4).fill("pending"));
});

Deno.test("close() releases a producer's thread that waits for room; its task never runs", async () => {
  const bench = await open("thread", { capacity: 2 }, 10);
  const dispatched = bench.dispatch(...sequence(10));
  // This thread lets the loop make no room meanwhile.
  assertEquals(awaitCount(bench.returned, 2), "returned");
  await patiently(bench.closeDispatcher(), "the dispatcher to close");
  await patiently(dispatched, "the producer");
  await bench.closeRemote();
  assertEquals(bench.returned[0], 10);
  assertEquals(bench.ran, []);
  await bench.close();
});

Deno.test("close() from within a task releases a producer's thread that waits for room", async () => {
  let closing: Promise<void> | undefined;
  const bench: Bench = await open("thread", { capacity: 2 }, 10, {
    kind: "sync",
    run() {
      awaitCount(bench.returned, 3);
      closing ??= bench.closeDispatcher();
    },
  });
  await patiently(bench.dispatch(...sequence(10)), "the producer");
  await closing;
  assertEquals(bench.ran, [0]);
  await bench.close();
});

for (const overflow of ["block", "reject", "drop-oldest"] as const) {
  Deno.test(`overflow=${overflow} takes numbers that ran or were dropped again and again`, async () => {
    const host = createManualHost(3);
    const dispatcher = await queueBounded.open(host, { capacity: 2, overflow, concurrency: 16 });
    for (let round = 0; round < 100; round++) {
      for (const task of [0, 1, 2]) void dispatcher.dispatch!(task);
      await host.whenSettled(3 * (round + 1));
    }
    await patiently(Promise.resolve(dispatcher.close()), "the dispatcher to close");
    const each = { block: [0, 1, 2], reject: [0, 1], "drop-oldest": [1, 2] }[overflow];
    assertEquals(host.ran, Array(100).fill(each).flat());
    const drop = { block: [], reject: [[2, "refused"]], "drop-oldest": [[0, "shed"]] }[overflow];
    assertEquals(host.dropped, Array(100).fill(drop).flat());
  });
}

/** Resolves when so many bodies were entered. */
function untilRan(bench: Bench, bodies: number): Promise<void> {
  return patiently(
    (async () => {
      while (bench.ran.length < bodies) await immediate();
      assert(bench.ran.length === bodies, `${bench.ran.length} ran`);
    })(),
    `${bodies} bodies`,
  );
}

function immediate(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
