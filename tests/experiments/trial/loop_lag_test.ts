import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { describeSorted } from "../../../experiments/trial/distribution.ts";
import { deriveLoopLag } from "../../../experiments/trial/loop_lag.ts";
import { createRandom, planArrivals } from "../../../experiments/workload/mod.ts";

const PERIOD_MS = 2.1;
const IDLE_LAG_MS = 0.06;

interface Stall {
  readonly atMs: number;
  readonly ms: number;
}

/** When a loop that stalls serves what comes at a moment, its idle lag aside. */
function servedAt(moment: number, stalls: readonly Stall[]): number {
  const during = stalls.find(({ atMs, ms }) => moment >= atMs && moment < atMs + ms);
  return during === undefined ? moment : during.atMs + during.ms;
}

/** What heartbeats and probe record of a loop with these stalls. */
function samplesOf(windowMs: number, stalls: readonly Stall[]) {
  const heartbeatAt = planArrivals(
    { kind: "poisson", ratePerSecond: 500 },
    { kind: "duration", durationMs: windowMs },
    createRandom(5),
  ).intendedMs;
  const probe: number[] = [];
  for (let due = PERIOD_MS; due < windowMs;) {
    probe.push(servedAt(due, stalls));
    due = probe.at(-1)! + PERIOD_MS;
  }
  return {
    heartbeatAt,
    heartbeatLag: heartbeatAt.map((atMs) => servedAt(atMs, stalls) - atMs + IDLE_LAG_MS),
    probeFired: Float64Array.from(probe),
    idleLag: new Float64Array(9).fill(IDLE_LAG_MS),
    idleFired: Float64Array.from({ length: 9 }, (_, firing) => firing * PERIOD_MS),
  };
}

const shareAbove = (values: Float64Array, limit: number) =>
  values.filter((value) => value > limit).length / values.length;

Deno.test("deriveLoopLag() finds nothing on a loop that is idle", () => {
  const { heartbeatMs, probeMs, heartbeatIdleMs, probeIdleMs } = deriveLoopLag(
    samplesOf(1000, []),
    1000,
  );
  assertAlmostEquals(heartbeatIdleMs, IDLE_LAG_MS, 1e-12);
  assertAlmostEquals(probeIdleMs, PERIOD_MS, 1e-12);
  assertAlmostEquals(heartbeatMs.at(-1)!, 0, 1e-9);
  assertAlmostEquals(probeMs.at(-1)!, 0, 1e-9);
});

Deno.test("deriveLoopLag() shows a stall in the maximum, whoever saw more of it", () => {
  for (const ms of [50, 500]) {
    const lag = deriveLoopLag(samplesOf(5000, [{ atMs: 1234.5, ms }]), 5000);
    assert(lag.heartbeatMs.at(-1)! <= ms);
    assert(lag.heartbeatMs.at(-1)! >= ms - PERIOD_MS);
    assertEquals(lag.heartbeatMs.at(-1)!, Math.max(lag.heartbeatMs.at(-1)!, lag.probeMs.at(-1)!));
  }
});

Deno.test("deriveLoopLag() weighs a stall by the time that it takes, not as one sample", () => {
  const lag = deriveLoopLag(samplesOf(5000, [{ atMs: 1000, ms: 500 }]), 5000);
  for (const values of [lag.heartbeatMs, lag.probeMs]) {
    // A tenth of the window is stalled; what comes during the stall waits for 250 ms on average.
    assertAlmostEquals(shareAbove(values, 1e-6), 0.1, 0.015);
    const { mean, p50, p90, p99, max } = describeSorted(values);
    assertAlmostEquals(mean!, 25, 4);
    assertAlmostEquals(p50!, 0, 1e-6);
    assert(p90! < 60, `p90 ${p90}`);
    // One event in a hundred comes in the stall's first 50 ms.
    assertAlmostEquals(p99!, 450, 20);
    assertAlmostEquals(max!, 500, PERIOD_MS);
  }
});

Deno.test("deriveLoopLag() adds stalls up", () => {
  const stalls = [200, 1200, 2200].map((atMs) => ({ atMs, ms: 50 }));
  const lag = deriveLoopLag(samplesOf(3000, stalls), 3000);
  assertAlmostEquals(shareAbove(lag.probeMs, 1e-6), 150 / 3000, 0.01);
  assertAlmostEquals(lag.heartbeatMs.at(-1)!, 50, PERIOD_MS);
});

Deno.test("deriveLoopLag() leaves out what came before and after the window", () => {
  const empty = new Float64Array(0);
  const { heartbeatMs, probeMs } = deriveLoopLag({
    heartbeatAt: Float64Array.of(-5, 0, 10, 11),
    heartbeatLag: Float64Array.of(100, 1, 2, 100),
    // The first firing within ends a gap that began before; the last begins one that ends after.
    probeFired: Float64Array.of(-300, -200, 3, 5, 30, 500),
    idleLag: empty,
    idleFired: empty,
  }, 10);
  assertEquals(heartbeatMs.length, 2);
  assertEquals(heartbeatMs[0], 1);
  // 203 ms less a period of 1, and all its steps down.
  assertEquals([probeMs.at(-1), heartbeatMs.at(-1)], [202, 202]);
  assert(!probeMs.includes(469));
});

Deno.test("deriveLoopLag() has empty distributions for no samples", () => {
  const empty = new Float64Array(0);
  const lag = deriveLoopLag({
    heartbeatAt: empty,
    heartbeatLag: empty,
    probeFired: empty,
    idleLag: empty,
    idleFired: empty,
  }, 10);
  assertEquals(lag, { heartbeatMs: empty, probeMs: empty, heartbeatIdleMs: 0, probeIdleMs: 1 });
});
