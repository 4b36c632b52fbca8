import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { type BatchLoad, predictBatch } from "../../../experiments/theory/batch.ts";
import { predictMg1 } from "../../../experiments/theory/mg1.ts";
import type { NotApplicableReason } from "../../../experiments/theory/prediction.ts";
import { lindleyWaits } from "../../../experiments/theory/twin.ts";
import { createRandom } from "../../../experiments/workload/random.ts";
import { known, meanByTail, predicted } from "./_predicted.ts";
import { arrivalTimes, draws, exponential, lcg, meanOf } from "./_simulation.ts";

/** golden/queueing-values.json: batches of 5, batch rate 0.1, service mean 1, here in ms. */
const FIVES: BatchLoad = {
  batchRatePerSecond: 100,
  batchSizeMean: 5,
  batchSizeSecondMoment: 25,
  serviceMeanMs: 1,
};

function waitOf(load: BatchLoad): number {
  const prediction = predictBatch(load);
  if (prediction.state !== "predicted") throw new Error(prediction.message);
  return prediction.waitMs;
}

Deno.test("predictBatch() waits 5 service times for batches of 5 at half utilization", () => {
  // golden/queueing-values.json: MX/M/1, Wq 5.0, source closed form, simulated 5.02.
  assertAlmostEquals(waitOf(FIVES), 5, 1e-9);
});

Deno.test("predictBatch() is M/G/1 for batches of one", () => {
  const load = { serviceMeanMs: 1, serviceSecondMomentMs2: 3 };
  const single = { batchRatePerSecond: 700, batchSizeMean: 1, batchSizeSecondMoment: 1, ...load };
  const plain = predictMg1({ arrivalRatePerSecond: 700, ...load });
  assert(plain.state === "predicted");
  assertAlmostEquals(waitOf(single), plain.waitMs, 1e-9);
});

Deno.test("predictBatch() with the second moment of exponential service is M^X/M/1", () => {
  const given = { ...FIVES, serviceSecondMomentMs2: 2 };
  assertAlmostEquals(waitOf(given), waitOf(FIVES), 1e-12);
  const models = [given, FIVES].map(predictBatch).map((prediction) => {
    return prediction.state === "predicted" && prediction.model;
  });
  assertEquals(models, ["M^X/G/1", "M^X/M/1"]);
});

Deno.test("predictBatch() agrees with a simulation of exponential and of constant service", () => {
  const uniform = lcg(2024);
  const batches = 60_000;
  const starts = arrivalTimes(batches, exponential(uniform, 10));
  // Batches of 2 or 8 tasks: mean 5, second moment 34.
  const sizes = draws(batches, () => uniform() < 0.5 ? 2 : 8);
  const arrivals = Float64Array.from(
    Array.from(starts).flatMap((start, batch) => Array<number>(sizes[batch]).fill(start)),
  );
  const load = { ...FIVES, batchSizeSecondMoment: 34 };
  const random = lindleyWaits(arrivals, draws(arrivals.length, exponential(uniform, 1)));
  assertAlmostEquals(meanOf(random) / waitOf(load), 1, 0.02);
  const constant = lindleyWaits(arrivals, new Float64Array(arrivals.length).fill(1));
  assertAlmostEquals(meanOf(constant) / waitOf({ ...load, serviceSecondMomentMs2: 1 }), 1, 0.02);
});

Deno.test("predictBatch() says why it does not apply", () => {
  const table: readonly (readonly [Partial<BatchLoad>, NotApplicableReason])[] = [
    [{ batchRatePerSecond: 200 }, "unstable"],
    [{ batchSizeSecondMoment: Infinity }, "infinite-variance"],
    [{ serviceSecondMomentMs2: Infinity }, "infinite-variance"],
    [{ batchRatePerSecond: 0 }, "no-arrivals"],
    [{ serviceMeanMs: NaN }, "not-measured"],
  ];
  for (const [change, reason] of table) {
    const prediction = predictBatch({ ...FIVES, ...change });
    assertEquals(prediction.state === "not-applicable" && prediction.reason, reason);
  }
});

Deno.test("predictBatch() refuses moments that no batch and no service has", () => {
  const table: readonly (readonly [Partial<BatchLoad>, string])[] = [
    [{ batchRatePerSecond: -1 }, "'batchRatePerSecond' must be at least 0"],
    [{ batchSizeMean: 0.5, batchSizeSecondMoment: 0.25 }, "'batchSizeMean' must be at least 1"],
    [{ batchSizeMean: -2 }, "'batchSizeMean'"],
    [{ batchSizeSecondMoment: 24 }, "'batchSizeSecondMoment' must be at least the square"],
    [{ serviceSecondMomentMs2: 0.9 }, "'serviceSecondMomentMs2'"],
  ];
  for (const [change, words] of table) {
    assertThrows(() => predictBatch({ ...FIVES, ...change }), RangeError, words);
  }
});

const BY_LAW = {
  batchRatePerSecond: 100,
  size: "fixed",
  meanSize: 5,
  service: { kind: "exponential", meanMs: 1 },
} as const;

Deno.test("predictBatch() of laws has the mean of their moments, and a distribution with that mean", () => {
  const fixed = predicted(predictBatch(BY_LAW));
  assertAlmostEquals(fixed.waitMs, waitOf(FIVES), 1e-12);
  assertAlmostEquals(meanByTail(known(fixed.wait), 1000) / fixed.waitMs, 1, 1e-4);
  // The second moment of a geometric size with mean 5 is 5 · 9.
  const geometric = predicted(predictBatch({ ...BY_LAW, size: "geometric" }));
  assertAlmostEquals(geometric.waitMs, waitOf({ ...FIVES, batchSizeSecondMoment: 45 }), 1e-12);
  assertAlmostEquals(meanByTail(known(geometric.wait), 1000) / geometric.waitMs, 1, 1e-4);
});

Deno.test("predictBatch() of geometric batches with exponential service has an exponential wait", () => {
  // A geometric number of exponential services is exponential with μ/n: the transform of the wait is
  // (1 - ρ)(s/n + μ/n)/(s + (1 - ρ) μ/n).
  const { wait } = predicted(predictBatch({ ...BY_LAW, size: "geometric" }));
  const share = 1 - 0.5 / 5;
  for (const ms of [0, 0.01, 1, 5, 20, 100]) {
    assertAlmostEquals(known(wait).tail(ms), share * Math.exp(-0.1 * ms), 1e-8, `${ms} ms`);
  }
});

Deno.test("predictBatch() of batches of one is M/G/1 as a distribution", () => {
  const service = { kind: "erlang", meanMs: 1, stages: 3 } as const;
  const plain = known(predicted(predictMg1({ arrivalRatePerSecond: 700, service })).wait);
  for (const size of ["fixed", "geometric"] as const) {
    const batches = { batchRatePerSecond: 700, size, meanSize: 1, service };
    const single = known(predicted(predictBatch(batches)).wait);
    for (const ms of [0, 0.1, 1, 10]) assertAlmostEquals(single.tail(ms), plain.tail(ms), 1e-8);
  }
});

Deno.test("predictBatch() agrees with a simulation about the quantiles of fixed batches", () => {
  const random = createRandom(7);
  const starts = arrivalTimes(200_000, () => random.exponential(10));
  const arrivals = Float64Array.from(Array.from(starts).flatMap((ms) => Array<number>(5).fill(ms)));
  const services = draws(arrivals.length, () => random.exponential(1));
  const waits = lindleyWaits(arrivals, services);
  const wait = known(predicted(predictBatch(BY_LAW)).wait);
  assertAlmostEquals(waits.filter((ms) => ms > 0).length / waits.length, wait.tail(0), 0.002);
  for (const [p, tolerance] of [[0.3, 0.01], [0.5, 0.02], [0.9, 0.05], [0.99, 0.15]]) {
    const ms = wait.quantileMs(p);
    const part = waits.filter((waited) => waited > ms).length / waits.length;
    assertAlmostEquals(part / (1 - p), 1, tolerance, `p${100 * p}`);
  }
});

Deno.test("predictBatch() gives no distribution where the service is of constants", () => {
  const constant = predicted(predictBatch({ ...BY_LAW, service: { kind: "fixed", meanMs: 1 } }));
  assertAlmostEquals(constant.waitMs, waitOf({ ...FIVES, serviceSecondMomentMs2: 1 }), 1e-12);
  assertEquals(constant.wait, undefined);
  const none = predicted(predictBatch({ ...BY_LAW, service: { kind: "fixed", meanMs: 0 } }));
  assertEquals([none.waitMs, known(none.wait).tail(0)], [0, 0]);
});

Deno.test("predictBatch() refuses batches of less than one task, and of a part of one", () => {
  assertThrows(
    () => predictBatch({ ...BY_LAW, meanSize: 2.5 }),
    RangeError,
    "Cannot predict M^X/G/1: 'meanSize' must be a whole number of at least 1, got 2.5",
  );
  assertThrows(
    () => predictBatch({ ...BY_LAW, size: "geometric", meanSize: 0.5 }),
    RangeError,
    "'meanSize' must be at least 1, got 0.5",
  );
});
