import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { Worker } from "node:worker_threads";
import { createClock, localTimeMs } from "../../../experiments/trial/clock.ts";
import { createColumns, OUTCOMES } from "../../../experiments/trial/columns.ts";
import { createPool, type Pool } from "../../../experiments/trial/pool.ts";
import { createRecorder } from "../../../experiments/trial/recorder.ts";
import { FAULT_CODE, type Workload } from "../../../experiments/workload/mod.ts";

function setUp(
  threads: number,
  tasks: number,
  fault = new Uint8Array(tasks),
  body: Workload["body"] = { kind: "cpu" },
) {
  const epochMs = localTimeMs();
  const clock = createClock(epochMs);
  const columns = createColumns(tasks, 1);
  const recorder = createRecorder(columns, clock, { kind: "sync", run: () => {} });
  const schedule = { demandMs: new Float64Array(tasks), fault };
  const file = new URL("../../../LICENSE", import.meta.url);
  const pool = createPool({
    ...{ threads, columns, schedule, body, file, clock, epochMs, recorder },
  });
  const outcomes = () => Array.from(columns.outcome, (code) => OUTCOMES[code]);
  return { pool, columns, clock, recorder, outcomes };
}

/** The least pool that there can be: one thread that runs what it is posted. */
function startThread({ offload: { module, data } }: Pool) {
  const source = `
    const { parentPort } = require("node:worker_threads");
    import(${JSON.stringify(module)}).then(({ default: run }) => {
      parentPort.on("message", async (task) => {
        try {
          await run(task);
          parentPort.postMessage({ task });
        } catch (error) {
          parentPort.postMessage({ task, error });
        }
      });
    }, ({ message }) => parentPort.postMessage({ refused: message }));`;
  return new Worker(source, { eval: true, workerData: data });
}

Deno.test("createPool() aligns the threads' clocks and stamps what they run", async () => {
  const { pool, columns, clock, recorder, outcomes } = setUp(
    2,
    2,
    Uint8Array.of(FAULT_CODE.none, FAULT_CODE.fail),
  );
  assertEquals(pool.clockErrorMs(), 0);
  const threads = [startThread(pool), startThread(pool)];
  for (const thread of threads) {
    thread.on("message", ({ task, error }) => {
      if (task !== undefined) pool.offload.returned(task, error);
    });
  }
  await pool.offload.whenReady(2);
  const errorMs = pool.clockErrorMs();
  assert(errorMs > 0 && errorMs < Infinity);
  const askedMs = clock.now();
  threads.forEach((thread, task) => thread.postMessage(task));
  await recorder.whenSettled(2);
  for (const thread of threads) await thread.terminate();
  assertEquals(outcomes(), ["completed", "failed"]);
  assertEquals(recorder.faults(), { repeats: 0, strangers: 0, firstFailure: "injected failure" });
  const { started, ended, returned } = columns;
  for (const task of [0, 1]) {
    assert(started[task] >= askedMs - errorMs, `started ${askedMs - started[task]} ms early`);
    assert(ended[task] >= started[task]);
    assert(returned[task] >= ended[task] - errorMs, "the loop learnt of an end before it came");
  }
});

Deno.test("createPool() runs no task twice, on whichever threads", async () => {
  const { pool, columns, recorder } = setUp(2, 1);
  const threads = [startThread(pool), startThread(pool)];
  const returned = threads.map((thread) =>
    new Promise<void>((resolve) => {
      thread.on("message", ({ task }) => resolve(pool.offload.returned(task)));
    })
  );
  await pool.offload.whenReady(2);
  threads[0].postMessage(0);
  await returned[0];
  const [startedMs] = columns.started;
  threads[1].postMessage(0);
  await returned[1];
  for (const thread of threads) await thread.terminate();
  assertEquals(columns.started[0], startedMs);
  assertEquals(recorder.faults().repeats, 1);
});

Deno.test("createPool() refuses bodies that need what only the loop has", () => {
  for (
    const body of [{ kind: "io", cpuBeforeMs: 0, cpuAfterMs: 0 }, { kind: "custom" }] as const
  ) {
    assertThrows(() => setUp(1, 1, undefined, body), RangeError, `got ${body.kind}`);
  }
});

Deno.test("whenReady() refuses another number of threads than was declared", async () => {
  const { pool } = setUp(2, 1);
  await assertRejects(() => pool.offload.whenReady(3), RangeError, "2 threads, got 3");
});

Deno.test("a thread more than was declared does not come up", async () => {
  const { pool } = setUp(1, 1);
  const first = startThread(pool);
  await pool.offload.whenReady(1);
  const second = startThread(pool);
  const { promise, resolve } = Promise.withResolvers<{ refused: string }>();
  second.on("message", resolve);
  assertEquals((await promise).refused, "the pool was to have 1 threads: one more came up");
  await Promise.all([first.terminate(), second.terminate()]);
});

Deno.test("rehearse() gives each thread a task at a time and records none of them", async () => {
  const { pool, columns, recorder, outcomes } = setUp(2, 3);
  const dispatched: number[] = [];
  await pool.rehearse((task) => {
    dispatched.push(task);
    queueMicrotask(() => pool.offload.returned(task));
  }, 0);
  assertEquals(dispatched, [0, 1]);
  assert(columns.returned.every(Number.isNaN));
  assertEquals(outcomes(), ["pending", "pending", "pending"]);
  pool.offload.returned(0);
  assert(!Number.isNaN(columns.returned[0]));
  assertEquals(recorder.faults().repeats, 0);
});
