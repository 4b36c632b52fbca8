import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { quantile, sortedCopy } from "../../../reports/stats/quantiles.ts";

const finite = fc.double({ min: -1e9, max: 1e9, noNaN: true });
const probability = fc.double({ min: 0, max: 1, noNaN: true });

Deno.test("quantile() agrees with R's default and with numpy.quantile", () => {
  const sample = Float64Array.of(4, 8, 15, 16, 23, 42);
  const table = [[0, 4], [0.1, 6], [0.25, 9.75], [0.5, 15.5], [0.9, 32.5], [0.99, 41.05], [1, 42]];
  for (const [p, expected] of table) assertAlmostEquals(quantile(sample, p), expected, 1e-12);
});

Deno.test("quantile() is NaN for an empty sample and the value itself for one value", () => {
  assertEquals(quantile(new Float64Array(0), 0.5), NaN);
  for (const p of [0, 0.3, 1]) assertEquals(quantile(Float64Array.of(7), p), 7);
});

Deno.test("quantile() does not make NaN of infinite neighbours", () => {
  assertEquals(quantile(Float64Array.of(1, Infinity, Infinity), 0.5), Infinity);
  assertEquals(quantile(Float64Array.of(1, Infinity, Infinity), 0.75), Infinity);
});

Deno.test("quantile() refuses a probability outside 0 to 1", () => {
  for (const p of [-0.1, 1.1, NaN]) {
    assertThrows(() => quantile(Float64Array.of(1), p), RangeError, "'p' must be from 0 to 1");
  }
});

Deno.test("quantile() never falls as p rises and stays within the sample", () => {
  fc.assert(
    fc.property(fc.array(finite, { minLength: 1 }), probability, probability, (values, p, q) => {
      const sorted = sortedCopy(values);
      const low = quantile(sorted, Math.min(p, q));
      const high = quantile(sorted, Math.max(p, q));
      assert(sorted[0] <= low && low <= high && high <= sorted[sorted.length - 1]);
    }),
  );
});

Deno.test("sortedCopy() sorts by number, NaN last, and leaves its input alone", () => {
  const values = [10, NaN, 9, -1];
  assertEquals(sortedCopy(values), Float64Array.of(-1, 9, 10, NaN));
  assertEquals(values, [10, NaN, 9, -1]);
  const typed = Float64Array.of(2, 1);
  assertEquals(sortedCopy(typed), Float64Array.of(1, 2));
  assertEquals(typed, Float64Array.of(2, 1));
});
