import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import { autocorrelation } from "../../../reports/stats/autocorrelation.ts";

Deno.test("autocorrelation() of 1 to 5 is 0.4 at lag 1 and -0.1 at lag 2", () => {
  // By hand: deviations -2 -1 0 1 2, squares 10, products 2+0+0+2 and 0-1+0.
  assertAlmostEquals(autocorrelation([1, 2, 3, 4, 5]), 0.4, 1e-12);
  assertAlmostEquals(autocorrelation([1, 2, 3, 4, 5], 2), -0.1, 1e-12);
});

Deno.test("autocorrelation() is NaN for short, constant and spoilt series", () => {
  assertEquals(autocorrelation([]), NaN);
  assertEquals(autocorrelation([1]), NaN);
  assertEquals(autocorrelation([1, 2], 2), NaN);
  assertEquals(autocorrelation([3, 3, 3]), NaN);
  assertEquals(autocorrelation([1, NaN, 3]), NaN);
});

Deno.test("autocorrelation() lies between -1 and 1", () => {
  const series = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 2 });
  fc.assert(fc.property(series, fc.nat(5), (values, lag) => {
    const found = autocorrelation(values, lag);
    assert(Number.isNaN(found) || Math.abs(found) <= 1 + 1e-12);
  }));
});
