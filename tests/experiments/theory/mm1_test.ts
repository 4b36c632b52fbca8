import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { predictMg1 } from "../../../experiments/theory/mg1.ts";
import { mm1SojournQuantileMs, predictMm1 } from "../../../experiments/theory/mm1.ts";
import { known, meanByTail, predicted } from "./_predicted.ts";

const BUSY = { arrivalRatePerSecond: 800, serviceMeanMs: 1 };

Deno.test("predictMm1() waits 4 service times at 80 % utilization", () => {
  // golden/queueing-values.json: M/M/1, rho 0.8, source closed form.
  const prediction = predictMm1(BUSY);
  if (prediction.state !== "predicted") throw new Error(prediction.message);
  assertAlmostEquals(prediction.waitMs, 4, 1e-9);
  assertAlmostEquals(prediction.sojournMs, 5, 1e-9);
  assertEquals([prediction.model, prediction.approximate], ["M/M/1", false]);
});

Deno.test("predictMm1() has distributions whose means are its means", () => {
  const { waitMs, sojournMs, wait, sojourn } = predicted(predictMm1(BUSY));
  assertAlmostEquals(meanByTail(known(wait)) / waitMs, 1, 1e-5);
  assertAlmostEquals(meanByTail(known(sojourn)) / sojournMs, 1, 1e-5);
  assertAlmostEquals(known(wait).tail(0), 0.8, 1e-12);
  assertAlmostEquals(known(sojourn).quantileMs(0.99), mm1SojournQuantileMs(BUSY, 0.99), 1e-9);
  assertEquals([known(wait).quantileMs(0.2), known(wait).quantileMs(1)], [0, Infinity]);
});

Deno.test("predictMm1() says why it does not apply", () => {
  const reasons = [1000, 0, -1, NaN].map((arrivalRatePerSecond) => {
    const prediction = predictMm1({ arrivalRatePerSecond, serviceMeanMs: 1 });
    return prediction.state === "not-applicable" && prediction.reason;
  });
  assertEquals(reasons, ["unstable", "no-arrivals", "no-arrivals", "not-measured"]);
});

Deno.test("mm1SojournQuantileMs() gives 23.026 service times for p99 at 80 % utilization", () => {
  // golden/queueing-values.json: M/M/1, rho 0.8, Wp99, source closed form.
  assertAlmostEquals(mm1SojournQuantileMs(BUSY, 0.99), 23.026, 0.0005);
  assertAlmostEquals(mm1SojournQuantileMs(BUSY, 0.5), 5 * Math.LN2, 1e-9);
});

Deno.test("mm1SojournQuantileMs() is 0 at p = 0, endless at p = 1 and when overloaded", () => {
  assertEquals(mm1SojournQuantileMs(BUSY, 0), 0);
  assertEquals(mm1SojournQuantileMs(BUSY, 1), Infinity);
  assertEquals(mm1SojournQuantileMs({ ...BUSY, arrivalRatePerSecond: 1000 }, 0.5), Infinity);
  assertEquals(mm1SojournQuantileMs({ ...BUSY, arrivalRatePerSecond: NaN }, 0.5), NaN);
});

Deno.test("predictMm1() has no sojourn for tasks that take no time, up to p = 1", () => {
  const { sojourn } = predicted(predictMm1({ arrivalRatePerSecond: 1, serviceMeanMs: 0 }));
  assertEquals([0, 0.5, 1].map(known(sojourn).quantileMs), [0, 0, 0]);
  assertEquals([-1, 0, 1].map(known(sojourn).tail), [1, 0, 0]);
  assertEquals(mm1SojournQuantileMs({ arrivalRatePerSecond: 1, serviceMeanMs: 0 }, 1), 0);
});

Deno.test("tail() is 1 before 0, however it is computed", () => {
  const service = { kind: "exponential", meanMs: 1 } as const;
  for (
    const { wait, sojourn } of [
      predicted(predictMm1(BUSY)),
      predicted(predictMg1({ arrivalRatePerSecond: 800, service })),
    ]
  ) assertEquals([known(wait).tail(-3), known(sojourn).tail(-3)], [1, 1]);
});

Deno.test("mm1SojournQuantileMs() refuses what is no probability and no service", () => {
  for (const p of [-1, 2, NaN]) {
    assertThrows(() => mm1SojournQuantileMs(BUSY, p), RangeError, "'p' must be from 0 to 1");
  }
  const negative = () => mm1SojournQuantileMs({ ...BUSY, serviceMeanMs: -5 }, 0.5);
  assertThrows(negative, RangeError, "'serviceMeanMs' must be at least 0, got -5");
});
