import { assertAlmostEquals, assertEquals } from "@std/assert";
import { serversOf, type TrialIdentity } from "../../../experiments/record.ts";
import { measure } from "../../../experiments/trial/measure.ts";
import { pooledIdealWaits } from "../../../experiments/trial/pool_twin.ts";
import { type Row, trialResult } from "./_trial_result.ts";

/**
 * Three tasks on two threads, to be worked out on paper. The third comes when both are taken and could
 * begin at 3, when the first has ended; its thread begins at 4. The schedule is 10 ms long.
 */
const paper: readonly Row[] = [
  { intended: 0, released: 0, accepted: 0.5, started: 0.25, ended: 3.25, returned: 3.5 },
  { intended: 1, released: 1, accepted: 1, started: 1.5, ended: 6.5, returned: 7 },
  { intended: 2, released: 2, accepted: 2, started: 4, ended: 9, returned: 12 },
];

const identity: TrialIdentity = {
  schema: "dispatch-lab/trial@1",
  cell: {
    strategy: "npm-piscina",
    workload: "steady",
    placement: "inside",
    params: { concurrency: 2 },
    family: "npm",
    discipline: { kind: "work-conserving", concurrency: 2, servers: 2 },
    arrivals: "steady",
    body: "cpu",
    loop: "open",
    classes: ["all"],
    sloMs: 50,
  },
  block: 0,
  order: 0,
  wallMs: 500,
};

Deno.test("serversOf() knows pools from what the loop runs itself", () => {
  assertEquals(serversOf(identity.cell.discipline), 2);
  assertEquals(serversOf({ kind: "work-conserving", concurrency: 2 }), null);
  assertEquals(serversOf({ kind: "polled", drain: "all" }), null);
});

Deno.test("pooledIdealWaits() lets a task take the thread that is free first", () => {
  const { columns } = trialResult(paper);
  assertEquals([...pooledIdealWaits(columns, 20, 2).waitMs], [0, 0, 1]);
  assertEquals([...pooledIdealWaits(columns, 20, 1).waitMs], [0, 2, 6]);
  assertEquals([...pooledIdealWaits(columns, 20, 3).waitMs], [0, 0, 0]);
  assertEquals([...pooledIdealWaits(columns, 20, 2).busyMs], [3, 5, 5]);
});

Deno.test("pooledIdealWaits() cuts bodies at the window's end and leaves out what never started", () => {
  const { columns } = trialResult([
    { intended: 0, started: 1 },
    { intended: 0 },
    { intended: 2, started: 9 },
  ]);
  const { waitMs, busyMs } = pooledIdealWaits(columns, 10, 1);
  assertEquals([...waitMs], [0, NaN, 7]);
  assertEquals([...busyMs], [9, NaN, 1]);
});

Deno.test("measure() of a pool counts threads as servers, and the way back", () => {
  const record = measure(trialResult(paper), 10, identity);
  const { metrics } = record;
  // Until the loop had learnt of the last end.
  assertEquals(record.windowMs, 12);
  const figures: [number | null, number][] = [
    [metrics.busyMs.mean, 13 / 3],
    [record.utilization, 13 / (2 * 12)],
    [record.offeredLoad, 0.3 * (13 / 3) / 2],
    [metrics.idealWaitMs.mean, 1 / 3],
    [metrics.dispatchOverheadMs.mean, (0.25 + 0.5 + 1) / 3],
    [metrics.returnMs.mean, (0.25 + 0.5 + 3) / 3],
    [metrics.returnMs.max, 3],
    [record.littleResidual, 0],
    // However long a call lasted, its body ran elsewhere.
    [record.bodyInCallShare, 0],
  ];
  figures.forEach(([found, expected], row) =>
    assertAlmostEquals(found!, expected, 1e-12, `row ${row}`)
  );
  assertEquals(metrics.returnMs.count, 3);
});

Deno.test("measure() of a pool finds it overloaded when its threads are", () => {
  const rows = Array.from({ length: 4 }, (_, task): Row => {
    const started = task < 2 ? task : 10;
    return { intended: task, released: task, accepted: task, started, ended: started + 9 };
  });
  const { stability, offeredLoad } = measure(trialResult(rows), 4, identity);
  assertAlmostEquals(offeredLoad, 9 / 2, 1e-12);
  assertEquals(stability.state === "unstable" && stability.reason, "overload");
});
