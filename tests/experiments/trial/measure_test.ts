import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import { decodeHistogram, mergedQuantiles } from "../../../experiments/histogram.ts";
import type { MeasuredTrial, TrialIdentity } from "../../../experiments/record.ts";
import { OUTCOME_CODE } from "../../../experiments/trial/columns.ts";
import { measure } from "../../../experiments/trial/measure.ts";
import type { TrialFacts } from "../../../experiments/trial/run_trial.ts";
import { CELL_METRICS } from "../../../reports/report.ts";
import { type Row, trialResult } from "./_trial_result.ts";

const identity: TrialIdentity = {
  schema: "dispatch-lab/trial@1",
  cell: {
    strategy: "direct",
    workload: "steady",
    placement: "inside",
    params: {},
    family: "direct",
    discipline: { kind: "work-conserving" },
    arrivals: "steady",
    body: "cpu",
    loop: "open",
    classes: ["all"],
    sloMs: 50,
  },
  block: 2,
  order: 7,
  wallMs: 500,
};

/** Three tasks that anybody can work out on paper; the schedule is 15 ms long. */
const paper: readonly Row[] = [
  { intended: 0, released: 0, accepted: 0.25, started: 1, ended: 3 },
  { intended: 1, released: 1.5, accepted: 1.5, started: 3, ended: 6 },
  { intended: 10, released: 10, accepted: 10, started: 10.5, ended: 11.5 },
];

function measured(
  rows: readonly Row[],
  horizonMs: number,
  facts: Partial<TrialFacts> = {},
): MeasuredTrial {
  return measure(trialResult(rows, facts), horizonMs, identity);
}

Deno.test("measure() follows an example by hand", () => {
  const record = measured(paper, 15, { observedMs: 20, threadCpuMs: 10 });
  const means: Record<string, number | null> = {
    waitMs: (1 + 2 + 0.5) / 3,
    serviceMs: (2 + 3 + 1) / 3,
    sojournMs: (3 + 5 + 1.5) / 3,
    // The twin would have let the second wait for 1 ms, until the first had been served.
    idealWaitMs: (0 + 1 + 0) / 3,
    dispatchOverheadMs: (1 + 1 + 0.5) / 3,
    dispatchCallMs: 0.25 / 3,
    latenessMs: 0.5 / 3,
    busyMs: (2 + 3 + 1) / 3,
    loopLagMs: null,
    loopLagProbeMs: null,
    returnMs: null,
  };
  for (const [metric, mean] of Object.entries(means)) {
    const found = record.metrics[metric as keyof typeof record.metrics];
    assertEquals(found.count, mean === null ? 0 : 3, metric);
    if (mean === null) assertEquals(found.mean, null, metric);
    else assertAlmostEquals(found.mean!, mean, 1e-12, metric);
  }
  assertEquals(record.metrics.waitMs, {
    ...record.metrics.waitMs,
    p50: 1,
    p90: 1.8,
    max: 2,
  });
  assertEquals(record.counts, {
    offered: 3,
    released: 3,
    completed: 3,
    failed: 0,
    dropped: 0,
    cancelled: 0,
    unfinished: 0,
    rejected: 0,
    lost: 0,
  });
  const figures: [keyof MeasuredTrial, number][] = [
    ["horizonMs", 15],
    ["windowMs", 15],
    ["offeredRatePerSecond", 200],
    ["arrivalRatePerSecond", 200],
    ["throughputPerSecond", 200],
    ["utilization", 6 / 15],
    ["threadCpuUtilization", 0.5],
    ["offeredLoad", 0.2 * 2],
    ["arrivalScv", 32 / 25], // gaps 1 and 9: mean 5, variance 32
    ["serviceScv", 1 / 4], // services 2, 3 and 1: mean 2, variance 1
    ["littleResidual", 0],
  ];
  for (const [name, expected] of figures) {
    assertAlmostEquals(record[name] as number, expected, 1e-12, name);
  }
  assertEquals(record.arrivalIdc, null);
  assertEquals(record.queueLength.max, 2);
  assertAlmostEquals(record.queueLength.mean, 9.5 / 15, 1e-12);
  assertEquals(record.stability, { state: "stable" });
  // The first and the third find the loop at rest; the second starts as the first ends.
  assertEquals(record.wakeUp, { count: 2, meanMs: 0.75, secondMomentMs2: 0.625 });
  assertEquals(record.handOver, { count: 1, meanMs: 0, secondMomentMs2: 0 });
  // The twin pays 0.5, then nothing, then 1.
  assertAlmostEquals(record.twinWaitMs!, (0.5 + 1.5 + 1) / 3, 1e-12);
  assertEquals(record.warnings, []);
  assertEquals(record.timeLine.inSystem.length, 50);
  assertAlmostEquals(record.timeLine.binMs, 0.3, 1e-12);
  assertEquals([record.block, record.order, record.wallMs], [2, 7, 500]);
});

Deno.test("measure() accounts for every task, whatever became of it", () => {
  const done = { released: 1, accepted: 1 };
  const record = measured(
    [
      { intended: 1, ...done, started: 1, ended: 2 },
      { intended: 1, ...done, started: 2, ended: 3, outcome: OUTCOME_CODE.failed },
      { intended: 1, ...done, outcome: OUTCOME_CODE.dropped },
      { intended: 1, ...done, outcome: OUTCOME_CODE.cancelled },
      { intended: 1, ...done },
      { intended: 1, ...done, started: 3 },
      { intended: 9 },
    ],
    10,
    { observedMs: 12, firstFailure: "boom" },
  );
  assertEquals(record.counts, {
    offered: 7,
    released: 6,
    completed: 1,
    failed: 1,
    dropped: 1,
    cancelled: 1,
    unfinished: 2,
    rejected: 0,
    lost: 0,
  });
  // Cut short: the window is what was observed, and two tasks stay in it from 1 to the end.
  assertEquals(record.windowMs, 12);
  assertAlmostEquals(record.queueLength.mean, (1 + 2 + 11 + 11) / 12, 1e-12);
  assertAlmostEquals(record.littleResidual, 0, 1e-12);
  assertEquals(record.metrics.waitMs.count, 3);
  assertEquals(record.metrics.sojournMs.count, 2);
  // The one that still holds the loop is busy up to the end of the window.
  assertEquals(record.metrics.busyMs.max, 9);
});

Deno.test("measure() extends the window to the last task's end", () => {
  const record = measured([{ intended: 0, released: 0, accepted: 0, started: 5, ended: 30 }], 10);
  assertEquals(record.windowMs, 30);
  assertAlmostEquals(record.queueLength.mean, 1, 1e-12);
});

Deno.test("measure() tells a machine that stops an outside producer from a loop that delays its own", () => {
  const late: Row = { intended: 0, released: 25, accepted: 25, started: 25, ended: 25.1 };
  const codes = (placement: "inside" | "outside") => {
    const cell = { ...identity.cell, placement };
    return measure(trialResult([late]), 30, { ...identity, cell }).warnings.map(({ code }) => code);
  };
  assert(codes("outside").includes("producer-stopped"));
  assert(!codes("inside").includes("producer-stopped"));
  // Late because it had its hands full: not the machine's doing.
  const full: Row = { intended: 0, released: 0, accepted: 25, started: 25, ended: 25.1 };
  const cell = { ...identity.cell, placement: "outside" as const };
  const { warnings } = measure(trialResult([full, late]), 30, { ...identity, cell });
  assert(!warnings.some(({ code }) => code === "producer-stopped"));
});

Deno.test("measure() counts the bodies that ended inside their call of dispatch", () => {
  const inside: Row = { intended: 0, released: 0, accepted: 2, started: 0.1, ended: 1 };
  const after: Row = { intended: 5, released: 5, accepted: 5.1, started: 5.2, ended: 6 };
  assertEquals(measured([inside, after], 10).bodyInCallShare, 0.5);
  assertEquals(measured([{ intended: 0 }], 10).bodyInCallShare, null);
  // On another thread a call may last as long as it likes: the body does not block it.
  const cell = { ...identity.cell, placement: "outside" as const };
  assertEquals(measure(trialResult([inside]), 10, { ...identity, cell }).bodyInCallShare, 0);
});

Deno.test("measure() warns of what a reader must know", () => {
  const plain: Row = { intended: 0, released: 0, accepted: 0, started: 0, ended: 0.1 };
  const later = { ...plain, intended: 5, released: 5, accepted: 5, started: 5, ended: 5.1 };
  const cases: [string, readonly Row[], Partial<TrialFacts>][] = [
    ["offered-rate-missed", [plain, { ...later, released: 6, started: 6, ended: 6.1 }], {}],
    ["cut-short", [plain, { intended: 5 }], {}],
    ["task-repeated", [plain, later], { repeats: 2 }],
    ["task-unknown", [plain, later], { strangers: 2 }],
    [
      "tasks-failed",
      [{ ...plain, outcome: OUTCOME_CODE.failed }, later],
      { firstFailure: "boom" },
    ],
    ["negative-overhead", [{ ...plain, started: -0.1 }, later], {}],
    ["close-hung", [plain, later], { closed: false }],
  ];
  assertEquals(measured([plain, later], 10).warnings, []);
  for (const [code, rows, facts] of cases) {
    const { warnings } = measured(rows, 10, facts);
    assert(warnings.some((warning) => warning.code === code), code);
    assert(warnings.every(({ message }) => !message.includes("\n") && !message.includes("NaN")));
  }
});

Deno.test("measure() takes a closed loop for what its users made of it", () => {
  const closed = { ...identity, cell: { ...identity.cell, loop: "closed" as const } };
  const facts = (end: "planned" | "out-of-rows" | "out-of-time") => ({
    observedMs: 20,
    closedLoop: { horizonMs: 12, end },
  });
  const record = measure(trialResult(paper, facts("planned")), 1000, closed);
  assertEquals([record.horizonMs, record.windowMs], [12, 12]);
  assertEquals([record.counts.offered, record.counts.released], [3, 3]);
  assertAlmostEquals(record.arrivalRatePerSecond, 250, 1e-9);
  assertEquals(record.offeredRatePerSecond, record.arrivalRatePerSecond);
  assertEquals(record.offeredLoad, record.utilization);
  assertEquals(record.warnings, []);
  // Late, as all are behind a loop that is held: in an open loop a rate would have been missed.
  const late = paper.map((row) => ({ ...row, released: row.intended + 0.2 }));
  assertEquals(measure(trialResult(late, facts("planned")), 1000, closed).warnings, []);
  for (const end of ["out-of-rows", "out-of-time"] as const) {
    const { warnings } = measure(trialResult(paper, facts(end)), 1000, closed);
    assertEquals(warnings.map(({ code }) => code), ["ended-early"]);
  }
  const none = measure(trialResult([], facts("planned")), 1000, closed);
  assertEquals([none.counts.offered, none.arrivalRatePerSecond, none.offeredLoad], [0, 0, 0]);
  assertEquals(none.stability, { state: "stable" });
});

Deno.test("measure() keeps histograms that give its own quantiles back", () => {
  const rows = Array.from({ length: 101 }, (_, task): Row => ({
    intended: task,
    released: task,
    accepted: task,
    started: task + task / 100,
    ended: task + task / 100 + 0.5,
  }));
  const { histograms, metrics } = measured(rows, 102);
  const [median] = mergedQuantiles([histograms.waitMs!], [0.5])!;
  assertAlmostEquals(median / metrics.waitMs.p50!, 1, 0.001);
});

Deno.test("measure() keeps how long bodies held the loop where that is not their service", () => {
  const { histograms } = measured(paper, 15);
  assertEquals("busyMs" in histograms, false);
  const awaiting = { ...identity, cell: { ...identity.cell, body: "await" } } as const;
  const record = measure(trialResult(paper), 15, awaiting);
  const [most] = mergedQuantiles([record.histograms.busyMs!], [1])!;
  assertAlmostEquals(most, record.metrics.busyMs.max!, 0.004);
});

Deno.test("measure() keeps a histogram of every metric and class that a report shows", () => {
  const record = measure(trialResult(paper), 15, {
    ...identity,
    cell: { ...identity.cell, classes: ["first", "second"] },
  });
  assertEquals(CELL_METRICS.filter((name) => record.histograms[name] === undefined), []);
  for (const { histograms, waitMs, sojournMs } of record.classes) {
    assertEquals(decodeHistogram(histograms.waitMs).counts.length, waitMs.count);
    assertEquals(decodeHistogram(histograms.sojournMs).counts.length, sojournMs.count);
  }
});

Deno.test("measure() says how steady the waits were where that can be said", () => {
  const rows = Array.from({ length: 300 }, (_, task): Row => ({
    intended: task,
    released: task,
    accepted: task,
    started: task + (task < 20 ? 5 : 0) + task % 7 / 10,
    ended: task + 6,
  }));
  const of = (arrivals: MeasuredTrial["cell"]["arrivals"]) =>
    measure(trialResult(rows), 300, { ...identity, cell: { ...identity.cell, arrivals } });
  assertEquals(of("poisson").transient, { state: "found", tasks: 20 });
  assert(of("poisson").waitLag1Autocorrelation !== null);
  assertEquals(of("ramp").transient, { state: "not-applicable" });
  assertEquals(of("ramp").waitBatchMeansMs, of("poisson").waitBatchMeansMs);
});

/** A trial of tasks that were served one after the other, some of them not at all. */
const anyTrial = fc.array(
  fc.record({
    gapMs: fc.double({ min: 0, max: 20, noNaN: true }),
    idleMs: fc.double({ min: 0, max: 5, noNaN: true }),
    serviceMs: fc.double({ min: 0, max: 30, noNaN: true }),
    fate: fc.constantFrom("completed", "failed", "dropped", "cancelled", "unfinished"),
  }),
  { minLength: 1, maxLength: 40 },
).map((tasks) => {
  let nowMs = 0;
  let freeMs = 0;
  return tasks.map(({ gapMs, idleMs, serviceMs, fate }): Row => {
    nowMs += gapMs;
    const released = { intended: nowMs, released: nowMs, accepted: nowMs };
    if (fate === "unfinished") return released;
    const outcome = OUTCOME_CODE[fate];
    if (fate === "dropped" || fate === "cancelled") return { ...released, outcome };
    const started = Math.max(nowMs, freeMs) + idleMs;
    freeMs = started + serviceMs;
    return { ...released, started, ended: freeMs, outcome };
  });
});

Deno.test("measure() finds L = λW in any trial, and no overhead below zero in order of arrival", () => {
  fc.assert(fc.property(anyTrial, (rows) => {
    const endMs = Math.max(...rows.map(({ intended, ended }) => ended ?? intended)) + 1;
    const record = measured(rows, endMs, { observedMs: endMs });
    const { released, completed, failed, dropped, cancelled, unfinished } = record.counts;
    assertEquals(released, completed + failed + dropped + cancelled + unfinished);
    assert(record.littleResidual < 1e-9, `residual ${record.littleResidual}`);
    const overheads = record.metrics.dispatchOverheadMs;
    assert(overheads.mean === null || overheads.mean >= -1e-9, `overhead ${overheads.mean}`);
  }));
});

/** What lateness adds in a trial of these tasks, in ms. */
function lateBeyondIdealMs(
  rows: readonly Row[],
  more: Partial<TrialIdentity["cell"]> = {},
  facts: Partial<TrialFacts> = {},
): number | null | undefined {
  const cell = { ...identity.cell, ...more };
  return measure(trialResult(rows, facts), 100, { ...identity, cell }).lateBeyondIdealMs;
}

Deno.test("measure() blames lateness for all of it where the server is idle", () => {
  assertEquals(
    lateBeyondIdealMs([
      { intended: 0, released: 2, accepted: 2, started: 2, ended: 3 },
      { intended: 50, released: 54, accepted: 54, started: 55, ended: 56 },
    ]),
    3,
  );
});

Deno.test("measure() blames lateness for nothing while a server would have been busy anyway", () => {
  // An ideal server comes to the second at 10, to the third at 14.
  const first = { intended: 0, released: 0, accepted: 0, started: 0, ended: 10 };
  const second = (released: number) => ({
    ...{ intended: 1, released, accepted: released },
    ...{ started: Math.max(10, released), ended: Math.max(10, released) + 4 },
  });
  assertEquals(lateBeyondIdealMs([first, second(10)]), 0);
  assertEquals(lateBeyondIdealMs([first, second(12)]), 2 / 2);
  // On time, however long it then waits.
  assertEquals(lateBeyondIdealMs([first, { ...second(1), started: 30, ended: 34 }]), 0);
});

Deno.test("measure() takes a producer that runs the body itself for no later than a queue would be", () => {
  const direct = (intended: number, released: number, ms: number): Row => ({
    ...{ intended, released, started: released, ended: released + ms, accepted: released + ms },
  });
  // Three at once: the second is released once the first has run, as an ideal server would start it.
  assertEquals(lateBeyondIdealMs([direct(0, 0, 5), direct(0, 5, 5), direct(0, 10, 5)]), 0);
  assertEquals(lateBeyondIdealMs([direct(0, 0, 5), direct(0, 6, 5)]), 1 / 2);
});

Deno.test("measure() counts lateness of tasks that started alone, and has none without one", () => {
  const dropped = {
    ...{ intended: 0, released: 50, accepted: 50, outcome: OUTCOME_CODE.dropped },
  };
  const late = { intended: 60, released: 61, accepted: 61, started: 61, ended: 62 };
  assertEquals(lateBeyondIdealMs([dropped, late]), 1);
  assertEquals(lateBeyondIdealMs([dropped]), null);
  assertEquals(lateBeyondIdealMs([{ intended: 0 }], {}, { released: 0 }), null);
});

Deno.test("measure() holds lateness against the threads of a pool", () => {
  const rows: readonly Row[] = [
    { intended: 0, released: 0, accepted: 0, started: 0, ended: 10 },
    { intended: 0, released: 3, accepted: 3, started: 3, ended: 13 },
    { intended: 0, released: 6, accepted: 6, started: 10, ended: 20 },
  ];
  const pool = (servers: number) =>
    lateBeyondIdealMs(rows, { discipline: { kind: "work-conserving", servers } });
  // Two threads would have been free for the second at once, for the third at 10.
  assertEquals(pool(2), 1);
  assertEquals(pool(3), 3);
  assertEquals(lateBeyondIdealMs(rows), 0);
});

Deno.test("measure() knows the lateness of users who come when they have thought", () => {
  const rows: readonly Row[] = [
    { intended: 0, released: 0, accepted: 0, started: 0, ended: 2 },
    { intended: 5, released: 6, accepted: 6, started: 6, ended: 8 },
  ];
  const closedLoop = { horizonMs: 10, end: "planned" } as const;
  assertEquals(
    lateBeyondIdealMs(rows, { loop: "closed", arrivals: "closed" }, { closedLoop }),
    0.5,
  );
});

Deno.test("measure() never blames lateness for more than the overhead of a task", () => {
  const tasks = fc.array(fc.tuple(fc.nat(20), fc.nat(9), fc.nat(9), fc.nat(9)), { minLength: 1 });
  fc.assert(fc.property(tasks, (gaps) => {
    let [intended, free] = [0, 0];
    const rows = gaps.map(([gap, late, idle, service]): Row => {
      intended += gap;
      const released = intended + late;
      const started = Math.max(free, released) + idle;
      free = started + service;
      return { intended, released, accepted: released, started, ended: free };
    });
    const record = measured(rows, 1000);
    const lateMs = record.lateBeyondIdealMs!;
    assert(0 <= lateMs && lateMs <= record.metrics.dispatchOverheadMs.mean! + 1e-9);
    const { waitMs, idealWaitMs, dispatchOverheadMs } = record.metrics;
    assertAlmostEquals(idealWaitMs.mean! + dispatchOverheadMs.mean!, waitMs.mean!, 1e-9);
  }));
});
