import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { predictDelayed } from "../../../experiments/theory/delayed.ts";
import { pollaczekKhinchineWaitMs } from "../../../experiments/theory/mg1.ts";
import { lindleyWaits } from "../../../experiments/theory/twin.ts";
import { arrivalTimes, draws, exponential, lcg, meanOf } from "./_simulation.ts";

const LOAD = { arrivalRatePerSecond: 700, serviceMeanMs: 1, serviceSecondMomentMs2: 2 };

Deno.test("predictDelayed() is Pollaczek-Khinchine and the delay", () => {
  for (const delayMeanMs of [0, 2.2]) {
    const prediction = predictDelayed({ ...LOAD, delayMeanMs });
    assert(prediction.state === "predicted" && prediction.approximate);
    assertAlmostEquals(prediction.waitMs, pollaczekKhinchineWaitMs(LOAD) + delayMeanMs, 1e-12);
    assertAlmostEquals(prediction.sojournMs, prediction.waitMs + 1, 1e-12);
  }
});

Deno.test("predictDelayed() agrees with a simulation in which delays overtake each other", () => {
  const uniform = lcg(11);
  const count = 400_000;
  const came = arrivalTimes(count, exponential(uniform, 1 / 0.7));
  // Uniform on 0 to 4 ms.
  const due = came.map((ms) => ms + 4 * uniform()).sort();
  const waits = lindleyWaits(due, draws(count, exponential(uniform, 1)));
  const prediction = predictDelayed({ ...LOAD, delayMeanMs: 2 });
  assert(prediction.state === "predicted");
  assertAlmostEquals((meanOf(waits) + 2) / prediction.waitMs, 1, 0.02);
});

Deno.test("predictDelayed() says why it does not apply", () => {
  const table = [
    [{ ...LOAD, arrivalRatePerSecond: 1000, delayMeanMs: 1 }, "unstable"],
    [{ ...LOAD, delayMeanMs: NaN }, "not-measured"],
    [{ ...LOAD, serviceSecondMomentMs2: Infinity, delayMeanMs: 1 }, "infinite-variance"],
  ] as const;
  for (const [given, reason] of table) {
    const prediction = predictDelayed(given);
    assertEquals(prediction.state === "not-applicable" && prediction.reason, reason);
  }
});
