import { assertAlmostEquals, assertEquals } from "@std/assert";
import { fitLine } from "../../../reports/stats/line.ts";

Deno.test("fitLine() finds a line again, wherever it lies", () => {
  const { slope, intercept, rSquared } = fitLine([1, 2, 5, 9], [5, 8, 17, 29])!;
  assertAlmostEquals(slope, 3, 1e-12);
  assertAlmostEquals(intercept, 2, 1e-12);
  assertAlmostEquals(rSquared, 1, 1e-12);
});

Deno.test("fitLine() gives what Anscombe's first set has", () => {
  // F. J. Anscombe, "Graphs in Statistical Analysis", The American Statistician 27 (1973).
  const x = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5];
  const y = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68];
  const { slope, intercept, rSquared } = fitLine(x, y)!;
  assertAlmostEquals(slope, 0.5001, 5e-5);
  assertAlmostEquals(intercept, 3.0001, 5e-5);
  assertAlmostEquals(rSquared, 0.6665, 5e-5);
});

Deno.test("fitLine() calls flat points a perfect line, and sees none where x does not vary", () => {
  assertEquals(fitLine([1, 2, 3], [4, 4, 4]), { slope: 0, intercept: 4, rSquared: 1 });
  const none: [number[], number[]][] = [[[], []], [[1], [2]], [[2, 2], [1, 3]], [[1, 2], [1, NaN]]];
  for (const [x, y] of none) assertEquals(fitLine(x, y), null);
});
