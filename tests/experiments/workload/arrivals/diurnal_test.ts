import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  type ArrivalProcess,
  createRandom,
  meanRatePerSecond,
  planArrivals,
} from "../../../../experiments/workload/mod.ts";
import { unitTimes } from "./_unit_times.ts";

const diurnal = (ratePerSecond: number, amplitude: number, periodMs: number) =>
  ({ kind: "diurnal", ratePerSecond, amplitude, periodMs }) as const satisfies ArrivalProcess;

Deno.test("planArrivals() of diurnal has unit gaps on the scale of its cumulative rate", () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.1, max: 5000, noNaN: true }),
      fc.oneof(fc.constantFrom(0, 1), fc.double({ min: 0, max: 1, noNaN: true })),
      fc.double({ min: 0.1, max: 5000, noNaN: true }),
      fc.integer(),
      (ratePerSecond, amplitude, periodMs, seed) => {
        const process = diurnal(ratePerSecond, amplitude, periodMs);
        const { intendedMs } = planArrivals(
          process,
          { kind: "tasks", tasks: 50 },
          createRandom(seed),
        );
        unitTimes(50, seed).forEach((unit, task) => {
          const turns = 2 * Math.PI * intendedMs[task] / periodMs;
          const expected = ratePerSecond / 1000 * periodMs / (2 * Math.PI) *
            (turns + amplitude * (1 - Math.cos(turns)));
          assertAlmostEquals(expected, unit, 1e-9 * Math.max(1, unit));
        });
      },
    ),
    { seed: 6, numRuns: 300 },
  );
});

Deno.test("planArrivals() of diurnal without amplitude is Poisson", () => {
  const tasks = { kind: "tasks", tasks: 100 } as const;
  const flat = planArrivals(diurnal(1000, 0, 20), tasks, createRandom(7)).intendedMs;
  const poisson = { kind: "poisson", ratePerSecond: 1000 } as const;
  planArrivals(poisson, tasks, createRandom(7)).intendedMs.forEach((timeMs, task) =>
    assertAlmostEquals(flat[task], timeMs, 1e-9)
  );
});

Deno.test("planArrivals() of diurnal is busy in the first half of a period and quiet in the second", () => {
  const { intendedMs } = planArrivals(
    diurnal(1000, 0.8, 100),
    { kind: "duration", durationMs: 100_000 },
    createRandom(8),
  );
  const day = intendedMs.filter((timeMs) => timeMs % 100 < 50).length;
  const night = intendedMs.length - day;
  // The mean of a sine over its half is 2 ÷ π.
  for (const [count, sign] of [[day, 1], [night, -1]]) {
    const mean = 50_000 * (1 + sign * 0.8 * 2 / Math.PI);
    assertAlmostEquals(count, mean, 4 * Math.sqrt(mean));
  }
});

Deno.test("planArrivals() of diurnal goes on in order for many periods, also where nobody comes", () => {
  const { intendedMs } = planArrivals(
    diurnal(5000, 1, 1),
    { kind: "tasks", tasks: 50_000 },
    createRandom(9),
  );
  assert(intendedMs.every((timeMs, task) => task === 0 || timeMs >= intendedMs[task - 1]));
  assertAlmostEquals(intendedMs[49_999], 10_000, 4 * Math.sqrt(50_000) / 5);
});

Deno.test("meanRatePerSecond() of diurnal is the mean over a period", () => {
  assertEquals(meanRatePerSecond(diurnal(700, 0.9, 10)), 700);
});
