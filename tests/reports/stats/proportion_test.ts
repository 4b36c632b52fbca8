import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { proportionInterval } from "../../../reports/stats/proportion.ts";

Deno.test("proportionInterval() agrees with statsmodels' proportion_confint(method='wilson')", () => {
  const cases = [[950, 1000, 0.93467, 0.96189], [5, 10, 0.23659, 0.76341], [0, 20, 0, 0.16113]];
  for (const [hits, trials, low, high] of cases) {
    const interval = proportionInterval(hits, trials)!;
    assertAlmostEquals(interval[0], low, 1e-4);
    assertAlmostEquals(interval[1], high, 1e-4);
  }
});

Deno.test("proportionInterval() widens with the level, and has nothing to say of nothing", () => {
  assertEquals(proportionInterval(0, 0), null);
  assert(proportionInterval(5, 10, 0.99)![0] < proportionInterval(5, 10, 0.9)![0]);
  assertAlmostEquals(proportionInterval(10, 10)![1], 1, 1e-12);
});
