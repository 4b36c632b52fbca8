import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { encodeHistogram } from "../../../../experiments/histogram.ts";
import type { MeasuredTrial } from "../../../../experiments/record.ts";
import { lawMoments } from "../../../../experiments/theory/law.ts";
import {
  MOST_ATOMS,
  recordedArrivals,
  recordedLaw,
} from "../../../../experiments/theory/simulation/recorded.ts";
import { createSampler } from "../../../../experiments/theory/simulation/sampler.ts";
import { simulate } from "../../../../experiments/theory/simulation/simulate.ts";
import { moments } from "../../../../reports/stats/moments.ts";
import { around, cell, measured } from "../../../reports/_records.ts";
import { fifo, poisson } from "./_models.ts";

/** A trial whose services follow a lognormal law. */
function trialWith(seed: number, count: number, scv: number): MeasuredTrial {
  const values = new Float64Array(count);
  createSampler({ kind: "lognormal", meanMs: 0.5, scv }, seed, "test").fill(values, count);
  const { mean, variance } = moments(values);
  const base = measured(cell("a"), 0);
  const serviceMs = { ...around(1), count, mean, sd: Math.sqrt(variance) };
  return {
    ...base,
    metrics: { ...base.metrics, serviceMs },
    histograms: { serviceMs: encodeHistogram(values) },
  };
}

Deno.test("recordedLaw() has the moments of all trials together, within 0.1 %", () => {
  const trials = [trialWith(1, 3000, 1), trialWith(2, 5000, 1)];
  const recorded = recordedLaw(trials, "serviceMs");
  assert(recorded.state === "recorded");
  assertEquals(recorded.count, 8000);
  const { meanMs, secondMomentMs2 } = lawMoments(recorded.law);
  const sum = trials.reduce((sum, { metrics: { serviceMs } }) => {
    return sum + serviceMs.count * serviceMs.mean!;
  }, 0);
  assertAlmostEquals(meanMs / (sum / 8000), 1, 1e-3);
  assert(secondMomentMs2 > meanMs ** 2);
});

Deno.test("recordedLaw() stays small for many different values", () => {
  const recorded = recordedLaw([trialWith(1, 200_000, 20)], "serviceMs");
  assert(recorded.state === "recorded");
  assert(recorded.law.valuesMs.length <= MOST_ATOMS);
  assert(recorded.law.valuesMs.length > MOST_ATOMS / 4);
});

Deno.test("recordedLaw() can be simulated: M/G/1 with measured services", () => {
  const recorded = recordedLaw([trialWith(1, 20_000, 2)], "serviceMs");
  assert(recorded.state === "recorded");
  const { meanMs, secondMomentMs2 } = lawMoments(recorded.law);
  const model = { arrivals: poisson(0.6 / meanMs), service: recorded.law, discipline: fifo() };
  const result = simulate(model, { customers: 300_000, seed: 1, level: 0.99 });
  assert(result.state === "simulated");
  const expected = 0.6 / meanMs * secondMomentMs2 / (2 * 0.4);
  const [low, high] = result.waitMs.interval;
  assert(low <= expected && expected <= high, `${expected} is not in [${low}, ${high}]`);
});

Deno.test("recordedLaw() says when nothing was recorded, or figures contradict each other", () => {
  const trial = trialWith(1, 1000, 1);
  const serviceMs = { ...trial.metrics.serviceMs, mean: 2 };
  const table = [
    [recordedLaw([], "serviceMs"), "no histogram"],
    [recordedLaw([trial], "returnMs"), "no histogram"],
    [recordedLaw([{ ...trial, metrics: { ...trial.metrics, serviceMs } }], "serviceMs"), "differ"],
  ] as const;
  for (const [result, words] of table) {
    assert(result.state === "not-applicable" && result.reason === "not-measured");
    assert(result.message.includes(words), result.message);
  }
});

Deno.test("recordedArrivals() takes the process that the workload's name tells", () => {
  const trial = (workload: string) => measured(cell("a", { workload }), 0);
  assertEquals(recordedArrivals([trial("poisson:ratePerSecond=700")]), {
    state: "recorded",
    arrivals: { kind: "process", process: { kind: "poisson", ratePerSecond: 700 } },
  });
  assertEquals(recordedArrivals([trial("closed:users=7,thinkMs=3")]), {
    state: "recorded",
    arrivals: { kind: "closed", users: 7, think: { kind: "exponential", meanMs: 3 } },
  });
});

Deno.test("recordedArrivals() fits gaps where the name tells nothing", () => {
  const own = cell("a", { workload: "./mine.ts:x=1" });
  const trials = [0, 1].map((block) => measured(own, block, {}, { arrivalScv: 2 + 2 * block }));
  assertEquals(recordedArrivals(trials), {
    state: "recorded",
    arrivals: { kind: "renewal", gap: { kind: "hyperexponential", meanMs: 5, scv: 3 } },
  });
});

Deno.test("recordedArrivals() says when it knows nothing", () => {
  const own = { workload: "./mine.ts" };
  const table = [
    recordedArrivals([]),
    recordedArrivals([measured(cell("a", own), 0, {}, { arrivalScv: null })]),
    recordedArrivals([measured(cell("a", { ...own, loop: "closed" }), 0)]),
  ];
  for (const result of table) {
    assertEquals(result.state === "not-applicable" && result.reason, "not-measured");
  }
});
