import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { meanInterval } from "../../../reports/stats/intervals.ts";
import { jackknifeInterval } from "../../../reports/stats/jackknife.ts";
import { moments } from "../../../reports/stats/moments.ts";

const values = [3, 5, 4, 8, 6];
const mean = (some: readonly number[]) => moments(some).mean;

Deno.test("jackknifeInterval() of a mean is Student's interval", () => {
  // The pseudo-values of a mean are the values themselves.
  const [low, high] = jackknifeInterval(values, mean)!;
  const [exactLow, exactHigh] = meanInterval(values)!;
  assertAlmostEquals(low, exactLow, 1e-12);
  assertAlmostEquals(high, exactHigh, 1e-12);
});

Deno.test("jackknifeInterval() of a smooth function is that of the mean, bent by its slope", () => {
  const close = [99, 101, 100, 102, 98];
  const [low, high] = jackknifeInterval(close, (some) => mean(some) ** 2)!;
  const [exactLow, exactHigh] = meanInterval(close)!;
  assertAlmostEquals(high - low, 2 * 100 * (exactHigh - exactLow), 0.1);
});

Deno.test("jackknifeInterval() is wider at a higher level", () => {
  const [low, high] = jackknifeInterval(values, mean, 0.8)!;
  const [wideLow, wideHigh] = jackknifeInterval(values, mean, 0.99)!;
  assert(wideLow < low && high < wideHigh);
});

Deno.test("jackknifeInterval() says nothing of one block, or if a block cannot be spared", () => {
  assertEquals(jackknifeInterval([3], mean), null);
  assertEquals(jackknifeInterval(values, (some) => some.includes(8) ? mean(some) : NaN), null);
});
