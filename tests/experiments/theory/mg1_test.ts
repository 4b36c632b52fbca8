import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { pollaczekKhinchineWaitMs, predictMg1 } from "../../../experiments/theory/mg1.ts";
import { predictMm1 } from "../../../experiments/theory/mm1.ts";

/** Service of mean 1 ms with the given SCV. */
function load(utilization: number, serviceScv: number) {
  return {
    arrivalRatePerSecond: utilization * 1000,
    serviceMeanMs: 1,
    serviceSecondMomentMs2: 1 + serviceScv,
  };
}

Deno.test("predictMg1() gives the Pollaczek-Khinchine waits at 80 % utilization", () => {
  // reference/queueing-values.json: M/G/1, rho 0.8, source Pollaczek-Khinchine.
  for (const [serviceScv, waitMs] of [[0, 2], [0.5, 3], [1, 4], [4, 10]]) {
    const prediction = predictMg1(load(0.8, serviceScv));
    assert(prediction.state === "predicted");
    assertAlmostEquals(prediction.waitMs, waitMs, 1e-9);
    assertAlmostEquals(prediction.sojournMs, waitMs + 1, 1e-9);
    assertAlmostEquals(prediction.utilization, 0.8, 1e-12);
    assertEquals([prediction.model, prediction.approximate], ["M/G/1", false]);
  }
});

Deno.test("predictMg1() is M/M/1 for service with an SCV of 1", () => {
  for (const utilization of [0.01, 0.5, 0.8, 0.99]) {
    const general = predictMg1(load(utilization, 1));
    const exponential = predictMm1(load(utilization, 1));
    assert(general.state === "predicted" && exponential.state === "predicted");
    assertAlmostEquals(general.waitMs, exponential.waitMs, 1e-9);
  }
});

Deno.test("pollaczekKhinchineWaitMs() scales with the unit of time", () => {
  const slow = { arrivalRatePerSecond: 8, serviceMeanMs: 100, serviceSecondMomentMs2: 15_000 };
  assertAlmostEquals(pollaczekKhinchineWaitMs(slow), 300, 1e-9);
});

Deno.test("predictMg1() says why it does not apply", () => {
  const table = [
    [load(1, 1), "unstable"],
    [load(1.2, Infinity), "unstable"],
    [load(0.5, Infinity), "infinite-variance"],
    [load(0, 1), "no-arrivals"],
    [load(NaN, 1), "not-measured"],
    [load(0.5, NaN), "not-measured"],
  ] as const;
  for (const [given, reason] of table) {
    const prediction = predictMg1(given);
    assertEquals(prediction.state === "not-applicable" && prediction.reason, reason);
  }
});

Deno.test("predictMg1() explains itself with the figures", () => {
  const prediction = predictMg1(load(1.25, 1));
  assertEquals(prediction, {
    state: "not-applicable",
    reason: "unstable",
    message: "M/G/1: the server would have to be occupied 1.250 of the time; " +
      "below 1 a steady state exists",
  });
});
