import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { pollaczekKhinchineWaitMs } from "../../../experiments/theory/mg1.ts";
import { predictPolled } from "../../../experiments/theory/polled.ts";
import { predictSetUp, type SetUpLoad } from "../../../experiments/theory/set_up.ts";
import { arrivalTimes, exponential, lcg, meanOf, type Uniform } from "./_simulation.ts";

const NONE = { meanMs: 0, secondMomentMs2: 0 };

/** Exponential service of mean 1 ms and constant set-up and hand-over. */
function load(utilization: number, setUpMs: number, handOverMs = 0): SetUpLoad {
  const constant = (ms: number) => ({ meanMs: ms, secondMomentMs2: ms * ms });
  return {
    arrivalRatePerSecond: utilization * 1000,
    serviceMeanMs: 1,
    serviceSecondMomentMs2: 2,
    setUp: constant(setUpMs),
    handOver: constant(handOverMs),
  };
}

function waitOf(given: SetUpLoad): number {
  const prediction = predictSetUp(given);
  assert(prediction.state === "predicted");
  return prediction.waitMs;
}

Deno.test("predictSetUp() is Pollaczek-Khinchine where nothing is set up or handed over", () => {
  for (const utilization of [0.1, 0.5, 0.8, 0.99]) {
    const given = load(utilization, 0);
    assertAlmostEquals(waitOf(given) / pollaczekKhinchineWaitMs(given), 1, 1e-12);
    assertEquals(waitOf({ ...given, handOver: undefined }), waitOf(given));
  }
});

Deno.test("predictSetUp() adds (2 E[D] + λ E[D²]) / (2(1 + λ E[D])) for a set-up alone", () => {
  for (const [utilization, setUpMs] of [[0.3, 0.1], [0.8, 0.1], [0.5, 4]]) {
    const given = load(utilization, setUpMs);
    const added = (2 * setUpMs + utilization * setUpMs ** 2) / (2 * (1 + utilization * setUpMs));
    assertAlmostEquals(waitOf(given) - pollaczekKhinchineWaitMs(given), added, 1e-12);
  }
});

Deno.test("predictSetUp() makes a task of an idle loop wait for the set-up and nothing else", () => {
  assertAlmostEquals(waitOf(load(1e-9, 0.1, 5)), 0.1, 1e-6);
});

Deno.test("predictSetUp() with as much hand-over as set-up is a longer service that is waited for", () => {
  // Every task then brings S + H, and stands the H of its own before its service.
  const given = load(0.5, 0.2, 0.2);
  const longer = {
    arrivalRatePerSecond: 500,
    serviceMeanMs: 1.2,
    serviceSecondMomentMs2: 2 + 2 * 0.2 + 0.04,
  };
  assertAlmostEquals(waitOf(given), pollaczekKhinchineWaitMs(longer) + 0.2, 1e-12);
});

Deno.test("predictSetUp() is the exhaustive polled queue where an exponential sleep begins anew", () => {
  // A sleep without memory that is cut off by nobody: its rest at an arrival is a set-up.
  const sleep = { meanMs: 0.7, secondMomentMs2: 2 * 0.7 ** 2 };
  const base = { arrivalRatePerSecond: 600, serviceMeanMs: 1, serviceSecondMomentMs2: 1.5 };
  const polled = predictPolled({ ...base, drain: "all", sleep });
  assert(polled.state === "predicted");
  assertAlmostEquals(waitOf({ ...base, setUp: sleep }), polled.waitMs, 1e-12);
});

/** Mean wait of a server that pays for each start, played task by task. */
function meanWait(
  uniform: Uniform,
  arrivalsPerMs: number,
  { service, setUp, handOver }: Record<"service" | "setUp" | "handOver", () => number>,
): number {
  const arrivals = arrivalTimes(1_000_000, exponential(uniform, 1 / arrivalsPerMs));
  let freeMs = -Infinity;
  return meanOf(arrivals.map((cameMs) => {
    const startMs = freeMs <= cameMs ? cameMs + setUp() : freeMs + handOver();
    freeMs = startMs + service();
    return startMs - cameMs;
  }));
}

Deno.test("predictSetUp() agrees with a simulation that draws everything at random", () => {
  const uniform = lcg(17);
  // Service 0.2 or 1.8 ms; set-up uniform on 0 to 1 ms; hand-over exponential with mean 0.05 ms.
  const server = {
    service: () => uniform() < 0.5 ? 0.2 : 1.8,
    setUp: uniform,
    handOver: exponential(uniform, 0.05),
  };
  for (const arrivalsPerMs of [0.1, 0.5, 0.8]) {
    const predicted = waitOf({
      arrivalRatePerSecond: arrivalsPerMs * 1000,
      serviceMeanMs: 1,
      serviceSecondMomentMs2: 1.64,
      setUp: { meanMs: 0.5, secondMomentMs2: 1 / 3 },
      handOver: { meanMs: 0.05, secondMomentMs2: 2 * 0.05 ** 2 },
    });
    const simulated = meanWait(uniform, arrivalsPerMs, server);
    assertAlmostEquals(simulated / predicted, 1, 0.02, `${arrivalsPerMs}`);
  }
});

Deno.test("predictSetUp() counts the hand-over as occupation and the set-up not", () => {
  const full = predictSetUp(load(0.8, 0.1, 0.25));
  assertEquals(full.state === "not-applicable" && full.reason, "unstable");
  const prediction = predictSetUp(load(0.8, 10));
  assertEquals(prediction.state === "predicted" && prediction.utilization, 0.8);
});

Deno.test("predictSetUp() says why it does not apply", () => {
  const base = load(0.5, 0.1);
  const table = [
    [load(1, 0), "unstable"],
    [load(0, 0), "no-arrivals"],
    [{ ...base, serviceSecondMomentMs2: Infinity }, "infinite-variance"],
    [{ ...base, setUp: { ...NONE, meanMs: NaN } }, "not-measured"],
    [{ ...base, handOver: { ...NONE, secondMomentMs2: Infinity } }, "infinite-variance"],
  ] as const;
  for (const [given, reason] of table) {
    const prediction = predictSetUp(given);
    assertEquals(prediction.state === "not-applicable" && prediction.reason, reason);
  }
});
