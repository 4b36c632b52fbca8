import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { type Mg1Load, predictMg1 } from "../../../experiments/theory/mg1.ts";
import { predictPriority } from "../../../experiments/theory/priority.ts";
import { predicted, reasonOf } from "./_predicted.ts";
import { arrivalTimes, exponential, lcg } from "./_simulation.ts";

function load(utilization: number, serviceMeanMs = 1, serviceScv = 1): Mg1Load {
  return {
    arrivalRatePerSecond: 1000 * utilization / serviceMeanMs,
    serviceMeanMs,
    serviceSecondMomentMs2: serviceMeanMs ** 2 * (1 + serviceScv),
  };
}

/** Mean waits by class, of the tasks that were served within the time. */
function simulate(
  classes: readonly { readonly utilization: number; readonly service: () => number }[],
  endMs: number,
  seed: number,
): number[] {
  const uniform = lcg(seed);
  const arrivals = classes.map(({ utilization }) => {
    return arrivalTimes(
      Math.ceil(1.2 * endMs * utilization),
      exponential(uniform, 1 / utilization),
    );
  });
  const next = classes.map(() => 0);
  const waited = classes.map(() => 0);
  let now = 0;
  while (now < endMs) {
    const rank = arrivals.findIndex((times, at) => times[next[at]] <= now);
    if (rank < 0) {
      now = Math.min(...arrivals.map((times, at) => times[next[at]]));
      continue;
    }
    waited[rank] += now - arrivals[rank][next[rank]++];
    now += classes[rank].service();
  }
  return waited.map((sum, at) => sum / next[at]);
}

Deno.test("predictPriority() of one class is M/G/1", () => {
  const { classes, overall } = predictPriority([load(0.7, 2, 3)]);
  const { waitMs } = predicted(predictMg1(load(0.7, 2, 3)));
  assertAlmostEquals(predicted(classes[0]).waitMs, waitMs, 1e-12);
  assertAlmostEquals(predicted(overall).waitMs, waitMs, 1e-12);
});

Deno.test("predictPriority() gives Cobham's waits", () => {
  // R = 0.8, so 0.8/0.6 and 0.8/(0.6 · 0.2).
  const { classes, overall } = predictPriority([load(0.4), load(0.4)]);
  assertAlmostEquals(predicted(classes[0]).waitMs, 4 / 3, 1e-12);
  assertAlmostEquals(predicted(classes[1]).waitMs, 20 / 3, 1e-12);
  assertAlmostEquals(predicted(overall).waitMs, 4, 1e-12);
  assertAlmostEquals(predicted(overall).utilization, 0.8, 1e-12);
  assertAlmostEquals(predicted(classes[1]).utilization, 0.4, 1e-12);
});

Deno.test("predictPriority() keeps the conservation law", () => {
  // Σ ρ(i) Wq(i) = ρ R/(1 - ρ), whatever the order: L. Kleinrock, volume 2 (1976), 3.4.
  const part = fc.record({
    share: fc.double({ min: 0.05, max: 1, noNaN: true }),
    meanMs: fc.double({ min: 0.1, max: 10, noNaN: true }),
    scv: fc.double({ min: 0, max: 20, noNaN: true }),
  });
  fc.assert(fc.property(
    fc.array(part, { minLength: 1, maxLength: 6 }),
    fc.double({ min: 0.01, max: 0.98, noNaN: true }),
    (parts, utilization) => {
      const whole = parts.reduce((sum, { share }) => sum + share, 0);
      const loads = parts.map(({ share, meanMs, scv }) => {
        return load(utilization * share / whole, meanMs, scv);
      });
      const residual = loads.reduce((sum, given) => {
        return sum + given.arrivalRatePerSecond / 1000 * given.serviceSecondMomentMs2 / 2;
      }, 0);
      const conserved = predictPriority(loads).classes.reduce((sum, prediction) => {
        const { utilization, waitMs } = predicted(prediction);
        return sum + utilization * waitMs;
      }, 0);
      assertAlmostEquals(conserved / (utilization * residual / (1 - utilization)), 1, 1e-9);
    },
  ));
});

Deno.test("predictPriority() agrees with a simulation of three classes", () => {
  const uniform = lcg(12);
  const services = [() => 0.5, exponential(uniform, 1), () => uniform() < 0.5 ? 0.2 : 3.8];
  const loads = [load(0.2, 0.5, 0), load(0.3), load(0.3, 2, 0.81)];
  const simulated = simulate(
    loads.map(({ arrivalRatePerSecond }, at) => {
      return { utilization: arrivalRatePerSecond / 1000, service: services[at] };
    }),
    1_000_000,
    77,
  );
  predictPriority(loads).classes.forEach((prediction, at) => {
    assertAlmostEquals(simulated[at] / predicted(prediction).waitMs, 1, 0.03, `class ${at + 1}`);
  });
});

Deno.test("predictPriority() has waits for the urgent while the others overload the server", () => {
  const uniform = lcg(6);
  const loads = [load(0.3), load(0.9, 2, 0), load(0.1)];
  const { classes, overall } = predictPriority(loads);
  assertEquals(classes.map(reasonOf), ["none", "unstable", "unstable"]);
  assertEquals(reasonOf(overall), "unstable");
  const simulated = simulate(
    [
      { utilization: 0.3, service: exponential(uniform, 1) },
      { utilization: 0.45, service: () => 2 },
      { utilization: 0.1, service: exponential(uniform, 1) },
    ],
    500_000,
    15,
  );
  assertAlmostEquals(simulated[0] / predicted(classes[0]).waitMs, 1, 0.02);
  // Those that overload it wait as long as the simulation lasts.
  assert(simulated[1] > 1000);
});

Deno.test("predictPriority() says of each class why it does not apply", () => {
  const infinite = { ...load(0.2), serviceSecondMomentMs2: Infinity };
  const reasons = (loads: readonly Mg1Load[]) => predictPriority(loads).classes.map(reasonOf);
  assertEquals(reasons([load(0.2), load(0), load(0.2)]), ["none", "no-arrivals", "none"]);
  assertEquals(reasons([load(0.2), infinite]), ["infinite-variance", "infinite-variance"]);
  assertEquals(reasons([load(1), load(0.2)]), ["unstable", "unstable"]);
  // A class that is never served cannot delay anyone.
  assertEquals(reasons([load(0.5), load(0.6), infinite]), ["none", "unstable", "unstable"]);
  assertEquals(reasons([load(0.2), load(NaN)]), ["not-measured", "not-measured"]);
  assertEquals(reasonOf(predictPriority([]).overall), "no-arrivals");
});

Deno.test("predictPriority() refuses rates and moments that no class has", () => {
  assertThrows(
    () => predictPriority([{ ...load(0.2), serviceMeanMs: -1 }]),
    RangeError,
    "class 1: 'serviceMeanMs'",
  );
  const negative = () => predictPriority([load(0.9), load(-0.1)]);
  assertThrows(negative, RangeError, "class 2: 'arrivalRatePerSecond'");
  const impossible = { ...load(0.2), serviceSecondMomentMs2: 0.9 };
  assertThrows(
    () => predictPriority([impossible]),
    RangeError,
    "class 1: 'serviceSecondMomentMs2'",
  );
});

Deno.test("predictPriority() averages over the classes that have arrivals", () => {
  const { overall } = predictPriority([load(0.4), load(0), load(0.4)]);
  assertAlmostEquals(predicted(overall).waitMs, 4, 1e-12);
});
