import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { studentQuantile, studentUpperTail } from "../../../reports/stats/student.ts";
import { pairedTGreater, welchGreater } from "../../../reports/stats/t_test.ts";

// Student (1908), table of extra hours of sleep; p-values as R 4 prints them for `sleep`, two-sided.
const FIRST = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2];
const SECOND = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];
const EXTRA = SECOND.map((value, index) => value - FIRST[index]);

Deno.test("pairedTGreater() gives what Student found of his sleepers", () => {
  assertAlmostEquals(2 * pairedTGreater(EXTRA), 0.00283289, 5e-9);
  assertAlmostEquals(pairedTGreater(EXTRA.map((value) => -value)), 1 - 0.00283289 / 2, 5e-9);
});

Deno.test("welchGreater() gives Welch's p-value of the same sleepers, taken for strangers", () => {
  assertAlmostEquals(2 * welchGreater(SECOND, FIRST), 0.07939414, 5e-9);
  assertAlmostEquals(welchGreater(FIRST, SECOND), 1 - 0.07939414 / 2, 5e-9);
});

Deno.test("welchGreater() of samples of one size and spread has the degrees of both", () => {
  // Student's pooled test then: t = 1 / √(2/3), 4 degrees of freedom.
  const p = studentUpperTail(1 / Math.sqrt(2 / 3), 4);
  assertAlmostEquals(welchGreater([2, 3, 4], [1, 2, 3]), p, 1e-12);
});

Deno.test("t-tests of values that do not vary go by the sign, and none by too few", () => {
  assertEquals([[1, 1, 1], [-1, -1], [0, 0]].map(pairedTGreater), [0, 1, 1]);
  assertEquals(welchGreater([2, 2], [1, 1]), 0);
  assertEquals(welchGreater([1, 1], [1, 1]), 1);
  assertEquals([[], [1], [1, NaN]].map(pairedTGreater), [NaN, NaN, NaN]);
  assertEquals(welchGreater([1], [1, 2]), NaN);
  assertEquals(welchGreater([1, 2], [1, NaN]), NaN);
});

Deno.test("studentUpperTail() is what studentQuantile() inverts", () => {
  for (const freedom of [1, 2.5, 9, 100, 1e8]) {
    for (const p of [0.001, 0.2, 0.5, 0.7, 0.999]) {
      assertAlmostEquals(studentUpperTail(studentQuantile(1 - p, freedom), freedom), p, 1e-9);
    }
  }
  assertEquals([-Infinity, 0, Infinity].map((t) => studentUpperTail(t, 3)), [1, 0.5, 0]);
  assertEquals(studentUpperTail(NaN, 3), NaN);
  assertThrows(() => studentUpperTail(1, 0), RangeError, "'degreesOfFreedom' must be at least 1");
});
