import { assert, assertAlmostEquals, assertEquals, assertRejects, assertThrows } from "@std/assert";
import {
  type Body,
  createBody,
  type CustomRun,
  SEGMENTS,
} from "../../../experiments/trial/body.ts";
import { createColumns } from "../../../experiments/trial/columns.ts";
import type { PeerClient } from "../../../experiments/trial/peer.ts";
import { FAULT_CODE, resolveWorkload, type Workload } from "../../../experiments/workload/mod.ts";
import { tickingClock } from "./_ticking_clock.ts";

const TICK_MS = 0.01;

function setUp(
  kind: "cpu" | "await" | "io" | "mixed",
  demandMs: number,
  { fault = 0, taskClass = 0 }: { fault?: number; taskClass?: number } = {},
) {
  const ofIo = kind === "io" || kind === "mixed" ? { cpuBeforeMs: 2, cpuAfterMs: 3 } : null;
  const selection = kind === "mixed"
    ? { name: kind, given: { ...ofIo } }
    : { name: "steady", given: { body: kind, serviceMs: demandMs, ...ofIo } };
  const columns = createColumns(1, SEGMENTS[kind]);
  columns.taskClass[0] = taskClass;
  const clock = tickingClock(TICK_MS);
  const requests: number[] = [];
  const peer: PeerClient = {
    async request(task) {
      requests.push(task);
      await Promise.resolve();
      clock.pass(demandMs);
      peer.repliedMs[task] = clock.now();
      // The reply takes its time to the loop.
      clock.pass(1);
    },
    repliedMs: new Float64Array(1),
    close: () => Promise.resolve(),
  };
  const body = createBody(resolveWorkload(selection), {
    clock,
    columns,
    schedule: { demandMs: Float64Array.of(demandMs), fault: Uint8Array.of(fault) },
    peer: ofIo === null ? null : peer,
    file: new URL("../../../LICENSE", import.meta.url),
  });
  columns.started[0] = columns.segmentStarted[0] = clock.now();
  return { body, columns, clock, requests, run: () => run(body) };
}

async function run(body: Body): Promise<void> {
  assert(body.kind !== "sync");
  await body.run(0);
}

Deno.test("createBody() of cpu spins until the demand has passed since the start", () => {
  for (const demandMs of [0, 5]) {
    const { body, columns, clock } = setUp("cpu", demandMs);
    assertEquals([body.kind, body.run(0)], ["sync", undefined]);
    assertAlmostEquals(clock.now() - columns.started[0], demandMs, 3 * TICK_MS);
  }
});

Deno.test("createBody() of await leaves the loop at once and stamps when it came back", async () => {
  const { columns, run } = setUp("await", 1);
  const running = run();
  const [leftMs] = columns.segmentEnded;
  assert(leftMs > columns.started[0]);
  assertEquals(columns.segmentStarted[1], NaN);
  await running;
  assert(columns.segmentStarted[1] > leftMs);
  assertEquals(columns.segmentReady[1], columns.segmentStarted[1]);
  assert(columns.segmentEnded[1] > columns.segmentStarted[1]);
});

Deno.test("createBody() of io spins, asks the peer, reads the file and spins again", async () => {
  const { columns, requests, run } = setUp("io", 20);
  await run();
  assertEquals(requests, [0]);
  const { started: [startedMs], segmentStarted, segmentReady, segmentEnded } = columns;
  assertAlmostEquals(segmentEnded[0] - startedMs, 2, 3 * TICK_MS);
  // Ready when the peer replied, which is before the loop noticed.
  assertAlmostEquals(segmentReady[1] - segmentEnded[0], 20, 3 * TICK_MS);
  assertAlmostEquals(segmentStarted[1] - segmentReady[1], 1, 3 * TICK_MS);
  assert(segmentEnded[1] > segmentStarted[1]);
  assert(segmentStarted[2] > segmentEnded[1]);
  assertEquals(segmentReady[2], segmentStarted[2]);
  assertAlmostEquals(segmentEnded[2] - segmentStarted[2], 3, 3 * TICK_MS);
});

Deno.test("createBody() of mixed does as io for tasks of the first class", async () => {
  const { columns, requests, run } = setUp("mixed", 20);
  await run();
  assertEquals(requests, [0]);
  assert(columns.segmentStarted.every((ms) => !Number.isNaN(ms)));
});

Deno.test("createBody() of mixed spins for tasks of the second class and leaves nothing to await", () => {
  const { body, columns, clock, requests } = setUp("mixed", 5, { taskClass: 1 });
  assertEquals([body.kind, body.run(0)], ["either", undefined]);
  assertAlmostEquals(clock.now() - columns.started[0], 5, 3 * TICK_MS);
  assertEquals([...columns.segmentStarted.subarray(1)], [NaN, NaN]);
  assertEquals(requests, []);
});

Deno.test("createBody() throws where a fault says so, after its awaits", async () => {
  const cpu = setUp("cpu", 5, { fault: FAULT_CODE.fail });
  assertThrows(() => cpu.body.run(0), Error, "injected failure");
  const spinning = setUp("mixed", 5, { fault: FAULT_CODE.fail, taskClass: 1 });
  assertThrows(() => spinning.body.run(0), Error, "injected failure");
  for (const [kind, last] of [["await", 1], ["io", 2], ["mixed", 2]] as const) {
    const { columns, run } = setUp(kind, 1, { fault: FAULT_CODE.fail });
    await assertRejects(run, Error, "injected failure");
    assert(!Number.isNaN(columns.segmentStarted[last]));
  }
});

Deno.test("createBody() that hangs in an await has left the loop and asks nobody", async () => {
  for (const kind of ["await", "io", "mixed"] as const) {
    const { columns, requests, run } = setUp(kind, 1, { fault: FAULT_CODE.hang });
    const first = await Promise.race([run().then(() => "ended"), loopTurns()]);
    assertEquals(first, "hangs");
    assert(!Number.isNaN(columns.segmentEnded[0]));
    assertEquals([columns.segmentStarted[1], requests], [NaN, []]);
  }
});

function custom(run: CustomRun, fault = 0) {
  const columns = createColumns(1, SEGMENTS.custom);
  const clock = tickingClock(TICK_MS);
  const workload: Workload = {
    name: "mine",
    arrivals: { kind: "steady", ratePerSecond: 1 },
    demand: { kind: "fixed", meanMs: 4 },
    body: { kind: "custom" },
  };
  const body = createBody(workload, {
    clock,
    columns,
    schedule: { demandMs: Float64Array.of(4), fault: Uint8Array.of(fault) },
    peer: null,
    file: new URL("../../../LICENSE", import.meta.url),
    custom: run,
  });
  columns.started[0] = columns.segmentStarted[0] = clock.now();
  return { body, columns, clock };
}

Deno.test("createBody() of custom runs what it was given, and returns at once where that does", () => {
  for (const returned of [undefined, null, 7, { then: "no function" }]) {
    const calls: number[][] = [];
    const { body, columns } = custom((...args) => {
      calls.push(args);
      return returned as undefined;
    });
    assertEquals([body.kind, body.run(0)], ["either", undefined]);
    assertEquals(calls, [[0, 4]]);
    // One stretch, which the recorder ends.
    assertEquals([columns.segmentEnded[0], columns.segmentStarted[1]], [NaN, NaN]);
  }
});

Deno.test("createBody() of custom holds the loop until run returns, and for no time when it has settled", async () => {
  const gate = Promise.withResolvers<void>();
  for (const running of [gate.promise, { then: gate.promise.then.bind(gate.promise) }]) {
    const { body, columns, clock } = custom(() => {
      clock.pass(2);
      return running as Promise<void>;
    });
    const ran = body.run(0);
    assertAlmostEquals(columns.segmentEnded[0] - columns.started[0], 2, 3 * TICK_MS);
    assertEquals(columns.segmentStarted[1], NaN);
    clock.pass(5);
    gate.resolve();
    await ran;
    assertAlmostEquals(columns.segmentStarted[1] - columns.segmentEnded[0], 5, 3 * TICK_MS);
    assertEquals(columns.segmentReady[1], columns.segmentStarted[1]);
    assertAlmostEquals(columns.segmentEnded[1] - columns.segmentStarted[1], 0, 3 * TICK_MS);
  }
});

Deno.test("createBody() of custom hands on what run throws, now or later", async () => {
  const now = custom(() => {
    throw new Error("now");
  });
  assertThrows(() => now.body.run(0), Error, "now");
  const later = custom(() => Promise.reject(new Error("later")));
  await assertRejects(async () => await later.body.run(0), Error, "later");
  assert(!Number.isNaN(later.columns.segmentStarted[1]));
});

Deno.test("createBody() of custom is not run for tasks that misbehave", async () => {
  let calls = 0;
  const count = () => void calls++;
  const failing = custom(count, FAULT_CODE.fail);
  assertThrows(() => failing.body.run(0), Error, "injected failure");
  const hanging = custom(count, FAULT_CODE.hang);
  const running = Promise.resolve(hanging.body.run(0)).then(() => "ended");
  assertEquals(await Promise.race([running, loopTurns()]), "hangs");
  assert(!Number.isNaN(hanging.columns.segmentEnded[0]));
  assertEquals(calls, 0);
});

/** Some turns of the loop: far more than a body needs that does not wait for anything. */
async function loopTurns(): Promise<"hangs"> {
  for (let turn = 0; turn < 100; turn++) await new Promise((resolve) => setImmediate(resolve));
  return "hangs";
}
