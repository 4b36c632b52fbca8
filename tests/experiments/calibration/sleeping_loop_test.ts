import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import {
  LOOP_SERVICE_MS,
  LOOP_WAKE_UP_MS,
  loopLaws,
  loopQuantileMs,
  type LoopSeries,
  runSleepingLoop,
} from "../../../experiments/calibration/sleeping_loop.ts";
import { lindleyWaits } from "../../../experiments/theory/twin.ts";
import { createRandom } from "../../../experiments/workload/random.ts";
import { moments } from "../../../reports/stats/moments.ts";
import { quantile, sortedCopy } from "../../../reports/stats/quantiles.ts";

Deno.test("runSleepingLoop() waits as Lindley's recursion says", () => {
  const tasks = 500;
  const { waitMs, serviceMs, sojournMs, classWaitMs } = runSleepingLoop(
    createRandom(3),
    0.8,
    tasks,
  );
  const random = createRandom(3);
  const arrivalsMs = new Float64Array(tasks);
  let nowMs = 0;
  let wokenBacklogMs = 0;
  for (let task = 0; task < tasks; task++) {
    const gapMs = random.exponential(LOOP_SERVICE_MS / 0.8);
    const leftMs = wokenBacklogMs - gapMs;
    wokenBacklogMs = leftMs > 0 ? leftMs : random.exponential(LOOP_WAKE_UP_MS);
    wokenBacklogMs += random.exponential(LOOP_SERVICE_MS);
    arrivalsMs[task] = nowMs += gapMs;
  }
  lindleyWaits(arrivalsMs, serviceMs).forEach((ms, task) => {
    assertAlmostEquals(waitMs[task], ms, 1e-9);
    assertAlmostEquals(sojournMs[task], ms + serviceMs[task], 1e-9);
  });
  assertEquals([...classWaitMs], [...waitMs.filter((_, task) => task % 2 === 0)]);
});

Deno.test("loopLaws() are what a long run comes to", () => {
  const utilization = 0.5;
  const laws = loopLaws(utilization);
  const run = runSleepingLoop(createRandom(1), utilization, 400_000);
  for (const name of Object.keys(laws) as LoopSeries[]) {
    const { meanMs, exceedance } = laws[name];
    assertAlmostEquals(moments(run[name]).mean, meanMs, 0.03 * meanMs, name);
    if (exceedance === null) continue;
    const sorted = sortedCopy(run[name]);
    for (const p of [0.6, 0.9, 0.99]) {
      const truthMs = loopQuantileMs(exceedance, p);
      assertAlmostEquals(quantile(sorted, p), truthMs, 0.05 * truthMs, `${name} p${p * 100}`);
    }
  }
  assert(run.overheadMs.every((ms) => ms > -1e-9), "sleeping never saves time");
});

Deno.test("loopQuantileMs() is 0 up to the atom's edge, and inverts the rest", () => {
  const { waitMs, serviceMs } = loopLaws(0.5);
  const wait = (p: number) => loopQuantileMs(waitMs.exceedance!, p);
  assertEquals([0.1, 0.5].map(wait), [0, 0]);
  assert(wait(0.51) > 0);
  // P(Wq > t) = ρ e^(−(μ − λ)t).
  assertAlmostEquals(wait(0.99), Math.log(0.5 / 0.01) / 0.5, 1e-9);
  assertAlmostEquals(loopQuantileMs(serviceMs.exceedance!, 0.5), Math.LN2, 1e-9);
});

Deno.test("loopLaws() needs a steady state", () => {
  for (const utilization of [0, 1, 1.5, NaN]) {
    assertThrows(() => loopLaws(utilization), RangeError, "'utilization'");
  }
});
