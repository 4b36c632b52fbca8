import { assert, assertAlmostEquals } from "@std/assert";
import {
  type ArrivalProcess,
  createRandom,
  meanRatePerSecond,
  planArrivals,
} from "../../../../experiments/workload/mod.ts";
import { indexOfDispersion } from "../../../../reports/stats/moments.ts";

type Mmpp = Extract<ArrivalProcess, { kind: "mmpp" }>;

const busy: Mmpp = {
  kind: "mmpp",
  lowRatePerSecond: 300,
  highRatePerSecond: 3000,
  lowMs: 30,
  highMs: 20,
};

/** By the formulas of Fischer and Meier-Hellstern, rates per ms. */
function theory({ lowRatePerSecond, highRatePerSecond, lowMs, highMs }: Mmpp) {
  const [rate1, rate2, leave1, leave2] = [
    lowRatePerSecond / 1000,
    highRatePerSecond / 1000,
    1 / lowMs,
    1 / highMs,
  ];
  const leave = leave1 + leave2;
  const meanPerMs = (rate1 * leave2 + rate2 * leave1) / leave;
  const limit = 1 +
    2 * leave1 * leave2 * (rate1 - rate2) ** 2 / (leave ** 2 * (rate1 * leave2 + rate2 * leave1));
  return {
    meanPerMs,
    limit,
    over: (windowMs: number) =>
      1 + (limit - 1) * (1 - (1 - Math.exp(-leave * windowMs)) / (leave * windowMs)),
  };
}

Deno.test("planArrivals() of mmpp has the mean rate and the dispersion of its formulas", () => {
  const { meanPerMs, limit, over } = theory(busy);
  assertAlmostEquals(meanRatePerSecond(busy), meanPerMs * 1000, 1e-9);
  assert(limit > 30, "as far from Poisson as this");
  const durationMs = 1_000_000;
  const { intendedMs } = planArrivals(busy, { kind: "duration", durationMs }, createRandom(11));
  // The variance of so long a count is its mean times the limit.
  const mean = meanPerMs * durationMs;
  assertAlmostEquals(intendedMs.length, mean, 4 * Math.sqrt(mean * limit));
  for (const windowMs of [1, 10, 100, 1000]) {
    const found = indexOfDispersion(intendedMs, windowMs, durationMs);
    // A variance of n independent counts errs by √(2 ÷ n) of itself; short windows are not independent.
    const tolerance = Math.max(0.02, 4 * Math.sqrt(2 * windowMs / durationMs));
    assertAlmostEquals(found / over(windowMs), 1, tolerance, `over ${windowMs} ms`);
  }
  assertAlmostEquals(over(1e9), limit, 1e-6);
});

Deno.test("planArrivals() of mmpp starts in either state as often as it is in it later", () => {
  const meanIn = 3 * theory(busy).meanPerMs;
  let early = 0;
  const seeds = 4000;
  for (let seed = 1; seed <= seeds; seed++) {
    const extent = { kind: "duration", durationMs: 3 } as const;
    early += planArrivals(busy, extent, createRandom(seed)).intendedMs.length;
  }
  const deviation = Math.sqrt(seeds * meanIn * theory(busy).over(3));
  assertAlmostEquals(early, seeds * meanIn, 4 * deviation);
});

Deno.test("planArrivals() of mmpp between equal rates is Poisson in rate and dispersion", () => {
  const even: Mmpp = { ...busy, lowRatePerSecond: 1000, highRatePerSecond: 1000 };
  const durationMs = 100_000;
  const { intendedMs } = planArrivals(even, { kind: "duration", durationMs }, createRandom(12));
  assertAlmostEquals(intendedMs.length, 100_000, 4 * Math.sqrt(100_000));
  assertAlmostEquals(indexOfDispersion(intendedMs, 50, durationMs), 1, 4 * Math.sqrt(2 / 2000));
});

Deno.test("planArrivals() of mmpp that falls silent has gaps as long as its silences", () => {
  const silent: Mmpp = { ...busy, lowRatePerSecond: 0 };
  const { intendedMs } = planArrivals(silent, { kind: "tasks", tasks: 30_000 }, createRandom(13));
  const gaps = intendedMs.slice(1).map((timeMs, task) => timeMs - intendedMs[task]);
  // Gaps of 5 ms within a burst have probability e^(−15): those are silences, with a mean of 30 ms
  // beyond the 5, for they have no memory.
  const silences = gaps.filter((gapMs) => gapMs > 5);
  const mean = silences.reduce((sum, gapMs) => sum + gapMs - 5, 0) / silences.length;
  assertAlmostEquals(mean, 30, 4 * 30 / Math.sqrt(silences.length) + 0.5);
});
