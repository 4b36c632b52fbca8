import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { autocorrelation } from "../../../reports/stats/autocorrelation.ts";
import { checkLag1 } from "../../../reports/stats/lag_check.ts";
import { createRandom } from "../../../experiments/workload/random.ts";

Deno.test("checkLag1() follows Moran's moments", () => {
  // n = 25: mean −1/25, variance 23² ÷ (25² · 24) = 0.035267; z(0.99) = 2.3263.
  const one = checkLag1([0.5], 25)!;
  assertAlmostEquals(one.expected, -0.04, 1e-12);
  assertAlmostEquals(one.critical, -0.04 + 2.326348 * Math.sqrt(529 / 15_000), 1e-6);
  assertEquals(one.state, "correlated");
  const four = checkLag1([0.5, 0.1, NaN, 0, -0.2], 25)!;
  assertAlmostEquals(four.mean, 0.1, 1e-12);
  assertAlmostEquals(four.critical, -0.04 + 2.326348 * Math.sqrt(529 / 60_000), 1e-6);
  assertEquals(four.state, "independent");
});

Deno.test("checkLag1() has no verdict for nothing and refuses too few batches", () => {
  assertEquals(checkLag1([], 25), null);
  assertEquals(checkLag1([NaN, NaN], 25), null);
  for (const batches of [2, 2.5, NaN]) {
    assertThrows(() => checkLag1([0], batches), RangeError, "'batches'");
  }
});

/** The share of sets of five series that are convicted. */
function convicted(memory: number, sets: number): number {
  const random = createRandom(1);
  let hits = 0;
  for (let set = 0; set < sets; set++) {
    const lag1s = Array.from({ length: 5 }, () => {
      let value = 0;
      return autocorrelation(
        Float64Array.from({ length: 25 }, () => value = memory * value + random.exponential(1)),
      );
    });
    if (checkLag1(lag1s, 25)!.state === "correlated") hits++;
  }
  return hits / sets;
}

Deno.test("checkLag1() convicts one in a hundred of the innocent, and nearly all others", () => {
  const innocent = convicted(0, 4000);
  assert(innocent > 0.004 && innocent < 0.016, `${innocent}`);
  assert(convicted(0.5, 200) > 0.95);
});
