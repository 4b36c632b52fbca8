import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  type ArrivalProcess,
  createRandom,
  meanRatePerSecond,
  planArrivals,
} from "../../../../experiments/workload/mod.ts";
import { unitTimes } from "./_unit_times.ts";

type Ramp = Extract<ArrivalProcess, { kind: "ramp" }>;

const ramp = (from: number, to: number, overMs: number | null): Ramp => ({
  kind: "ramp",
  fromRatePerSecond: from,
  toRatePerSecond: to,
  overMs,
});

/** Λ(t), by the trapezium under the rate. */
function expectedUntil(
  timeMs: number,
  { fromRatePerSecond: a, toRatePerSecond: b }: Ramp,
  overMs: number,
) {
  const t = Math.min(timeMs, overMs);
  const rateAtT = a + (b - a) * t / overMs;
  return ((a + rateAtT) / 2 * t + b * (timeMs - t)) / 1000;
}

Deno.test("planArrivals() of a ramp has unit gaps on the scale of its cumulative rate", () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 5000, noNaN: true }),
      fc.double({ min: 0.1, max: 5000, noNaN: true }),
      fc.double({ min: 0.1, max: 5000, noNaN: true }),
      fc.integer(),
      (from, to, overMs, seed) => {
        const process = ramp(from, to, overMs);
        const { intendedMs } = planArrivals(
          process,
          { kind: "tasks", tasks: 50 },
          createRandom(seed),
        );
        unitTimes(50, seed).forEach((unit, task) => {
          const expected = expectedUntil(intendedMs[task], process, overMs);
          assertAlmostEquals(expected, unit, 1e-9 * Math.max(1, unit));
        });
      },
    ),
    { seed: 5, numRuns: 200 },
  );
});

Deno.test("planArrivals() of a ramp between equal rates is Poisson", () => {
  const flat = planArrivals(ramp(1000, 1000, 20), { kind: "tasks", tasks: 100 }, createRandom(7));
  const poisson = { kind: "poisson", ratePerSecond: 1000 } as const;
  planArrivals(poisson, { kind: "tasks", tasks: 100 }, createRandom(7)).intendedMs.forEach(
    (timeMs, task) => assertAlmostEquals(flat.intendedMs[task], timeMs, 1e-9),
  );
});

Deno.test("planArrivals() of a ramp stays at the last rate, or takes the whole trial", () => {
  const countIn = (process: Ramp, fromMs: number, toMs: number) =>
    planArrivals(process, { kind: "duration", durationMs: 10_000 }, createRandom(8)).intendedMs
      .filter((timeMs) => timeMs >= fromMs && timeMs < toMs).length;
  // Four standard deviations of a Poisson count about its mean.
  const cases: [Ramp, fromMs: number, toMs: number, mean: number][] = [
    [ramp(0, 1000, 2000), 0, 2000, 1000],
    [ramp(0, 1000, 2000), 2000, 10_000, 8000],
    [ramp(0, 1000, null), 0, 5000, 1250],
    [ramp(0, 1000, null), 5000, 10_000, 3750],
    [ramp(1000, 200, null), 0, 5000, 4000],
  ];
  for (const [process, fromMs, toMs, mean] of cases) {
    assertAlmostEquals(countIn(process, fromMs, toMs), mean, 4 * Math.sqrt(mean));
  }
});

Deno.test("planArrivals() of a ramp over a number of tasks spreads it over the time that they take", () => {
  const process = ramp(0, 1000, null);
  const { intendedMs, horizonMs } = planArrivals(
    process,
    { kind: "tasks", tasks: 10_000 },
    createRandom(9),
  );
  // 10,000 tasks at 500 a second on average; the last ones come at 1000 a second.
  assertAlmostEquals(intendedMs[9999], 20_000, 4 * Math.sqrt(10_000));
  assertAlmostEquals(intendedMs[2499], 10_000, 4 * Math.sqrt(2500) * 2);
  assertEquals(horizonMs, intendedMs[9999] + 2);
  assert(horizonMs > intendedMs[9999]);
});

Deno.test("meanRatePerSecond() of a ramp is the rate that it stays at, or its mean", () => {
  assertEquals(meanRatePerSecond(ramp(100, 900, 50)), 900);
  assertEquals(meanRatePerSecond(ramp(100, 900, null)), 500);
});
