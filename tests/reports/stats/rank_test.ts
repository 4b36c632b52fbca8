import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import { rankSumGreater } from "../../../reports/stats/rank.ts";

Deno.test("rankSumGreater() is exact for a published example", () => {
  // M. Hollander and D. A. Wolfe, "Nonparametric Statistical Methods" (1973), page 69, which R's
  // wilcox.test documents with W = 35, p = 0.1272; more digits from scipy 1.17.
  const term = [0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46];
  const early = [1.15, 0.88, 0.90, 0.74, 1.21];
  assertAlmostEquals(rankSumGreater(term, early), 0.1272061272061272, 1e-14);
});

Deno.test("rankSumGreater() of fully separated samples is one ordering among all", () => {
  assertAlmostEquals(rankSumGreater([4, 5, 6], [1, 2, 3]), 1 / 20, 1e-15);
  assertEquals(rankSumGreater([1, 2, 3], [4, 5, 6]), 1);
});

Deno.test("rankSumGreater() counts every ordering exactly", () => {
  /** All ways to choose `size` of the numbers from `from` to `to`. */
  function* choices(size: number, from: number, to: number): Generator<number[]> {
    if (size === 0) yield [];
    for (let first = from; size > 0 && first <= to; first++) {
      for (const rest of choices(size - 1, first + 1, to)) yield [first, ...rest];
    }
  }
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const all = [...choices(3, 1, 8)];
  for (const a of all) {
    const b = [1, 2, 3, 4, 5, 6, 7, 8].filter((value) => !a.includes(value));
    const expected = all.filter((other) => sum(other) >= sum(a)).length / all.length;
    assertAlmostEquals(rankSumGreater(a, b), expected, 1e-14);
  }
});

Deno.test("rankSumGreater() approximates with tie and continuity correction", () => {
  // scipy.stats.mannwhitneyu(…, alternative="greater", method="asymptotic"), scipy 1.17.
  const tied = rankSumGreater([3, 4, 4, 5, 6, 6, 7], [1, 2, 3, 4, 4, 5]);
  assertAlmostEquals(tied, 0.034495215741257294, 1e-12);
  const many = Array.from({ length: 40 }, (_, i) => i + 0.5 + 0.25 * (i % 3));
  const larger = rankSumGreater(many, Array.from({ length: 40 }, (_, i) => i - 3));
  assertAlmostEquals(larger, 0.08972769340959497, 1e-12);
});

Deno.test("rankSumGreater() changes little where exact counting ends", () => {
  const halves = (each: number) => {
    const a = Array.from({ length: each }, (_, i) => 2 * i + 5.5);
    return rankSumGreater(a, Array.from({ length: each }, (_, i) => 2 * i));
  };
  assertAlmostEquals(halves(25), halves(26), 0.01);
});

Deno.test("rankSumGreater() says nothing where there is nothing to say", () => {
  assertEquals(rankSumGreater([], [1]), NaN);
  assertEquals(rankSumGreater([1], []), NaN);
  assertEquals(rankSumGreater([1, NaN], [1, 2]), NaN);
  assertEquals(rankSumGreater([2, 2], [2, 2, 2]), 1);
});

Deno.test("rankSumGreater() is a probability and falls as the first sample grows", () => {
  const sample = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 40 });
  fc.assert(fc.property(sample, sample, (a, b) => {
    const p = rankSumGreater(a, b);
    assert(p >= 0 && p <= 1);
    assert(rankSumGreater(a.map((value) => value + 1000), b) <= p + 1e-9);
  }));
});

Deno.test("rankSumGreater() takes large samples", () => {
  const a = Float64Array.from({ length: 200_000 }, (_, i) => i + 0.5);
  const p = rankSumGreater(a, Float64Array.from({ length: 200_000 }, (_, i) => i));
  assertAlmostEquals(p, 0.5, 0.01);
});
