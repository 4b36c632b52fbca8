import { assertEquals } from "@std/assert";
import { threadRing } from "../../strategies/thread_ring.ts";
import { createManualHost } from "./_manual_host.ts";

// Where a ring says that its consumer sleeps.
const WAITING = 32;

const turn = () => new Promise((resolve) => setImmediate(resolve));

/** An open ring with a producer on the same thread and a clock that is set by hand. */
async function setUp(spin: "adaptive" | "always" | "never" = "adaptive") {
  const host = createManualHost(1000);
  const dispatcher = await threadRing.open(host, { spin, spinMicros: 2000 });
  const remote = await threadRing.connect!(dispatcher.endpoint!, host);
  const memory = new Int32Array(dispatcher.endpoint as SharedArrayBuffer);
  let next = 0;
  return {
    host,
    isAsleep: () => memory[WAITING] === 1,
    /** Lets so many turns pass in which nothing comes. */
    async turns(count: number) {
      for (let left = count; left > 0; left--) await turn();
    },
    /** A task that comes a while after the one before, in steps that nobody takes for a stolen core. */
    async task(gapMs: number) {
      for (let leftMs = gapMs; leftMs > 0; leftMs -= 0.1) {
        host.nowMs += Math.min(0.1, leftMs);
        await turn();
      }
      remote.dispatch(next++);
      await host.whenSettled(next);
    },
    async close() {
      await remote.close();
      await dispatcher.close();
    },
  };
}

Deno.test("thread-ring looks for tasks that are expected soon, and sleeps when none came in time", async () => {
  const ring = await setUp();
  for (let tasks = 0; tasks < 5; tasks++) await ring.task(0.5);
  await ring.turns(20);
  assertEquals(ring.isAsleep(), false);
  for (let ms = 0; ms < 2.5; ms += 0.1) {
    ring.host.nowMs += 0.1;
    await ring.turns(1);
  }
  await ring.turns(2);
  assertEquals(ring.isAsleep(), true);
  await ring.close();
});

Deno.test("thread-ring sleeps at once where tasks are rare, and looks again when they come fast", async () => {
  const ring = await setUp();
  for (let tasks = 0; tasks < 5; tasks++) await ring.task(20);
  await ring.turns(5);
  assertEquals(ring.isAsleep(), true);
  for (let tasks = 0; tasks < 10; tasks++) await ring.task(0.5);
  await ring.turns(20);
  assertEquals(ring.isAsleep(), false);
  await ring.close();
});

Deno.test("thread-ring abstains from looking for a while when its core was taken", async () => {
  const ring = await setUp();
  for (let tasks = 0; tasks < 5; tasks++) await ring.task(0.5);
  await ring.turns(5);
  ring.host.nowMs += 1;
  await ring.turns(2);
  await ring.task(0.1);
  await ring.turns(5);
  assertEquals(ring.isAsleep(), true);
  for (let tasks = 0; tasks < 8; tasks++) await ring.task(0.1);
  await ring.turns(20);
  assertEquals(ring.isAsleep(), false);
  await ring.close();
});

Deno.test("thread-ring never looks, or always does, where it is told so", async () => {
  for (const [spin, gapMs, asleep] of [["never", 0.1, true], ["always", 20, false]] as const) {
    const ring = await setUp(spin);
    for (let tasks = 0; tasks < 5; tasks++) await ring.task(gapMs);
    await ring.turns(5);
    assertEquals(ring.isAsleep(), asleep, spin);
    await ring.close();
  }
});
