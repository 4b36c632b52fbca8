import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { createRandom } from "../../../experiments/workload/mod.ts";
import { twoSampleShift, twoSampleShiftInterval } from "../../../reports/stats/two_sample_shift.ts";

// M. Hollander and D. A. Wolfe, "Nonparametric Statistical Methods" (1973), page 69: permeability at term
// and early. R's wilcox.test(x, y, conf.int = TRUE) gives 0.305 and, at 95 %, −0.15 to 0.76.
const TERM = [0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46];
const EARLY = [1.15, 0.88, 0.90, 0.74, 1.21];

const assertInterval = (found: readonly number[] | null, [low, high]: readonly number[]) => {
  assertAlmostEquals(found![0], low, 1e-12);
  assertAlmostEquals(found![1], high, 1e-12);
};

Deno.test("twoSampleShift() and its interval are those of a published example", () => {
  assertAlmostEquals(twoSampleShift(TERM, EARLY), 0.305, 1e-12);
  assertInterval(twoSampleShiftInterval(TERM, EARLY), [-0.15, 0.76]);
  assertInterval(twoSampleShiftInterval(TERM, EARLY, 0.9), [-0.08, 0.72]);
});

Deno.test("twoSampleShift() changes its sign when the samples change places", () => {
  assertAlmostEquals(twoSampleShift(EARLY, TERM), -0.305, 1e-12);
  assertInterval(twoSampleShiftInterval(EARLY, TERM), [-0.76, 0.15]);
});

Deno.test("twoSampleShiftInterval() knows how few values are too few", () => {
  // Of 3 and 3, even the widest misses with probability 2/20.
  assertEquals(twoSampleShiftInterval([1, 2, 3], [1, 2, 3]), null);
  assertEquals(twoSampleShiftInterval([1, 2, 3, 4], [1, 2, 3, 4]), [-3, 3]);
  assertEquals(twoSampleShiftInterval([], [1]), null);
  assertEquals(twoSampleShiftInterval([1, 2, 3, NaN], [1, 2, 3, 4]), null);
  assertEquals(twoSampleShiftInterval([1, 2, 3, Infinity], [1, 2, 3, 4]), null);
});

Deno.test("twoSampleShift() without a value or with NaN is NaN", () => {
  assertEquals(twoSampleShift([], [1]), NaN);
  assertEquals(twoSampleShift([1], []), NaN);
  assertEquals(twoSampleShift([1, NaN], [1]), NaN);
});

Deno.test("twoSampleShiftInterval() beyond the exact limit continues where the exact one ends", () => {
  const values = (n: number) => Array.from({ length: n }, (_, i) => i);
  const exact = twoSampleShiftInterval(values(25), values(25))!;
  const normal = twoSampleShiftInterval(values(26), values(25))!;
  assert(Math.abs(exact[0] - normal[0]) <= 1 && Math.abs(exact[1] - normal[1]) <= 2);
});

Deno.test("twoSampleShiftInterval() covers the shift as often as it says", () => {
  const random = createRandom(7);
  const draw = (n: number, shift: number) =>
    Array.from({ length: n }, () => random.normal() + shift);
  let covered = 0;
  for (let round = 0; round < 1000; round++) {
    const [low, high] = twoSampleShiftInterval(draw(9, 0.5), draw(7, 0), 0.9)!;
    if (low <= 0.5 && 0.5 <= high) covered++;
  }
  // At least 90 %, and as the steps are coarse not much more: five standard errors about that.
  assert(covered >= 855 && covered <= 965, String(covered));
});
