import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { encodeHistogram } from "../../../experiments/histogram.ts";
import type { CellIdentity, MeasuredTrial } from "../../../experiments/record.ts";
import { predictMm1 } from "../../../experiments/theory/mod.ts";
import { predictSojournMs } from "../../../reports/theory/predict_sojourn.ts";
import { cell, measured } from "../_records.ts";

const EFFORT = { seed: 1, cells: 1 };

const poissonAt = (ratePerSecond: number, more: Partial<CellIdentity> = {}) =>
  cell("queue-notified", {
    workload: `poisson:ratePerSecond=${ratePerSecond}`,
    arrivals: "poisson",
    ...more,
  });

/** A trial of so many ms whose services were exponential with mean 1, as evenly drawn as can be. */
function trialOf(identity: CellIdentity, horizonMs: number, more: Partial<MeasuredTrial> = {}) {
  const services = Float64Array.from({ length: 4000 }, (_, i) => -Math.log((i + 0.5) / 4000));
  const count = services.length;
  const mean = services.reduce((sum, ms) => sum + ms, 0) / count;
  const square = services.reduce((sum, ms) => sum + ms * ms, 0) / count;
  const base = measured(identity, 0, { waitMs: 1 });
  const sd = Math.sqrt((square - mean * mean) * count / (count - 1));
  return measured(identity, 0, { waitMs: 1 }, {
    horizonMs,
    counts: { ...base.counts, offered: 5000, released: 5000, completed: 5000 },
    metrics: { ...base.metrics, serviceMs: { ...base.metrics.serviceMs, count, mean, sd } },
    histograms: { ...base.histograms, serviceMs: encodeHistogram(services) },
    ...more,
  });
}

Deno.test("predictSojournMs() gives the quantiles of M/M/1 for long trials at rest", () => {
  const identity = poissonAt(500);
  const trials = [trialOf(identity, 20_000)];
  const exact = predictMm1({ arrivalRatePerSecond: 500, serviceMeanMs: 1 });
  assert(exact.state === "predicted");
  const mean = predictSojournMs(identity, trials, "mean", EFFORT)!;
  assertAlmostEquals(mean / exact.sojournMs, 1, 0.05);
  for (const [statistic, p] of [["p50", 0.5], ["p90", 0.9], ["p99", 0.99]] as const) {
    const ms = predictSojournMs(identity, trials, statistic, EFFORT)!;
    assertAlmostEquals(ms / (-Math.log1p(-p) * exact.sojournMs), 1, 0.1, statistic);
  }
});

Deno.test("predictSojournMs() knows the sleep of a polled queue, and its producer's lateness", () => {
  const polled = { discipline: { kind: "polled", drain: "all" } } as const;
  const inside = poissonAt(1, polled);
  const sleep = { count: 100, meanMs: 100, secondMomentMs2: 10_000 };
  // Alone, a task waits for what is left of a sleep, 50 ms on average, and is served for 1.
  const alone = [trialOf(inside, 1_000_000, { sleep })];
  assertAlmostEquals(predictSojournMs(inside, alone, "mean", EFFORT)!, 51.1, 2.5);
  const outside = poissonAt(1, { ...polled, placement: "outside" });
  const { metrics } = trialOf(outside, 1);
  const late = trialOf(outside, 1_000_000, {
    sleep,
    metrics: { ...metrics, latenessMs: { ...metrics.latenessMs, mean: 40 } },
  });
  assertAlmostEquals(predictSojournMs(outside, [late], "mean", EFFORT)!, 91.1, 2.5);
});

Deno.test("predictSojournMs() sees what a trial beyond saturation shows", () => {
  const identity = poissonAt(2000);
  const mean = predictSojournMs(identity, [trialOf(identity, 1000)], "mean", EFFORT)!;
  // 2000 tasks of 1 ms in a second: the last waits a second, the average half of one.
  assertAlmostEquals(mean, 500, 50);
});

Deno.test("predictSojournMs() has nothing to say of arrivals that a study does not keep", () => {
  const trace = cell("queue-notified", { workload: "trace:file=a.csv", arrivals: "replay" });
  assertEquals(predictSojournMs(trace, [trialOf(trace, 1000)], "p99", EFFORT), null);
  assertEquals(predictSojournMs(poissonAt(500), [], "p99", EFFORT), null);
});
