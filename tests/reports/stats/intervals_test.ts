import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import {
  batchMeansInterval,
  meanInterval,
  ratioInterval,
} from "../../../reports/stats/intervals.ts";

/** Numerical Recipes' quick linear congruential generator, as uniform numbers. */
function lcg(seed: number): () => number {
  let state = seed >>> 0;
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
}

Deno.test("meanInterval() agrees with scipy.stats.t.interval", () => {
  const [low, high] = meanInterval([10, 12, 11, 13, 14])!;
  assertAlmostEquals(low, 10.036756838522443, 1e-10);
  assertAlmostEquals(high, 13.963243161477557, 1e-10);
});

Deno.test("meanInterval() widens with the level and is a point for equal values", () => {
  const [low90, high90] = meanInterval([1, 2, 4], 0.9)!;
  const [low99, high99] = meanInterval([1, 2, 4], 0.99)!;
  assert(low99 < low90 && high90 < high99);
  assertEquals(meanInterval([3, 3, 3]), [3, 3]);
});

Deno.test("meanInterval() is null under two values and for values that are not finite", () => {
  for (const values of [[], [1], [1, NaN], [1, Infinity]]) assertEquals(meanInterval(values), null);
});

Deno.test("meanInterval() covers the true mean about as often as it says", () => {
  const uniform = lcg(7);
  const rounds = 4000;
  let covered = 0;
  for (let round = 0; round < rounds; round++) {
    const [low, high] = meanInterval(Array.from({ length: 6 }, () => uniform() + uniform()))!;
    if (low <= 1 && 1 <= high) covered++;
  }
  assertAlmostEquals(covered / rounds, 0.95, 0.015);
});

Deno.test("ratioInterval() is symmetric on the scale of logarithms", () => {
  const [low, high] = ratioInterval([0.5, 1, 2])!;
  assertAlmostEquals(low * high, 1, 1e-12);
  const [inverseLow, inverseHigh] = ratioInterval([0.25, 0.5, 1].map((ratio) => 1 / ratio))!;
  assertAlmostEquals(inverseLow, low * 2, 1e-12);
  assertAlmostEquals(inverseHigh, high * 2, 1e-12);
});

Deno.test("ratioInterval() is null under two ratios and for ratios that are not above 0", () => {
  for (const ratios of [[], [1], [1, 0], [1, -1], [1, NaN], [1, Infinity]]) {
    assertEquals(ratioInterval(ratios), null);
  }
});

Deno.test("batchMeansInterval() takes the batch means for independent values", () => {
  const series = Float64Array.of(100, 1, 3, 4, 6, 2, 4);
  const { interval, lag1Autocorrelation, batches } = batchMeansInterval(series, 3)!;
  // The 100 fills no batch and stands first, so it is left out; the means are 2, 5 and 3.
  assertEquals(interval, meanInterval([2, 5, 3]));
  assertEquals(batches, 3);
  assertAlmostEquals(lag1Autocorrelation, -25 / 42, 1e-12);
});

Deno.test("batchMeansInterval() is null for short and for spoilt series", () => {
  assertEquals(batchMeansInterval(new Float64Array(0)), null);
  assertEquals(batchMeansInterval(new Float64Array(49)), null);
  assertEquals(batchMeansInterval(new Float64Array(50))?.interval, [0, 0]);
  assertEquals(batchMeansInterval(new Float64Array(50).fill(NaN)), null);
});

Deno.test("batchMeansInterval() refuses a number of batches that cannot be", () => {
  for (const batches of [1, 2.5, NaN]) {
    assertThrows(() => batchMeansInterval(new Float64Array(99), batches), RangeError, "'batches'");
  }
});

Deno.test("batchMeansInterval() is wider than one that takes a correlated series for independent", () => {
  const uniform = lcg(11);
  let value = 0;
  const series = new Float64Array(10_000).map(() => value = 0.95 * value + uniform() - 0.5);
  const [low, high] = batchMeansInterval(series)!.interval;
  const [naiveLow, naiveHigh] = meanInterval([...series])!;
  assert(high - low > 3 * (naiveHigh - naiveLow));
  assert(low <= 0 && 0 <= high);
});
