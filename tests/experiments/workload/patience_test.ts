import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { createRandom, type Patience, planPatience } from "../../../experiments/workload/mod.ts";

const patience: Patience = { deadlineMs: 5, abortShare: 0.2, abortAfterMs: 8 };

Deno.test("planPatience() lets the share of tasks be aborted that it is told", () => {
  const tasks = 10_000;
  const { deadlineMs, abortAfterMs } = planPatience(patience, tasks, createRandom(1));
  assertEquals(deadlineMs, 5);
  assertEquals(abortAfterMs!.length, tasks);
  assert(abortAfterMs!.every((ms) => ms === 8 || Number.isNaN(ms)));
  const aborted = abortAfterMs!.filter((ms) => ms === 8).length;
  assertAlmostEquals(aborted, 2000, 4 * Math.sqrt(0.2 * 0.8 * tasks));
});

Deno.test("planPatience() plans nothing where nobody gives up", () => {
  const random = createRandom(2);
  const never = { deadlineMs: null, abortAfterMs: null };
  assertEquals(planPatience(undefined, 9, random), never);
  assertEquals(planPatience({ ...patience, abortShare: 0 }, 9, random), {
    ...never,
    deadlineMs: 5,
  });
  assertEquals(random.uniform(), createRandom(2).uniform());
  const all = planPatience({ deadlineMs: null, abortShare: 1, abortAfterMs: 0 }, 3, random);
  assertEquals(all, { deadlineMs: null, abortAfterMs: Float64Array.of(0, 0, 0) });
});

Deno.test("planPatience() refuses numbers out of range", () => {
  const cases: [Partial<Patience>, string][] = [
    [{ deadlineMs: 0 }, "'deadlineMs' must be above 0, got 0"],
    [{ abortShare: 1.5 }, "'abortShare' must be at most 1, got 1.5"],
    [{ abortShare: -0.1 }, "'abortShare' must be at least 0, got -0.1"],
    [{ abortAfterMs: -1 }, "'abortAfterMs' must be at least 0, got -1"],
  ];
  for (const [wrong, message] of cases) {
    assertThrows(
      () => planPatience({ ...patience, ...wrong }, 1, createRandom(1)),
      RangeError,
      message,
    );
  }
});
