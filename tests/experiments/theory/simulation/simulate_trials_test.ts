import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import type { SimulationModel } from "../../../../experiments/theory/simulation/model.ts";
import {
  type SimulatedTrials,
  simulateTrials,
  type SimulateTrialsOptions,
} from "../../../../experiments/theory/simulation/simulate_trials.ts";
import { arrivalTimes, exponential as draw, lcg, meanOf } from "../_simulation.ts";
import { lindleyWaits } from "../../../../experiments/theory/twin.ts";
import { exponential, fifo, fixed, mm1 } from "./_models.ts";

function trialsOf(model: SimulationModel, options: SimulateTrialsOptions): SimulatedTrials {
  const result = simulateTrials(model, options);
  if (result.state !== "simulated") throw new Error(result.message);
  return result;
}

/** A task each 0.5 ms that takes 1 ms: task i waits i ÷ 2 ms. */
const OVERLOAD: SimulationModel = {
  arrivals: { kind: "process", process: { kind: "steady", ratePerSecond: 2000 } },
  service: fixed(1),
  discipline: fifo(),
};

Deno.test("simulateTrials() plays the arrivals of the horizon to their end", () => {
  const result = trialsOf(OVERLOAD, { horizonMs: 50, trials: 2, seed: 1 });
  assertEquals(result.tasks, { mean: 100, interval: [100, 100] });
  assertAlmostEquals(result.waitMs.mean.mean, 99 / 4, 1e-9);
  assertAlmostEquals(result.waitMs.p50.mean, 49.5 / 2, 1e-9);
  assertAlmostEquals(result.sojournMs.mean.mean, 99 / 4 + 1, 1e-9);
  assertEquals(result.unfinishedShare.mean, 0);
});

Deno.test("simulateTrials() sees what starts and ends until the grace time is over", () => {
  // Until 60 ms, tasks 0 to 60 start and 0 to 59 end.
  const result = trialsOf(OVERLOAD, { horizonMs: 50, trials: 2, seed: 1, graceMs: 10 });
  assertAlmostEquals(result.waitMs.mean.mean, 15, 1e-9);
  assertAlmostEquals(result.unfinishedShare.mean, 0.4, 1e-9);
  assertAlmostEquals(result.throughputPerSecond.mean, 1200, 1e-9);
});

Deno.test("simulateTrials() replays recorded arrivals once, as they are", () => {
  const process = { kind: "replay", timesMs: [0, 0.5, 0.5, 7] } as const;
  const model = { ...OVERLOAD, arrivals: { kind: "process", process } } as const;
  const result = trialsOf(model, { horizonMs: 1000, trials: 3, seed: 1 });
  assertEquals(result.tasks.mean, 4);
  assertAlmostEquals(result.waitMs.mean.mean, (0 + 0.5 + 1.5 + 0) / 4, 1e-12);
});

Deno.test("simulateTrials() agrees with an independent simulation of the transient", () => {
  const { waitMs } = trialsOf(mm1(0.9), { horizonMs: 50, trials: 3000, seed: 1, level: 0.99 });
  const uniform = lcg(3);
  const means = Array.from({ length: 6000 }, () => {
    const times = arrivalTimes(150, draw(uniform, 1 / 0.9)).filter((ms) => ms < 50);
    return meanOf(lindleyWaits(times, times.map(draw(uniform, 1))));
  }).filter(Number.isFinite);
  const expected = means.reduce((sum, mean) => sum + mean, 0) / means.length;
  // The other simulation has an error of its own, smaller by √2.
  const [low, high] = waitMs.mean.interval!;
  assertAlmostEquals(waitMs.mean.mean, expected, high - low);
  // Half of the 9 ms of the steady state have not been reached by then.
  assert(waitMs.mean.mean < 6);
});

Deno.test("simulateTrials() takes arrivals that have no steady state, and users", () => {
  const ramp = { kind: "ramp", fromRatePerSecond: 0, toRatePerSecond: 2000, overMs: null } as const;
  const model = { ...mm1(0.5), arrivals: { kind: "process", process: ramp } } as const;
  const result = trialsOf(model, { horizonMs: 1000, trials: 20, seed: 1 });
  assertAlmostEquals(result.tasks.mean, 1000, 40);
  const users = { kind: "closed", users: 3, think: exponential(10) } as const;
  const closed = trialsOf({ ...mm1(0.5), arrivals: users }, {
    horizonMs: 1000,
    trials: 20,
    seed: 1,
  });
  // Each thinks for 10 ms and then takes 1 to 1.4 ms.
  assertAlmostEquals(closed.throughputPerSecond.mean, 3000 / 11.2, 12);
});

Deno.test("simulateTrials() gives the same for the same seed and other trials for another", () => {
  const options = { horizonMs: 100, trials: 5, seed: 1 };
  assertEquals(simulateTrials(mm1(0.5), options), simulateTrials(mm1(0.5), options));
  const other = trialsOf(mm1(0.5), { ...options, seed: 2 });
  assert(other.waitMs.mean.mean !== trialsOf(mm1(0.5), options).waitMs.mean.mean);
});

Deno.test("simulateTrials() counts what a bounded queue loses", () => {
  const discipline = { kind: "bounded", capacity: 2, overflow: "reject" } as const;
  const result = trialsOf({ ...OVERLOAD, discipline }, { horizonMs: 100, trials: 2, seed: 1 });
  assertAlmostEquals(result.lostShare.mean, 0.5, 0.02);
});

Deno.test("simulateTrials() refuses what makes no sense", () => {
  const options = { horizonMs: 100, trials: 5, seed: 1 };
  const users = { kind: "closed", users: 3, think: exponential(10) } as const;
  const discipline = { kind: "bounded", capacity: 2, overflow: "block" } as const;
  const refused = simulateTrials({ ...mm1(0.5), arrivals: users, discipline }, options);
  assertEquals(refused.state === "not-applicable" && refused.reason, "assumption-broken");
  assertThrows(
    () => simulateTrials(mm1(0.5), { ...options, horizonMs: 0 }),
    RangeError,
    "horizonMs",
  );
  assertThrows(() => simulateTrials(mm1(0.5), { ...options, trials: 1 }), RangeError, "trials");
  assertThrows(
    () => simulateTrials(mm1(0.5), { ...options, horizonMs: 1e12 }),
    RangeError,
    "tasks",
  );
});
