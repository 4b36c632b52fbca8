import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { indexOfDispersion, moments, scv } from "../../../reports/stats/moments.ts";

Deno.test("moments() computes mean, unbiased variance, second moment and extremes", () => {
  const { count, mean, variance, secondMoment, max, min } = moments([2, 4, 4, 4, 5, 5, 7, 9]);
  assertEquals({ count, max, min }, { count: 8, max: 9, min: 2 });
  assertAlmostEquals(mean, 5, 1e-12);
  assertAlmostEquals(variance, 32 / 7, 1e-12);
  assertAlmostEquals(secondMoment, 29, 1e-12);
});

Deno.test("moments() of nothing are NaN, of one value have no variance", () => {
  const none = { count: 0, mean: NaN, variance: NaN, secondMoment: NaN, max: NaN, min: NaN };
  assertEquals(moments([]), none);
  const one = { count: 1, mean: 3, variance: NaN, secondMoment: 9, max: 3, min: 3 };
  assertEquals(moments(Float64Array.of(3)), one);
});

Deno.test("moments() become NaN through one NaN", () => {
  const spoilt = { count: 3, mean: NaN, variance: NaN, secondMoment: NaN, max: NaN, min: NaN };
  assertEquals(moments([1, NaN, 2]), spoilt);
});

Deno.test("moments() keep a small variance beside a large mean", () => {
  // NIST StRD, data set NumAcc4: mean 10000000.2, standard deviation 0.1, lag by 1001 values.
  const values = Array.from({ length: 1001 }, (_, i) => {
    return i === 0 ? 10000000.2 : i % 2 === 1 ? 10000000.1 : 10000000.3;
  });
  const { mean, variance } = moments(values);
  assertAlmostEquals(mean, 10000000.2, 1e-8);
  assertAlmostEquals(Math.sqrt(variance), 0.1, 1e-8);
});

Deno.test("moments() satisfy n/(n-1) (E[X²] - mean²) = variance", () => {
  const sample = fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: 2 });
  fc.assert(fc.property(sample, (values) => {
    const { count, mean, variance, secondMoment } = moments(values);
    const expected = count / (count - 1) * (secondMoment - mean * mean);
    assertAlmostEquals(variance, expected, 1e-8);
    assert(variance >= 0);
  }));
});

Deno.test("scv() is variance over squared mean", () => {
  assertEquals(scv(moments([5, 5, 5])), 0);
  assertEquals(scv(moments([1, 3])), 0.5);
  assertEquals(scv(moments([1])), NaN);
  assertEquals(scv(moments([0, 0])), NaN);
});

Deno.test("indexOfDispersion() is variance over mean of the counts in whole windows", () => {
  // Counts 3, 0, 1, 0 in windows of 10 ms: mean 1, variance 2. The events at 41 and -1 lie outside.
  assertAlmostEquals(indexOfDispersion([0, 1, 9.9, 25, 41, -1], 10, 45), 2, 1e-12);
});

Deno.test("indexOfDispersion() is 0 for even spacing and grows with the window for clumps", () => {
  const even = Array.from({ length: 1000 }, (_, i) => i + 0.5);
  assertEquals(indexOfDispersion(even, 10, 1000), 0);
  const clumped = even.map((time) => Math.floor(time / 100) * 100 + time % 100 / 10);
  const short = indexOfDispersion(clumped, 10, 1000);
  assert(short > 50, `${short}`);
});

Deno.test("indexOfDispersion() counts the windows of a horizon that is a rounded multiple", () => {
  // 0.3 / 0.1 is 2.9999999999999996; three windows hold 1, 1, 4: mean 2, variance 3.
  assertAlmostEquals(indexOfDispersion([0.05, 0.15, 0.25, 0.26, 0.27, 0.28], 0.1, 0.3), 1.5, 1e-12);
});

Deno.test("indexOfDispersion() is NaN below two windows and without events", () => {
  assertEquals(indexOfDispersion([1, 2], 10, 19), NaN);
  assertEquals(indexOfDispersion([], 10, 100), NaN);
});

Deno.test("indexOfDispersion() refuses windows without length and endless horizons", () => {
  for (const [windowMs, horizonMs] of [[0, 1], [NaN, 1], [1, Infinity], [1, NaN]]) {
    assertThrows(() => indexOfDispersion([1], windowMs, horizonMs), RangeError, "'windowMs'");
  }
});
