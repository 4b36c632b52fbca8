import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { predictMm1 } from "../../../experiments/theory/mm1.ts";
import { predictPs } from "../../../experiments/theory/ps.ts";
import { predicted, reasonOf } from "./_predicted.ts";
import { arrivalTimes, exponential, lcg } from "./_simulation.ts";

const LOAD = { arrivalRatePerSecond: 700, serviceMeanMs: 1 };

Deno.test("predictPs() has the mean sojourn of M/M/1, which does not depend on the law of service", () => {
  const { sojournMs, waitMs, slowdown } = predicted(predictPs(LOAD));
  const markov = predicted(predictMm1(LOAD));
  assertAlmostEquals(sojournMs, markov.sojournMs, 1e-12);
  assertAlmostEquals(waitMs, markov.waitMs, 1e-12);
  assertAlmostEquals(slowdown, 1 / 0.3, 1e-12);
});

Deno.test("predictPs() slows all tasks of a simulation down by the same factor", () => {
  const uniform = lcg(21);
  const arrivals = arrivalTimes(300_000, exponential(uniform, 1 / 0.7));
  const sizes = [0.5, 5.5];
  const sojourns = [0, 0];
  const counts = [0, 0];
  // Mean size 1: one large task in ten. All in the system work at the same speed.
  let tasks: { left: number; readonly arrivedAt: number; readonly kind: number }[] = [];
  for (let next = 0, now = 0; next < arrivals.length;) {
    const least = tasks.reduce((sum, { left }) => Math.min(sum, left), Infinity);
    const step = Math.min(arrivals[next] - now, least * tasks.length || Infinity);
    for (const task of tasks) task.left -= step / tasks.length;
    now += step;
    for (const { arrivedAt, kind } of tasks.filter(({ left }) => left <= 1e-9)) {
      sojourns[kind] += now - arrivedAt;
      counts[kind]++;
    }
    tasks = tasks.filter(({ left }) => left > 1e-9);
    if (now < arrivals[next]) continue;
    const kind = uniform() < 0.1 ? 1 : 0;
    tasks.push({ left: sizes[kind], arrivedAt: arrivals[next++], kind });
  }
  const { slowdown } = predicted(predictPs(LOAD));
  for (const kind of [0, 1]) {
    assertAlmostEquals(sojourns[kind] / counts[kind] / sizes[kind] / slowdown, 1, 0.03, `${kind}`);
  }
});

Deno.test("predictPs() says why it does not apply", () => {
  assertEquals(reasonOf(predictPs({ ...LOAD, arrivalRatePerSecond: 1000 })), "unstable");
  assertEquals(reasonOf(predictPs({ ...LOAD, arrivalRatePerSecond: 0 })), "no-arrivals");
  assertEquals(reasonOf(predictPs({ ...LOAD, serviceMeanMs: NaN })), "not-measured");
  assertThrows(() => predictPs({ ...LOAD, serviceMeanMs: -1 }), RangeError, "'serviceMeanMs'");
});
