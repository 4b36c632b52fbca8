import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import {
  type ArrivalProcess,
  createRandom,
  type Extent,
  meanRatePerSecond,
  planArrivals,
} from "../../../experiments/workload/mod.ts";

const tasks = (count: number): Extent => ({ kind: "tasks", tasks: count });
const duration = (durationMs: number): Extent => ({ kind: "duration", durationMs });
const steady: ArrivalProcess = { kind: "steady", ratePerSecond: 100 };
const poisson: ArrivalProcess = { kind: "poisson", ratePerSecond: 1000 };
const batches: ArrivalProcess = { kind: "batches", batch: 3, everyMs: 50 };
const onOff: ArrivalProcess = { kind: "on-off", ratePerSecond: 1000, onMs: 20, offMs: 80 };
const ramp: ArrivalProcess = {
  kind: "ramp",
  fromRatePerSecond: 100,
  toRatePerSecond: 1900,
  overMs: null,
};
const diurnal: ArrivalProcess = {
  kind: "diurnal",
  ratePerSecond: 1000,
  amplitude: 0.8,
  periodMs: 100,
};
const mmpp: ArrivalProcess = {
  kind: "mmpp",
  lowRatePerSecond: 300,
  highRatePerSecond: 3000,
  lowMs: 30,
  highMs: 20,
};
const replay: ArrivalProcess = { kind: "replay", timesMs: [0, 5, 5, 30] };

function scvOfGaps(intendedMs: Float64Array): number {
  const gaps = intendedMs.subarray(1).map((time, at) => time - intendedMs[at]);
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  return gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length / mean ** 2;
}

Deno.test("planArrivals() plans what needs no randomness exactly", () => {
  const cases: [ArrivalProcess, Extent, number[], number][] = [
    [steady, tasks(3), [0, 10, 20], 30],
    [steady, duration(30), [0, 10, 20], 30],
    [steady, duration(30.5), [0, 10, 20, 30], 30.5],
    [batches, tasks(1), [0], 50],
    [batches, tasks(3), [0, 0, 0], 50],
    [batches, tasks(4), [0, 0, 0, 50], 100],
    [batches, duration(50), [0, 0, 0], 50],
    [batches, duration(51), [0, 0, 0, 50, 50, 50], 51],
    [replay, tasks(2), [0, 5], 15],
    [replay, tasks(4), [0, 5, 5, 30], 40],
    [replay, tasks(9), [0, 5, 5, 30], 40],
    [replay, duration(30), [0, 5, 5], 30],
    [replay, duration(35), [0, 5, 5, 30], 35],
    [replay, duration(1000), [0, 5, 5, 30], 40],
  ];
  for (const [process, extent, intendedMs, horizonMs] of cases) {
    const plan = planArrivals(process, extent, createRandom(1));
    const of = `${process.kind} ${JSON.stringify(extent)}`;
    assertEquals({ of, intendedMs: Array.from(plan.intendedMs), horizonMs: plan.horizonMs }, {
      of,
      intendedMs,
      horizonMs,
    });
  }
});

Deno.test("planArrivals() gives these Poisson arrivals for seed 1", () => {
  const { intendedMs, horizonMs } = planArrivals(poisson, tasks(4), createRandom(1));
  const expected = [1.3813559121521855, 1.627746825322143, 2.296820734588139, 4.581436725885933];
  expected.forEach((time, at) => assertAlmostEquals(intendedMs[at], time, 1e-12));
  assertAlmostEquals(horizonMs, 5.581436725885933, 1e-12);
});

Deno.test("planArrivals() gives Poisson arrivals their rate, SCV 1 and no correlation", () => {
  const { intendedMs, horizonMs } = planArrivals(poisson, duration(100_000), createRandom(2));
  assertEquals(horizonMs, 100_000);
  assertAlmostEquals(intendedMs.length / 100, 1000, 4 * Math.sqrt(10));
  assertAlmostEquals(scvOfGaps(intendedMs), 1, 0.04);
  const counts = new Array(1000).fill(0);
  for (const time of intendedMs) counts[Math.floor(time / 100)]++;
  const mean = intendedMs.length / 1000;
  const dispersion = counts.reduce((sum, count) => sum + (count - mean) ** 2, 0) / 1000 / mean;
  assertAlmostEquals(dispersion, 1, 0.18);
});

Deno.test("planArrivals() with tasks is the start of a longer plan from the same seed", () => {
  for (const process of [poisson, onOff, diurnal, mmpp, { ...ramp, overMs: 20 }]) {
    const short = planArrivals(process, tasks(50), createRandom(3)).intendedMs;
    const long = planArrivals(process, tasks(500), createRandom(3)).intendedMs;
    assertEquals(short, long.slice(0, 50));
  }
});

Deno.test("planArrivals() keeps on-off arrivals within the phases of load, at their rate", () => {
  const { intendedMs } = planArrivals(onOff, duration(100_000), createRandom(4));
  assertEquals(intendedMs.filter((time) => time % 100 >= 20).length, 0);
  assertAlmostEquals(intendedMs.length / 100, 200, 4 * Math.sqrt(2));
  assert(scvOfGaps(intendedMs) > 4, "silence makes gaps vary far more than Poisson's");
});

Deno.test("planArrivals() on-off without silence is Poisson", () => {
  const always: ArrivalProcess = { kind: "on-off", ratePerSecond: 1000, onMs: 20, offMs: 0 };
  const expected = planArrivals(poisson, tasks(1000), createRandom(5)).intendedMs;
  planArrivals(always, tasks(1000), createRandom(5)).intendedMs.forEach((time, at) =>
    assertAlmostEquals(time, expected[at], 1e-9)
  );
});

Deno.test("planArrivals() adds the mean gap of the process to the last on-off arrival", () => {
  const { intendedMs, horizonMs } = planArrivals(onOff, tasks(10), createRandom(6));
  assertAlmostEquals(horizonMs - intendedMs[9], 5, 1e-9);
});

Deno.test("planArrivals() may plan nothing in a short time", () => {
  const rare: ArrivalProcess = { kind: "poisson", ratePerSecond: 0.001 };
  const { intendedMs, horizonMs } = planArrivals(rare, duration(1), createRandom(1));
  assertEquals([intendedMs.length, horizonMs], [0, 1]);
});

Deno.test("planArrivals() is sorted, starts at or after 0 and ends before its horizon", () => {
  const positive = { min: 0.01, max: 5000, noNaN: true };
  const process: fc.Arbitrary<ArrivalProcess> = fc.oneof(
    fc.record({ kind: fc.constant("steady" as const), ratePerSecond: fc.double(positive) }),
    fc.record({ kind: fc.constant("poisson" as const), ratePerSecond: fc.double(positive) }),
    fc.record({
      kind: fc.constant("batches" as const),
      batch: fc.integer({ min: 1, max: 40 }),
      everyMs: fc.double(positive),
    }),
    fc.record({
      kind: fc.constant("on-off" as const),
      ratePerSecond: fc.double(positive),
      onMs: fc.double(positive),
      offMs: fc.double({ ...positive, min: 0 }),
    }),
    fc.record({
      kind: fc.constant("ramp" as const),
      fromRatePerSecond: fc.double({ ...positive, min: 0 }),
      toRatePerSecond: fc.double(positive),
      overMs: fc.option(fc.double(positive)),
    }),
    fc.record({
      kind: fc.constant("diurnal" as const),
      ratePerSecond: fc.double(positive),
      amplitude: fc.double({ min: 0, max: 1, noNaN: true }),
      periodMs: fc.double(positive),
    }),
    fc.record({
      kind: fc.constant("mmpp" as const),
      lowRatePerSecond: fc.double({ min: 0, max: 100, noNaN: true }),
      highRatePerSecond: fc.double({ min: 100, max: 5000, noNaN: true }),
      // Shorter states only make planning long.
      lowMs: fc.double({ ...positive, min: 1 }),
      highMs: fc.double({ ...positive, min: 1 }),
    }),
    fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { minLength: 1, maxLength: 50 })
      .map((gaps) => {
        const timesMs = [0];
        for (const gap of [1, ...gaps]) timesMs.push(timesMs[timesMs.length - 1] + gap);
        return { kind: "replay" as const, timesMs };
      }),
  );
  const extent = fc.oneof(
    fc.integer({ min: 1, max: 300 }).map(tasks),
    fc.double({ min: 0.1, max: 300, noNaN: true }).map(duration),
  );
  fc.assert(
    fc.property(process, extent, fc.integer(), (process, extent, seed) => {
      const { intendedMs, horizonMs } = planArrivals(process, extent, createRandom(seed));
      assert(intendedMs.every((time, at) => time >= (at === 0 ? 0 : intendedMs[at - 1])));
      assert(intendedMs.every((time) => time < horizonMs) && horizonMs < Infinity);
      if (extent.kind === "tasks" && process.kind !== "replay") {
        assertEquals(intendedMs.length, extent.tasks);
      }
    }),
    { seed: 3, numRuns: 300 },
  );
});

Deno.test("meanRatePerSecond() is the long-run rate of each process", () => {
  const cases: [ArrivalProcess, number][] = [
    [steady, 100],
    [poisson, 1000],
    [batches, 60],
    [onOff, 200],
    [ramp, 1000],
    [diurnal, 1000],
    [mmpp, 1380],
    [replay, 100],
  ];
  for (const [process, rate] of cases) {
    assertAlmostEquals(meanRatePerSecond(process), rate, 1e-9, process.kind);
  }
});

Deno.test("planArrivals() refuses numbers out of range and says which", () => {
  const cases: [ArrivalProcess, Extent, string][] = [
    [{ kind: "steady", ratePerSecond: 0 }, tasks(1), "'ratePerSecond' must be above 0, got 0"],
    [{ kind: "poisson", ratePerSecond: NaN }, tasks(1), "'ratePerSecond' must be above 0, got NaN"],
    [{ kind: "batches", batch: 1.5, everyMs: 1 }, tasks(1), "'batch' must be a whole number"],
    [{ kind: "batches", batch: 1, everyMs: 0 }, tasks(1), "'everyMs' must be above 0, got 0"],
    [{ ...onOff, onMs: 0 }, tasks(1), "'onMs' must be above 0, got 0"],
    [{ ...onOff, offMs: -1 }, tasks(1), "'offMs' must be at least 0, got -1"],
    [{ ...ramp, fromRatePerSecond: -1 }, tasks(1), "'fromRatePerSecond' must be at least 0"],
    [{ ...ramp, toRatePerSecond: 0 }, tasks(1), "'toRatePerSecond' must be above 0, got 0"],
    [{ ...ramp, overMs: 0 }, tasks(1), "'overMs' must be above 0, got 0"],
    [{ ...diurnal, ratePerSecond: 0 }, tasks(1), "'ratePerSecond' must be above 0, got 0"],
    [{ ...diurnal, amplitude: 1.5 }, tasks(1), "'amplitude' must be at most 1, got 1.5"],
    [{ ...diurnal, amplitude: -1 }, tasks(1), "'amplitude' must be at least 0, got -1"],
    [{ ...diurnal, periodMs: NaN }, tasks(1), "'periodMs' must be above 0, got NaN"],
    [{ ...mmpp, lowRatePerSecond: -1 }, tasks(1), "'lowRatePerSecond' must be at least 0"],
    [{ ...mmpp, highRatePerSecond: 0 }, tasks(1), "'highRatePerSecond' must be above 0, got 0"],
    [{ ...mmpp, highRatePerSecond: 9 }, tasks(1), "'highRatePerSecond' must be at least 300"],
    [{ ...mmpp, lowMs: 0 }, tasks(1), "'lowMs' must be above 0, got 0"],
    [{ ...mmpp, highMs: 0 }, tasks(1), "'highMs' must be above 0, got 0"],
    [{ kind: "replay", timesMs: [1, 2] }, tasks(1), "'timesMs[0]' must be 0, got 1"],
    [{ kind: "replay", timesMs: [0, 2, 1] }, tasks(1), "'timesMs[2]' must be at least 2, got 1"],
    [{ kind: "replay", timesMs: [0, NaN] }, tasks(1), "'timesMs[1]' must be at least 0, got NaN"],
    [{ kind: "replay", timesMs: [0, 0] }, tasks(1), "must hold two different times, got 2 alike"],
    [{ kind: "replay", timesMs: [] }, tasks(1), "must hold two different times, got 0 alike"],
    [steady, tasks(0), "'tasks' must be a whole number of at least 1, got 0"],
    [steady, duration(0), "'durationMs' must be above 0, got 0"],
    [steady, duration(Infinity), "'durationMs' must be above 0, got Infinity"],
    [{ kind: "toString" } as unknown as ArrivalProcess, tasks(1), "'kind' must be one of steady"],
    [{ kind: "steady", ratePerSecond: 1e12 }, duration(1000), "are more than 20000000"],
  ];
  for (const [process, extent, message] of cases) {
    assertThrows(() => planArrivals(process, extent, createRandom(1)), RangeError, message);
  }
});
