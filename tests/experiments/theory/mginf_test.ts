import { assertAlmostEquals, assertEquals } from "@std/assert";
import { predictMginf } from "../../../experiments/theory/mginf.ts";
import { known, predicted, reasonOf } from "./_predicted.ts";
import { arrivalTimes, exponential, lcg } from "./_simulation.ts";

Deno.test("predictMginf() lets nobody wait, at any load", () => {
  const { waitMs, sojournMs, wait, utilization } = predicted(
    predictMginf({ arrivalRatePerSecond: 1e6, serviceMeanMs: 50 }),
  );
  assertEquals([waitMs, sojournMs, utilization, known(wait).tail(0)], [0, 50, 0, 0]);
});

Deno.test("predictMginf() has a Poisson number in the system, as a simulation has", () => {
  // What arriving tasks find is what there is at any time (Poisson arrivals see time averages).
  const uniform = lcg(9);
  const arrivals = arrivalTimes(200_000, exponential(uniform, 1));
  const ends = arrivals.map((ms) => ms + (uniform() < 0.5 ? 1 : 5)).toSorted();
  const { inSystem, inSystemTail } = predicted(
    predictMginf({ arrivalRatePerSecond: 1000, serviceMeanMs: 3 }),
  );
  assertAlmostEquals(inSystem, 3, 1e-12);
  const found = new Map<number, number>();
  let ended = 0;
  arrivals.forEach((ms, task) => {
    while (ends[ended] <= ms) ended++;
    found.set(task - ended, (found.get(task - ended) ?? 0) + 1);
  });
  for (const tasks of [0, 2, 5, 8]) {
    const more = [...found].reduce((sum, [n, count]) => sum + (n > tasks ? count : 0), 0);
    assertAlmostEquals(more / arrivals.length, inSystemTail(tasks), 0.01, `${tasks}`);
  }
});

Deno.test("predictMginf() says why it does not apply", () => {
  const load = { arrivalRatePerSecond: 100, serviceMeanMs: 1 };
  assertEquals(reasonOf(predictMginf({ ...load, arrivalRatePerSecond: 0 })), "no-arrivals");
  assertEquals(reasonOf(predictMginf({ ...load, serviceMeanMs: NaN })), "not-measured");
  assertEquals(reasonOf(predictMginf({ ...load, serviceMeanMs: Infinity })), "unstable");
});
