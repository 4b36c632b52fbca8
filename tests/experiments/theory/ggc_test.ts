import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { predictGg1 } from "../../../experiments/theory/gg1.ts";
import { predictGgc, predictMgc } from "../../../experiments/theory/ggc.ts";
import { predictMdc } from "../../../experiments/theory/mdc.ts";
import { predictMmc } from "../../../experiments/theory/mmc.ts";
import { predicted, reasonOf } from "./_predicted.ts";

const LOAD = {
  arrivalRatePerSecond: 3200,
  arrivalScv: 0.5,
  serviceMeanMs: 1,
  serviceScv: 2,
  servers: 4,
};

Deno.test("predictGgc() at c = 1 is Kingman's, and with both SCVs 1 it is M/M/c", () => {
  fc.assert(fc.property(
    fc.double({ min: 0.01, max: 0.99, noNaN: true }),
    fc.integer({ min: 1, max: 200 }),
    fc.double({ min: 0, max: 9, noNaN: true }),
    (utilization, servers, scv) => {
      const load = { ...LOAD, arrivalRatePerSecond: 1000 * utilization, arrivalScv: scv };
      const single = predicted(predictGgc({ ...load, servers: 1 }));
      assertAlmostEquals(single.waitMs / predicted(predictGg1(load)).waitMs || 1, 1, 1e-9);
      const many = {
        arrivalRatePerSecond: 1000 * utilization * servers,
        serviceMeanMs: 1,
        servers,
      };
      const markov = predicted(predictGgc({ ...many, arrivalScv: 1, serviceScv: 1 }));
      assertAlmostEquals(markov.waitMs, predicted(predictMmc(many)).waitMs, 1e-12);
      assertEquals(markov.approximate, true);
    },
  ));
});

Deno.test("predictMgc() is the same formula with Poisson arrivals", () => {
  const general = predicted(predictGgc({ ...LOAD, arrivalScv: 1 }));
  const poisson = predicted(predictMgc(LOAD));
  assertEquals({ ...poisson, model: "" }, { ...general, model: "" });
  assertEquals(poisson.model, "M/G/c (Lee-Longton)");
});

Deno.test("predictMgc() is a little below M/D/c where both are known", () => {
  for (const [servers, utilization, most] of [[2, 0.9, 0.01], [5, 0.9, 0.02], [10, 0.99, 0.003]]) {
    const arrivalRatePerSecond = 1000 * servers * utilization;
    const exact = predicted(predictMdc({ arrivalRatePerSecond, serviceMs: 1, servers }));
    const approximate = predicted(
      predictMgc({ arrivalRatePerSecond, serviceMeanMs: 1, serviceScv: 0, servers }),
    );
    const shortfall = 1 - approximate.waitMs / exact.waitMs;
    assertEquals(shortfall > 0 && shortfall < most, true, `${shortfall}`);
  }
});

Deno.test("predictGgc() says why it does not apply", () => {
  assertEquals(reasonOf(predictGgc({ ...LOAD, arrivalRatePerSecond: 4000 })), "unstable");
  assertEquals(reasonOf(predictGgc({ ...LOAD, serviceScv: Infinity })), "infinite-variance");
  assertEquals(reasonOf(predictGgc({ ...LOAD, arrivalRatePerSecond: 0 })), "no-arrivals");
  assertEquals(reasonOf(predictMgc({ ...LOAD, serviceMeanMs: NaN })), "not-measured");
  assertThrows(() => predictGgc({ ...LOAD, servers: 1.5 }), RangeError, "got 1.5");
});
