import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { type BatchLoad, predictBatch } from "../../../experiments/theory/batch.ts";
import { predictMg1 } from "../../../experiments/theory/mg1.ts";
import type { NotApplicableReason } from "../../../experiments/theory/prediction.ts";
import { lindleyWaits } from "../../../experiments/theory/twin.ts";
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
    [{ batchSizeMean: 0 }, "no-arrivals"],
    [{ serviceMeanMs: NaN }, "not-measured"],
  ];
  for (const [change, reason] of table) {
    const prediction = predictBatch({ ...FIVES, ...change });
    assertEquals(prediction.state === "not-applicable" && prediction.reason, reason);
  }
});
