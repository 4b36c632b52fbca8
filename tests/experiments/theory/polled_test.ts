import { assertAlmostEquals, assertEquals } from "@std/assert";
import { predictMg1 } from "../../../experiments/theory/mg1.ts";
import { type Drain, type PolledLoad, predictPolled } from "../../../experiments/theory/polled.ts";
import { arrivalTimes, exponential, lcg, meanPolledWait } from "./_simulation.ts";

/** Exponential service of mean 1 ms and a constant sleep. */
function load(drain: Drain, arrivalsPerMs: number, sleepMs: number): PolledLoad {
  return {
    drain,
    arrivalRatePerSecond: arrivalsPerMs * 1000,
    serviceMeanMs: 1,
    serviceSecondMomentMs2: 2,
    sleep: { meanMs: sleepMs, secondMomentMs2: sleepMs * sleepMs },
  };
}

function waitOf(given: PolledLoad): number {
  const prediction = predictPolled(given);
  if (prediction.state !== "predicted") throw new Error(prediction.message);
  return prediction.waitMs;
}

Deno.test("predictPolled() gives the reference waits", () => {
  // reference/queueing-values.json: polled-exhaustive, polled-gated and polled-one-per-pass; source
  // Takagi, Fuhrmann and Cooper; M/G/1 with service S+T plus the residual sleep; all simulated.
  assertAlmostEquals(waitOf(load("all", 0.5, 1)), 1.5, 1e-9);
  assertAlmostEquals(waitOf(load("present", 0.5, 1)), 2.5, 1e-9);
  assertAlmostEquals(waitOf(load("one", 0.8, 0.1)), 7.4167, 0.00005);
});

Deno.test("predictPolled() becomes Pollaczek-Khinchine as the sleep goes to nothing", () => {
  const plain = predictMg1(load("all", 0.7, 0));
  if (plain.state !== "predicted") throw new Error(plain.message);
  for (const drain of ["one", "present", "all"] as const) {
    assertAlmostEquals(waitOf(load(drain, 0.7, 1e-9)), plain.waitMs, 1e-6);
    assertEquals(waitOf(load(drain, 0.7, 0)), plain.waitMs);
  }
});

Deno.test("predictPolled() makes a task of an idle loop wait half a constant sleep", () => {
  for (const drain of ["one", "present", "all"] as const) {
    assertAlmostEquals(waitOf(load(drain, 1e-9, 100)), 50, 1e-4);
  }
});

Deno.test("predictPolled() orders the disciplines: all, then present, then one", () => {
  const [all, present, one] = (["all", "present", "one"] as const).map((drain) => {
    return waitOf(load(drain, 0.4, 1));
  });
  assertEquals([all, present, one], [all, present, one].toSorted((a, b) => a - b));
});

Deno.test("predictPolled() agrees with a simulation that sleeps at random", () => {
  const uniform = lcg(99);
  // Service: 0.2 or 1.8 ms. Sleep: uniform on 0 to 2 ms, so E[T] = 1 and E[T²] = 4/3.
  const service = () => uniform() < 0.5 ? 0.2 : 1.8;
  const sleep = () => 2 * uniform();
  const moments = { serviceMeanMs: 1, serviceSecondMomentMs2: 1.64 };
  const cases = [["all", 0.6], ["present", 0.6], ["one", 0.35]] as const;
  for (const [drain, arrivalsPerMs] of cases) {
    const arrivals = arrivalTimes(400_000, exponential(uniform, 1 / arrivalsPerMs));
    const simulated = meanPolledWait(arrivals, { drain, service, sleep });
    const predicted = waitOf({
      drain,
      arrivalRatePerSecond: arrivalsPerMs * 1000,
      ...moments,
      sleep: { meanMs: 1, secondMomentMs2: 4 / 3 },
    });
    assertAlmostEquals(simulated / predicted, 1, 0.02, drain);
  }
});

Deno.test("predictPolled() agrees with a simulation of the classic loop", () => {
  const uniform = lcg(5);
  const arrivals = arrivalTimes(1_000_000, exponential(uniform, 1 / 0.8));
  const service = exponential(uniform, 1);
  const simulated = meanPolledWait(arrivals, { drain: "one", service, sleep: () => 0.1 });
  assertAlmostEquals(simulated / waitOf(load("one", 0.8, 0.1)), 1, 0.03);
});

Deno.test("predictPolled() counts the sleep as occupation only where each task costs one", () => {
  // λ(E[S] + E[T]) = 1 exactly, while ρ = 0.5.
  const one = predictPolled(load("one", 0.5, 1));
  assertEquals(one.state === "not-applicable" && one.reason, "unstable");
  const all = predictPolled(load("all", 0.5, 1));
  assertEquals(all.state === "predicted" && all.utilization, 0.5);
});

Deno.test("predictPolled() says why it does not apply", () => {
  const base = load("all", 0.5, 1);
  const table = [
    [load("all", 1, 1), "unstable"],
    [load("all", 0, 1), "no-arrivals"],
    [{ ...base, serviceSecondMomentMs2: Infinity }, "infinite-variance"],
    [{ ...base, sleep: { meanMs: 1, secondMomentMs2: Infinity } }, "infinite-variance"],
    [{ ...base, sleep: { meanMs: NaN, secondMomentMs2: NaN } }, "not-measured"],
  ] as const;
  for (const [given, reason] of table) {
    const prediction = predictPolled(given);
    assertEquals(prediction.state === "not-applicable" && prediction.reason, reason);
  }
});
