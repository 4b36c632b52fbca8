import { assert, assertAlmostEquals, assertEquals, assertRejects } from "@std/assert";
import { FakeTime } from "@std/testing/time";
import fc from "fast-check";
import { BUFFER_BYTES, FLUSH_MS } from "../../../experiments/capture/_row_writer.ts";
import { type ArrivalLog, createArrivalLog } from "../../../experiments/capture/arrival_log.ts";
import { CaptureError } from "../../../experiments/capture/trace_file.ts";
import { createMemoryFile, type MemoryFile } from "./_memory_file.ts";

interface Bench {
  readonly file: MemoryFile;
  readonly log: ArrivalLog;
  readonly clock: { nowMs: number };
}

/** A log on a clock that is set by hand, and a file in memory. */
function bench({ capacity = 8, maxTasks = 1e6, file = createMemoryFile() } = {}): Bench {
  const clock = { nowMs: 0 };
  const log = createArrivalLog(file, "a.ndjson", { now: () => clock.nowMs }, {
    capacity,
    maxTasks,
  });
  return { file, log, clock };
}

/** Lets everything that waits for the file in memory go on. */
async function settle(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

/** So many calls, 1 ms apart, each of 0.5 ms; returns how many arrived. */
function serve({ log, clock }: Bench, calls: number): void {
  for (let call = 0; call < calls; call++) {
    clock.nowMs = Math.floor(clock.nowMs) + 1;
    const arrival = log.arrive();
    clock.nowMs += 0.5;
    if (arrival >= 0) log.end(arrival);
  }
}

Deno.test("an arrival log writes rows in order of arrival, whatever the order of the ends", async () => {
  const { file, log, clock } = bench();
  const arrivals = [1, 2, 3, 4].map((timeMs) => {
    clock.nowMs = timeMs;
    return log.arrive();
  });
  for (const index of [2, 0, 3, 1]) {
    clock.nowMs += 10;
    log.end(arrivals[index]);
  }
  assertEquals(log.stats(), {
    state: "recording",
    recorded: 4,
    open: 0,
    truncated: 0,
    lost: 0,
    writtenBytes: 0,
    failure: null,
  });
  await log.close();
  assertEquals(file.rows(), [[1, 23], [2, 42], [3, 11], [4, 30]]);
  assertEquals(file.closed(), 1);
  assertEquals(log.stats().state, "closed");
  assertEquals(log.stats().writtenBytes, file.text().length);
});

Deno.test("an arrival log gives calls that are open when it closes their duration so far", async () => {
  const { file, log, clock } = bench();
  const first = log.arrive();
  clock.nowMs = 2;
  log.end(log.arrive());
  clock.nowMs = 3;
  log.arrive();
  assertEquals(log.stats().open, 2);
  clock.nowMs = 7;
  const closed = log.close();
  clock.nowMs = 99;
  log.end(first);
  assertEquals(log.arrive(), -1);
  await closed;
  assertEquals(file.rows(), [[0, 7], [2, 0], [3, 4]]);
  const { state, recorded, open, truncated, lost } = log.stats();
  assertEquals({ state, recorded, open, truncated, lost }, {
    state: "closed",
    recorded: 3,
    open: 0,
    truncated: 2,
    lost: 0,
  });
});

Deno.test("an arrival log holds rows back behind a call that is open", async () => {
  const tested = bench({ capacity: 100 });
  const { file, log, clock } = tested;
  const long = log.arrive();
  serve(tested, 99);
  assertEquals([log.stats().open, log.stats().truncated], [1, 0]);
  clock.nowMs = 1000;
  log.end(long);
  await log.close();
  assertEquals(file.rows().length, 100);
  assertEquals(file.rows()[0], [0, 1000]);
  assertEquals(file.rows()[99], [99, 0.5]);
});

Deno.test("an arrival log whose ring is full writes the call in front with its duration so far", async () => {
  const tested = bench({ capacity: 8 });
  const { file, log, clock } = tested;
  const long = log.arrive();
  serve(tested, 30);
  assertEquals([log.stats().open, log.stats().truncated, log.stats().lost], [0, 1, 0]);
  clock.nowMs = 1000;
  log.end(long);
  serve(tested, 1);
  await log.close();
  assertEquals(file.rows().length, 32);
  // The ring of 8 was full when the ninth came.
  assertEquals(file.rows().slice(0, 2), [[0, 8], [1, 0.5]]);
  assertEquals(file.rows()[31], [1001, 0.5]);
});

Deno.test("an arrival log with more open calls than entries truncates the oldest, one by one", async () => {
  const { file, log, clock } = bench({ capacity: 3 });
  const arrivals = [];
  for (let call = 0; call < 10; call++) {
    clock.nowMs++;
    arrivals.push(log.arrive());
  }
  assertEquals(log.stats().truncated, 7);
  clock.nowMs = 20;
  for (const arrival of arrivals) log.end(arrival);
  await log.close();
  assertEquals(file.rows().map(([, durationMs]) => durationMs), [3, 3, 3, 3, 3, 3, 3, 12, 11, 10]);
  assertEquals(log.stats().truncated, 7);
});

Deno.test("an arrival log counts as lost what finds no room while the disk is stuck", async () => {
  const tested = bench({ capacity: 16 });
  const { file, log } = tested;
  file.hold();
  serve(tested, 10_000);
  const { recorded, lost, open, truncated } = log.stats();
  assertEquals([recorded + lost, open, truncated], [10_000, 0, 0]);
  // What was recorded is in the ring and in both buffers: nothing else grows.
  assertEquals(file.text(), "");
  const rowBytes = '{"arrivalMs":1000.000,"durationMs":0.500}\n'.length;
  assertAlmostEquals(recorded - 16, 2 * BUFFER_BYTES / rowBytes, 60);
  file.release();
  for (let wait = 0; wait < 5; wait++) await settle();
  // It goes on once the disk does.
  serve(tested, 100);
  assertEquals(log.stats().lost, lost);
  await log.close();
  assertEquals(file.rows().length, recorded + 100);
  assertEquals(file.rows().map(([arrivalMs]) => arrivalMs), [
    ...Array.from({ length: recorded }, (_, index) => index + 1),
    ...Array.from({ length: 100 }, (_, index) => 10_001 + index),
  ]);
});

Deno.test("an arrival log stops after so many arrivals", async () => {
  const tested = bench({ maxTasks: 5 });
  serve(tested, 20);
  const { state, recorded, lost } = tested.log.stats();
  assertEquals({ state, recorded, lost }, { state: "full", recorded: 5, lost: 0 });
  await tested.log.close();
  assertEquals(tested.file.rows().length, 5);
});

Deno.test("an arrival log writes after a while what does not fill a buffer, and again", async () => {
  using time = new FakeTime();
  const tested = bench();
  serve(tested, 3);
  assertEquals(tested.file.text(), "");
  for (const rows of [3, 6]) {
    time.tick(FLUSH_MS);
    await settle();
    assertEquals(tested.file.rows().length, rows);
    serve(tested, 3);
  }
  // What is appended during a write is not forgotten when the timer goes off in the middle of it.
  tested.file.hold();
  time.tick(FLUSH_MS);
  serve(tested, 3);
  time.tick(FLUSH_MS);
  tested.file.release();
  await settle();
  assertEquals(tested.file.rows().length, 9);
  time.tick(FLUSH_MS);
  await settle();
  assertEquals(tested.file.rows().length, 12);
  await tested.log.close();
});

Deno.test("an arrival log survives a full disk, keeps whole rows and says so when it closes", async () => {
  const tested = bench({ capacity: 16, file: createMemoryFile(20_000) });
  const { file, log } = tested;
  // Four bytes more than the first buffer.
  file.failAfter(BUFFER_BYTES + 4);
  for (let round = 0; round < 4; round++) {
    serve(tested, 1000);
    for (let wait = 0; wait < 10; wait++) await settle();
  }
  const { state, recorded, lost, open, writtenBytes, failure } = log.stats();
  assertEquals(recorded, file.rows().length);
  assert(file.text().endsWith("}\n"));
  assertEquals({ state, arrivals: recorded + lost, open, writtenBytes }, {
    state: "failed",
    arrivals: 4000,
    open: 0,
    writtenBytes: file.text().length,
  });
  const message = `Cannot record arrivals to "a.ndjson": disk full (${recorded} rows were written)`;
  assertEquals(failure, message);
  const error = await assertRejects(() => log.close(), CaptureError);
  assertEquals(error.message, message);
  assert(log.close() === log.close(), "closing again is the same");
  await assertRejects(() => log.close(), CaptureError);
  assertEquals([file.closed(), log.stats().state], [1, "closed"]);
});

Deno.test("an arrival log accounts for every arrival, whatever comes when", async () => {
  const step = fc.oneof(
    { weight: 6, arbitrary: fc.constant("arrive" as const) },
    { weight: 5, arbitrary: fc.nat(20) },
    { weight: 1, arbitrary: fc.constantFrom("hold", "release", "pause") },
  );
  const steps = fc.array(step, { maxLength: 300 });
  await fc.assert(
    fc.asyncProperty(steps, fc.integer({ min: 1, max: 9 }), async (script, capacity) => {
      const { file, log, clock } = bench({ capacity, maxTasks: 100, file: createMemoryFile(100) });
      const open: { arrival: number; arrivedMs: number }[] = [];
      const wholeMs = new Map<number, number>();
      let arrivals = 0;
      for (const next of script) {
        clock.nowMs += 1;
        if (next === "arrive") {
          const arrival = log.arrive();
          if (arrival >= 0) open.push({ arrival, arrivedMs: clock.nowMs });
          if (arrival >= 0 || log.stats().state === "recording") arrivals++;
        } else if (next === "hold") file.hold();
        else if (next === "release") file.release();
        else if (next === "pause") await settle();
        else if (open.length > 0) {
          const [{ arrival, arrivedMs }] = open.splice(next % open.length, 1);
          wholeMs.set(arrivedMs, clock.nowMs - arrivedMs);
          log.end(arrival);
        }
      }
      file.release();
      await log.close();
      const { recorded, truncated, lost } = log.stats();
      const rows = file.rows();
      assertEquals([rows.length, recorded + lost], [recorded, arrivals]);
      assertEquals(rows, rows.toSorted(([a], [b]) => a - b));
      const short = rows.filter(([arrivedMs, durationMs]) => wholeMs.get(arrivedMs) !== durationMs);
      assertEquals(short.length, truncated);
      for (const [arrivedMs, durationMs] of short) {
        assert(durationMs < (wholeMs.get(arrivedMs) ?? Infinity));
      }
    }),
  );
});
