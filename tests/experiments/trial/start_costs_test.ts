import { assertAlmostEquals, assertEquals } from "@std/assert";
import type { TimeMoments } from "../../../experiments/record.ts";
import { createColumns } from "../../../experiments/trial/columns.ts";
import { startCosts } from "../../../experiments/trial/start_costs.ts";
import { kieferWolfowitzWaits, lindleyWaits } from "../../../experiments/theory/twin.ts";
import { createRandom } from "../../../experiments/workload/random.ts";

/** A task's intended arrival, start and end, in ms. */
type Row = readonly [intended: number, started: number, ended: number];

const CONSERVING = { discipline: { kind: "work-conserving" }, shortestSleepMs: null } as const;

function columnsOf(rows: readonly Row[]) {
  const columns = createColumns(rows.length, 1);
  rows.forEach(([intended, started, ended], task) => {
    columns.intended[task] = intended;
    columns.started[task] = started;
    columns.ended[task] = ended;
  });
  return columns;
}

function assertCost(cost: TimeMoments | null, valuesMs: readonly number[]): void {
  assertEquals(cost?.count ?? 0, valuesMs.length);
  if (cost === null) return;
  const mean = (values: readonly number[]) => values.reduce((a, b) => a + b) / values.length;
  assertAlmostEquals(cost.meanMs, mean(valuesMs), 1e-12);
  assertAlmostEquals(cost.secondMomentMs2, mean(valuesMs.map((ms) => ms * ms)), 1e-12);
}

Deno.test("startCosts() follows an example by hand", () => {
  const costs = startCosts(
    columnsOf([
      [0, 0.5, 2], // finds nothing: wake-up of 0.5
      [1, 2.25, 3], // due when the first ends: hand-over of 0.25
      [3.5, 4, 5], // finds nothing: 0.5
      [10, 10.25, 11], // finds nothing: 0.25
      [11, 11.5, 12], // comes as the one before ends: 0.5
    ]),
    15,
    CONSERVING,
  );
  assertCost(costs.wakeUp, [0.5, 0.5, 0.25, 0.5]);
  assertCost(costs.handOver, [0.25]);
  // The twin pays 0.25, 0.5, 0.5, 0.5 for waking up: 0.25 | 1.75 to 2 | 0.5 | 0.5 | then 11.25 + 0.25.
  assertAlmostEquals(costs.twinWaitMs!, (0.25 + 1 + 0.5 + 0.5 + 0.5) / 5, 1e-12);
});

Deno.test("startCosts() takes starts in their own order where the newest goes first", () => {
  // The second and third wait for the first; the third goes first, then the second.
  const { wakeUp, handOver } = startCosts(
    columnsOf([[0, 0.1, 2], [1, 3.3, 4], [1.5, 2.2, 3]]),
    5,
    CONSERVING,
  );
  assertCost(wakeUp, [0.1]);
  assertCost(handOver, [0.2, 0.3]);
});

Deno.test("startCosts() counts a wake-up from the task that came first, whichever starts first", () => {
  const { wakeUp, handOver } = startCosts(columnsOf([[0, 2, 3], [0.5, 1, 2]]), 5, CONSERVING);
  assertCost(wakeUp, [1]);
  assertCost(handOver, [0]);
});

Deno.test("startCosts() of a pool takes the thread that is free first", () => {
  const { wakeUp, handOver } = startCosts(
    columnsOf([
      [0, 0.25, 4],
      [1, 1.5, 2], // a second thread rests: wake-up of 0.5
      [1.75, 2.25, 5], // both are taken: hand-over of 0.25 from the end at 2
      [3, 4.5, 6], // 0.5 from the end at 4
    ]),
    10,
    { ...CONSERVING, discipline: { kind: "work-conserving", servers: 2, concurrency: 2 } },
  );
  assertCost(wakeUp, [0.25, 0.5]);
  assertCost(handOver, [0.25, 0.5]);
});

Deno.test("startCosts() of a polled queue knows hand-overs within a pass alone", () => {
  const rows: Row[] = [[0, 5, 6], [1, 6.25, 7], [6.5, 12, 13]];
  const polled = { kind: "polled", drain: "present" } as const;
  const slept = startCosts(columnsOf(rows), 15, { discipline: polled, shortestSleepMs: 5 });
  assertEquals([slept.wakeUp, slept.twinWaitMs], [null, null]);
  assertCost(slept.handOver, [0.25]);
  const never = startCosts(columnsOf(rows), 15, { discipline: polled, shortestSleepMs: null });
  assertEquals(never.handOver, null);
});

Deno.test("startCosts() of a queue that delays each task takes the delay for the wake-up", () => {
  const { wakeUp, handOver, twinWaitMs } = startCosts(
    columnsOf([
      [0, 2, 3],
      [1.5, 3.5, 4], // its own delay ends at 3.5, not 0.5 after the first task
      [10, 12, 13],
    ]),
    15,
    { discipline: { kind: "delayed" }, shortestSleepMs: null },
  );
  assertCost(wakeUp, [2, 2]);
  assertEquals(handOver, null);
  assertAlmostEquals(twinWaitMs!, 2, 1e-12);
});

/** Bodies that hold the loop, await, and hold it again; segments as [ready, from, to]. */
function awaiting(
  rows: readonly { intended: number; segments: readonly (readonly [number, number, number])[] }[],
) {
  const columns = createColumns(rows.length, 2);
  rows.forEach(({ intended, segments }, task) => {
    columns.intended[task] = intended;
    columns.started[task] = segments[0][1];
    columns.ended[task] = segments[1][2];
    segments.forEach(([ready, from, to], segment) => {
      columns.segmentReady[2 * task + segment] = ready;
      columns.segmentStarted[2 * task + segment] = from;
      columns.segmentEnded[2 * task + segment] = to;
    });
  });
  return columns;
}

Deno.test("startCosts() sees a loop that bodies leave while they await", () => {
  const columns = awaiting([
    { intended: 0, segments: [[NaN, 0.5, 1], [5, 5, 6]] },
    { intended: 3, segments: [[NaN, 3.25, 4], [9, 9, 9.5]] }, // the first awaits: a wake-up
    { intended: 5.5, segments: [[NaN, 6.125, 7], [8, 8, 8.5]] }, // the first holds the loop again
  ]);
  const { wakeUp, handOver } = startCosts(columns, 10, CONSERVING);
  assertCost(wakeUp, [0.5, 0.25]);
  assertCost(handOver, [0.125]);
});

Deno.test("startCosts() leaves out a start that a limit of concurrency held back", () => {
  const columns = awaiting([
    { intended: 0, segments: [[NaN, 0.5, 1], [5, 5, 6]] },
    { intended: 3, segments: [[NaN, 6.5, 7], [9, 9, 9.5]] },
  ]);
  const one = { ...CONSERVING, discipline: { kind: "work-conserving", concurrency: 1 } } as const;
  const costs = startCosts(columns, 10, one);
  assertCost(costs.wakeUp, [0.5]);
  assertEquals(costs.handOver, null);
  // Whoever is held back waits for its place: from 3 to 5.5, the ideal end of the first.
  assertAlmostEquals(costs.twinWaitMs!, (0.5 + 2.5) / 2, 1e-12);
});

Deno.test("startCosts() knows nothing of tasks that never ran", () => {
  assertEquals(startCosts(columnsOf([[0, NaN, NaN]]), 5, CONSERVING), {
    wakeUp: null,
    handOver: null,
    twinWaitMs: null,
  });
});

Deno.test("startCosts() of an ideal server are none, and the twin waits as long as it did", () => {
  const random = createRandom(7);
  let now = 0;
  const intended = Float64Array.from({ length: 500 }, () => now += random.exponential(1));
  const services = intended.map(() => random.exponential(0.8));
  const plays = [
    [CONSERVING, lindleyWaits(intended, services)],
    [
      { ...CONSERVING, discipline: { kind: "work-conserving", servers: 3 } },
      kieferWolfowitzWaits(intended, services.map((ms) => 3 * ms), 3),
    ],
  ] as const;
  for (const [serving, waits] of plays) {
    const factor = serving === CONSERVING ? 1 : 3;
    const rows = Array.from(waits, (waitMs, task): Row => {
      const started = intended[task] + waitMs;
      return [intended[task], started, started + factor * services[task]];
    });
    const costs = startCosts(columnsOf(rows), 1e6, serving);
    assertAlmostEquals(costs.wakeUp!.meanMs, 0, 1e-9);
    assertAlmostEquals(costs.handOver!.meanMs, 0, 1e-9);
    assertEquals(costs.wakeUp!.count + costs.handOver!.count, 500);
    const meanMs = waits.reduce((sum, ms) => sum + ms, 0) / waits.length;
    assertAlmostEquals(costs.twinWaitMs!, meanMs, 1e-9);
  }
});
