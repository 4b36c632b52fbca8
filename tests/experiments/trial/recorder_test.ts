import { assert, assertEquals } from "@std/assert";
import type { Body } from "../../../experiments/trial/body.ts";
import { createColumns, OUTCOME_CODE, OUTCOMES } from "../../../experiments/trial/columns.ts";
import { createRecorder } from "../../../experiments/trial/recorder.ts";
import { tickingClock } from "./_ticking_clock.ts";

function setUp(tasks: number, body: Body, segments = 1) {
  const columns = createColumns(tasks, segments);
  const recorder = createRecorder(columns, tickingClock(1), body);
  const outcomes = () => Array.from(columns.outcome, (code) => OUTCOMES[code]);
  return { columns, recorder, outcomes };
}

const nothing: Body = { kind: "sync", run: () => {} };

Deno.test("run() stamps before and after a body", () => {
  const { columns, recorder, outcomes } = setUp(2, nothing);
  assertEquals(recorder.run(1), undefined);
  assertEquals(recorder.run(0), undefined);
  assertEquals([...columns.started], [3, 1]);
  assertEquals([...columns.ended], [4, 2]);
  assertEquals(outcomes(), ["completed", "completed"]);
  assertEquals(recorder.faults(), { repeats: 0, strangers: 0, firstFailure: null });
});

Deno.test("run() guards against a body that throws, whatever it throws", () => {
  const thrown = [new TypeError("first"), "second", null];
  const { columns, recorder, outcomes } = setUp(3, {
    kind: "sync",
    run(task) {
      throw thrown[task];
    },
  });
  for (const task of [0, 1, 2]) recorder.run(task);
  assertEquals(outcomes(), ["failed", "failed", "failed"]);
  assertEquals([...columns.ended], [2, 4, 6]);
  assertEquals(recorder.faults().firstFailure, "first");
});

Deno.test("run() of an awaiting body settles when the body has, and stamps then", async () => {
  const gate = Promise.withResolvers<void>();
  const { columns, recorder, outcomes } = setUp(2, { kind: "async", run: () => gate.promise }, 2);
  const running = [recorder.run(0), recorder.run(1)];
  assertEquals([...columns.started], [1, 2]);
  assertEquals(outcomes(), ["pending", "pending"]);
  gate.resolve();
  await Promise.all(running);
  assertEquals([...columns.ended], [3, 4]);
  // The body stamped no return from its await: it ended in its first segment.
  assertEquals([...columns.segmentStarted], [1, NaN, 2, NaN]);
  assertEquals([...columns.segmentEnded], [3, NaN, 4, NaN]);
});

Deno.test("run() of either kind stamps a body that returns nothing before it returns itself", () => {
  const { columns, recorder, outcomes } = setUp(2, { kind: "either", run: () => {} }, 2);
  assertEquals([recorder.run(0), recorder.run(1)], [undefined, undefined]);
  assertEquals([...columns.started], [1, 3]);
  assertEquals([...columns.ended], [2, 4]);
  assertEquals([...columns.segmentEnded], [2, NaN, 4, NaN]);
  assertEquals(outcomes(), ["completed", "completed"]);
});

Deno.test("run() of either kind settles a body that awaits when the body has", async () => {
  const gate = Promise.withResolvers<void>();
  const { columns, recorder, outcomes } = setUp(1, { kind: "either", run: () => gate.promise }, 2);
  const running = recorder.run(0);
  assertEquals(outcomes(), ["pending"]);
  // What the body stamps itself.
  columns.segmentEnded[0] = columns.segmentStarted[1] = 1.5;
  gate.resolve();
  await running;
  assertEquals([...columns.segmentStarted, ...columns.segmentEnded], [1, 1.5, 1.5, 2]);
  assertEquals([columns.ended[0], ...outcomes()], [2, "completed"]);
});

Deno.test("run() of either kind neither throws nor rejects, and runs a task once", async () => {
  const { recorder, outcomes } = setUp(2, {
    kind: "either",
    run(task) {
      if (task === 0) throw new Error("at once");
      return Promise.reject(new Error("later"));
    },
  }, 2);
  assertEquals(recorder.run(0), undefined);
  await recorder.run(1);
  assertEquals(recorder.run(1), undefined);
  assertEquals(outcomes(), ["failed", "failed"]);
  assertEquals(recorder.faults(), { repeats: 1, strangers: 0, firstFailure: "at once" });
});

Deno.test("run() of either kind stamps a task that does not await before the next one starts", async () => {
  const gate = Promise.withResolvers<void>();
  const { columns, recorder, outcomes } = setUp(3, {
    kind: "either",
    run(task) {
      if (task === 2) throw new Error("at once");
      return task === 1 ? gate.promise : undefined;
    },
  }, 3);
  const running = [0, 1, 2].map((task) => recorder.run(task));
  assertEquals(running.map((ending) => ending === undefined), [true, false, true]);
  assertEquals(outcomes(), ["completed", "pending", "failed"]);
  assertEquals([...columns.started], [1, 3, 4]);
  assertEquals([...columns.ended], [2, NaN, 5]);
  assertEquals([...columns.segmentStarted], [1, NaN, NaN, 3, NaN, NaN, 4, NaN, NaN]);
  assertEquals([...columns.segmentEnded], [2, NaN, NaN, NaN, NaN, NaN, 5, NaN, NaN]);
  gate.resolve();
  await running[1];
  assertEquals([columns.ended[1], columns.segmentEnded[3]], [6, 6]);
});

Deno.test("run() never rejects, whether an awaiting body throws at once or later", async () => {
  const { recorder, outcomes } = setUp(2, {
    kind: "async",
    run(task) {
      if (task === 0) throw new Error("at once");
      return Promise.reject(new Error("later"));
    },
  }, 2);
  await Promise.all([recorder.run(0), recorder.run(1)]);
  assertEquals(outcomes(), ["failed", "failed"]);
  assert(recorder.faults().firstFailure !== null);
});

Deno.test("run() ends the last segment that a body entered and leaves the others as they are", async () => {
  const { columns, recorder } = setUp(1, {
    kind: "async",
    run() {
      columns.segmentEnded[0] = 10;
      columns.segmentStarted[1] = 20;
      return Promise.reject(new Error("in the second of three"));
    },
  }, 3);
  await recorder.run(0);
  assertEquals([...columns.segmentEnded], [10, columns.ended[0], NaN]);
});

Deno.test("run() takes a body for ended when it left its last segment, not when its promise tells", async () => {
  const { columns, recorder } = setUp(2, {
    kind: "async",
    async run(task) {
      await Promise.resolve();
      columns.segmentStarted[2 * task + 1] = 10;
      columns.segmentEnded[2 * task + 1] = 20 + task;
    },
  }, 2);
  await Promise.all([recorder.run(0), recorder.run(1)]);
  assertEquals([...columns.ended], [20, 21]);
  assertEquals([...columns.segmentEnded], [NaN, 20, NaN, 21]);
});

Deno.test("run() counts a task that comes again and does not run it", async () => {
  for (const kind of ["sync", "async"] as const) {
    let runs = 0;
    const run = () => void runs++;
    const { columns, recorder } = setUp(
      2,
      kind === "sync" ? { kind, run } : { kind, run: () => Promise.resolve(run()) },
      kind === "sync" ? 1 : 2,
    );
    await recorder.run(0);
    const { started: [startedMs], ended: [endedMs] } = columns;
    await recorder.run(0);
    recorder.drop(0);
    recorder.drop(1);
    await recorder.run(1);
    assertEquals([runs, recorder.faults().repeats], [1, 3]);
    assertEquals([columns.started[0], columns.ended[0]], [startedMs, endedMs]);
    assert(Number.isNaN(columns.started[1]));
  }
});

Deno.test("run() takes a number that is no task for a fault, not for a task", () => {
  const { recorder, outcomes } = setUp(1, nothing);
  for (const task of [-1, 1, NaN]) recorder.run(task);
  assertEquals(recorder.faults(), { repeats: 0, strangers: 3, firstFailure: null });
  assertEquals(outcomes(), ["pending"]);
});

Deno.test("run() asks before each start and counts a task that is given up as cancelled, once", async () => {
  for (const kind of ["sync", "async"] as const) {
    const ran: number[] = [];
    const run = (task: number) => void ran.push(task);
    const columns = createColumns(3, kind === "sync" ? 1 : 2);
    const recorder = createRecorder(
      columns,
      tickingClock(1),
      kind === "sync" ? { kind, run } : { kind, run: (task) => Promise.resolve(run(task)) },
      { cancellation: { isCancelled: (task) => task === 1 } },
    );
    for (const task of [0, 1, 2, 1]) await recorder.run(task);
    await recorder.whenSettled(3);
    assertEquals(ran, [0, 2]);
    assertEquals(
      Array.from(columns.outcome, (code) => OUTCOMES[code]),
      ["completed", "cancelled", "completed"],
    );
    assertEquals([columns.started[1], columns.ended[1]], [NaN, NaN]);
    assertEquals(recorder.faults().repeats, 1);
  }
});

Deno.test("createRecorder() tells of every outcome once, when its stamps are there", async () => {
  const columns = createColumns(5, 2);
  const told: [task: number, outcome: string, hasEnded: boolean][] = [];
  const recorder = createRecorder(columns, tickingClock(1), {
    kind: "either",
    run(task) {
      if (task === 1) throw new Error("at once");
      return task === 0 ? undefined : Promise.resolve();
    },
  }, {
    cancellation: { isCancelled: (task) => task === 3 },
    onSettled: (task) =>
      told.push([task, OUTCOMES[columns.outcome[task]], !Number.isNaN(columns.ended[task])]),
  });
  for (const task of [0, 1, 2, 2, 3]) await recorder.run(task);
  recorder.drop(4, "refused");
  assertEquals(told, [
    [0, "completed", true],
    [1, "failed", true],
    [2, "completed", true],
    [3, "cancelled", false],
    [4, "refused", false],
  ]);
});

Deno.test("whenSettled() resolves with the last outcome, dropped ones included", async () => {
  const { recorder } = setUp(4, nothing);
  recorder.run(0);
  let isSettled = false;
  const settled = recorder.whenSettled(3).then(() => isSettled = true);
  recorder.run(0);
  recorder.drop(1);
  await Promise.resolve();
  assertEquals(isSettled, false);
  recorder.run(2);
  await settled;
  await recorder.whenSettled(3);
  await recorder.whenSettled(0);
});

Deno.test("returned() stamps and counts what ended on another thread", async () => {
  const { columns, recorder, outcomes } = setUp(3, nothing);
  columns.outcome[0] = OUTCOME_CODE.completed;
  columns.outcome[1] = OUTCOME_CODE.failed;
  const settled = recorder.whenSettled(2);
  recorder.returned(0);
  recorder.returned(1, new TypeError("over there"));
  await settled;
  assertEquals([...columns.returned], [1, 2, NaN]);
  assertEquals(outcomes(), ["completed", "failed", "pending"]);
  assertEquals(recorder.faults(), { repeats: 0, strangers: 0, firstFailure: "over there" });
});

Deno.test("returned() notices tasks that come back twice, were dropped, or are none", () => {
  const { columns, recorder, outcomes } = setUp(2, nothing);
  columns.outcome[0] = OUTCOME_CODE.completed;
  recorder.returned(0);
  recorder.returned(0);
  recorder.drop(1);
  recorder.returned(1);
  recorder.returned(2);
  assertEquals(recorder.faults(), { repeats: 2, strangers: 1, firstFailure: null });
  assertEquals([...columns.returned], [1, NaN]);
  assertEquals(outcomes(), ["completed", "dropped"]);
});

Deno.test("createRecorder() tells tasks that it does not know from those that ran before", () => {
  const columns = createColumns(2, 1);
  const recorder = createRecorder(columns, tickingClock(1), { kind: "sync", run: () => {} });
  for (const task of [0, 0, 2, -1, NaN, 0.5]) void recorder.run(task);
  recorder.drop(7);
  const { repeats, strangers } = recorder.faults();
  assertEquals([repeats, strangers], [1, 5]);
  assertEquals([...columns.outcome], [OUTCOME_CODE.completed, OUTCOME_CODE.pending]);
});
