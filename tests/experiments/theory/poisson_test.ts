import { assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import { poissonMass, poissonMixture, poissonTail } from "../../../experiments/theory/_poisson.ts";

Deno.test("poissonMass() and poissonTail() are what plain recursion gives", () => {
  fc.assert(fc.property(
    fc.double({ min: 0.001, max: 500, noNaN: true }),
    fc.integer({ min: 0, max: 700 }),
    (mean, n) => {
      let mass = Math.exp(-mean);
      for (let k = 1; k <= n; k++) mass *= mean / k;
      assertAlmostEquals(poissonMass(n, mean), mass, 1e-11 * mass + 1e-300);
      let tail = 0;
      for (let k = n; k < n + 2000; k++) {
        tail += mass;
        mass *= mean / (k + 1);
      }
      assertAlmostEquals(poissonTail(n, mean), Math.min(1, tail), 1e-11 * tail + 1e-300);
    },
  ));
});

Deno.test("poissonMass() and poissonTail() hold for a mean of a million", () => {
  // The normal limit: mass 1/√(2π mean) and tail ½ + 1/(3√(2π mean)) at n = mean, up to 1/mean.
  const height = 1 / Math.sqrt(2 * Math.PI * 1e6);
  assertAlmostEquals(poissonMass(1e6, 1e6) / height, 1, 1e-6);
  assertAlmostEquals(poissonTail(1e6, 1e6), 0.5 + height / 3, 1e-6);
  assertEquals([poissonTail(0, 1e6), poissonMass(0, 1e6), poissonTail(2e6, 1e6)], [1, 0, 0]);
});

Deno.test("poissonMass() with a mean of 0 is certain", () => {
  assertEquals([poissonMass(0, 0), poissonMass(1, 0)], [1, 0]);
  assertEquals([poissonTail(0, 0), poissonTail(1, 0)], [1, 0]);
});

Deno.test("poissonMixture() weighs values by their probabilities", () => {
  assertAlmostEquals(poissonMixture(30, 1000, () => 1), 1, 1e-12);
  assertAlmostEquals(poissonMixture(30, 1000, (j) => j / 1000), 0.03, 1e-12);
  assertAlmostEquals(poissonMixture(2, 1, () => 1), Math.exp(-2), 1e-15);
  assertEquals(poissonMixture(2, 0, () => 1), 0);
});
