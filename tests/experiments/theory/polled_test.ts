import { assertAlmostEquals, assertEquals } from "@std/assert";
import type { Law } from "../../../experiments/theory/law.ts";
import { predictMdc } from "../../../experiments/theory/mdc.ts";
import { predictMg1 } from "../../../experiments/theory/mg1.ts";
import { type Drain, type PolledLoad, predictPolled } from "../../../experiments/theory/polled.ts";
import { createRandom } from "../../../experiments/workload/random.ts";
import { known, meanByTail, predicted } from "./_predicted.ts";
import { arrivalTimes, exponential, lcg, meanOf, polledWaits } from "./_simulation.ts";

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
  // golden/queueing-values.json: polled-exhaustive, polled-gated and polled-one-per-pass; source
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
    const simulated = meanOf(polledWaits(arrivals, { drain, service, sleep }));
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
  const waits = polledWaits(arrivals, { drain: "one", service, sleep: () => 0.1 });
  const simulated = meanOf(waits);
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

const EXPONENTIAL: Law = { kind: "exponential", meanMs: 1 };

/** The same as `load`, by laws. */
function lawLoad(drain: Drain, arrivalsPerMs: number, sleep: Law, service: Law = EXPONENTIAL) {
  return { drain, arrivalRatePerSecond: arrivalsPerMs * 1000, service, sleep };
}

Deno.test("predictPolled() of laws has the mean of their moments, and a distribution with that mean", () => {
  for (const drain of ["one", "present", "all"] as const) {
    const given = predicted(predictPolled(lawLoad(drain, 0.3, { kind: "fixed", meanMs: 1 })));
    assertAlmostEquals(given.waitMs, waitOf(load(drain, 0.3, 1)), 1e-12);
    if (drain === "present") assertEquals(given.wait, undefined);
    else assertAlmostEquals(meanByTail(known(given.wait)) / given.waitMs, 1, 1e-4, drain);
  }
});

Deno.test("predictPolled() of laws goes to M/G/1 as the sleep goes to nothing", () => {
  const plain = known(
    predicted(predictMg1({ arrivalRatePerSecond: 700, service: EXPONENTIAL })).wait,
  );
  for (const drain of ["one", "all"] as const) {
    for (const meanMs of [0, 1e-7]) {
      const { wait } = predicted(predictPolled(lawLoad(drain, 0.7, { kind: "fixed", meanMs })));
      for (const ms of [0.1, 1, 5, 20]) {
        assertAlmostEquals(known(wait).tail(ms), plain.tail(ms), 1e-6, `${drain}, ${ms}`);
      }
    }
  }
});

Deno.test("predictPolled() makes tasks of an idle loop wait uniformly as long as a constant sleep", () => {
  for (const drain of ["one", "all"] as const) {
    const sleep: Law = { kind: "fixed", meanMs: 100 };
    const idle = predictPolled(lawLoad(drain, 1e-9, sleep, { kind: "fixed", meanMs: 0.1 }));
    const { tail, quantileMs } = known(predicted(idle).wait);
    for (const ms of [0, 1, 50, 99, 99.99]) {
      assertAlmostEquals(tail(ms), 1 - ms / 100, 1e-6, `${drain}, ${ms} ms`);
    }
    assertAlmostEquals(quantileMs(0.99), 99, 1e-3);
  }
});

Deno.test("predictPolled() adds the rest of a constant sleep to the exact wait of M/D/1", () => {
  // Exhaustive: M/D/1 with D = 1. One a pass: the sleep of 1 ms belongs to the service, so D = 2. The rest
  // of the sleep is uniform: P(Wq > t) = ∫ P(M/D/1 waits > t - u) du over the sleep.
  for (const [drain, arrivalsPerMs, serviceMs] of [["all", 0.6, 1], ["one", 0.35, 2]] as const) {
    const exact = { arrivalRatePerSecond: 1000 * arrivalsPerMs, serviceMs, servers: 1 };
    const plain = known(predicted(predictMdc(exact)).wait);
    const second: Law = { kind: "fixed", meanMs: 1 };
    const polled = known(
      predicted(predictPolled(lawLoad(drain, arrivalsPerMs, second, second))).wait,
    );
    for (let ms = 0.05; ms < 30; ms = 1.07 * ms + 0.03) {
      const from = Math.max(0, ms - 1);
      let sum = 0;
      for (let i = 0; i < 1000; i++) sum += plain.tail(from + (i + 0.5) * (ms - from) / 1000);
      const expected = Math.max(0, 1 - ms) + sum * (ms - from) / 1000;
      assertAlmostEquals(polled.tail(ms), expected, 1e-5, `${drain}, ${ms} ms`);
    }
  }
});

Deno.test("predictPolled() agrees with a simulation about quantiles", () => {
  const random = createRandom(58);
  const draw = (
    { kind, meanMs }: { readonly kind: "fixed" | "exponential"; readonly meanMs: number },
  ) => kind === "fixed" ? meanMs : random.exponential(meanMs);
  const constant = { kind: "fixed", meanMs: 1 } as const;
  const exponential = { kind: "exponential", meanMs: 1 } as const;
  for (const [drain, rate] of [["all", 0.5], ["one", 0.25]] as const) {
    for (const [service, sleep] of [[exponential, constant], [constant, exponential]]) {
      const arrivals = arrivalTimes(500_000, () => random.exponential(1 / rate));
      const waits = polledWaits(arrivals, {
        drain,
        service: () => draw(service),
        sleep: () => draw(sleep),
      });
      const wait = known(predicted(predictPolled(lawLoad(drain, rate, sleep, service))).wait);
      for (const [p, tolerance] of [[0.2, 0.006], [0.5, 0.012], [0.9, 0.03], [0.99, 0.1]]) {
        const ms = wait.quantileMs(p);
        const part = waits.filter((waited) => waited > ms).length / waits.length;
        const words = `${drain}, ${service.kind} service, ${sleep.kind} sleep, p${100 * p}`;
        assertAlmostEquals(part / (1 - p), 1, tolerance, words);
      }
    }
  }
});

Deno.test("predictPolled() of laws that take no time makes nobody wait but for the sleep", () => {
  const none: Law = { kind: "fixed", meanMs: 0 };
  const asleep = predicted(predictPolled(lawLoad("all", 0.5, { kind: "fixed", meanMs: 2 }, none)));
  assertAlmostEquals(asleep.waitMs, 1, 1e-12);
  assertAlmostEquals(known(asleep.wait).tail(0.5), 0.75, 1e-9);
  const nothing = predicted(predictPolled(lawLoad("all", 0.5, none, none)));
  assertEquals([nothing.waitMs, known(nothing.wait).quantileMs(1)], [0, 0]);
});
