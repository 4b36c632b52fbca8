import { assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import { predictGg1 } from "../../../experiments/theory/gg1.ts";
import { predictMg1 } from "../../../experiments/theory/mg1.ts";
import { lindleyWaits } from "../../../experiments/theory/twin.ts";
import { predicted, reasonOf } from "./_predicted.ts";
import { arrivalTimes, draws, lcg, meanOf } from "./_simulation.ts";

const LOAD = { arrivalRatePerSecond: 800, arrivalScv: 0.5, serviceMeanMs: 1, serviceScv: 2 };

Deno.test("predictGg1() is Pollaczek-Khinchine for gaps with an SCV of 1, and still approximate", () => {
  fc.assert(fc.property(
    fc.double({ min: 0.01, max: 0.99, noNaN: true }),
    fc.double({ min: 0, max: 50, noNaN: true }),
    (utilization, serviceScv) => {
      const load = { arrivalRatePerSecond: utilization * 500, serviceMeanMs: 2, serviceScv };
      const { waitMs, approximate } = predicted(predictGg1({ ...load, arrivalScv: 1 }));
      const exact = predicted(
        predictMg1({ ...load, serviceSecondMomentMs2: 4 * (1 + serviceScv) }),
      );
      assertAlmostEquals(waitMs / exact.waitMs, 1, 1e-12);
      assertEquals(approximate, true);
    },
  ));
});

Deno.test("predictGg1() comes near a simulation in heavy traffic", () => {
  // Gaps and services uniform from 0 to twice their mean, C² = 1/3 each; at ρ = 0.95.
  const uniform = lcg(3);
  const arrivals = arrivalTimes(2_000_000, () => 2 * uniform() / 0.95);
  const services = draws(arrivals.length, () => 2 * uniform());
  const { waitMs } = predicted(
    predictGg1({
      arrivalRatePerSecond: 950,
      arrivalScv: 1 / 3,
      serviceMeanMs: 1,
      serviceScv: 1 / 3,
    }),
  );
  assertAlmostEquals(meanOf(lindleyWaits(arrivals, services)) / waitMs, 1, 0.08);
});

Deno.test("predictGg1() says why it does not apply", () => {
  assertEquals(reasonOf(predictGg1({ ...LOAD, arrivalRatePerSecond: 1000 })), "unstable");
  assertEquals(reasonOf(predictGg1({ ...LOAD, arrivalScv: Infinity })), "infinite-variance");
  assertEquals(reasonOf(predictGg1({ ...LOAD, serviceScv: Infinity })), "infinite-variance");
  assertEquals(reasonOf(predictGg1({ ...LOAD, arrivalRatePerSecond: 0 })), "no-arrivals");
  assertEquals(reasonOf(predictGg1({ ...LOAD, arrivalScv: NaN })), "not-measured");
});
