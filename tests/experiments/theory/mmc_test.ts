import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { mm1SojournQuantileMs, predictMm1 } from "../../../experiments/theory/mm1.ts";
import { predictMmc } from "../../../experiments/theory/mmc.ts";
import { kieferWolfowitzWaits } from "../../../experiments/theory/twin.ts";
import { known, meanByTail, predicted, reasonOf } from "./_predicted.ts";
import { arrivalTimes, draws, exponential, lcg, meanOf } from "./_simulation.ts";

function load(servers: number, utilization: number) {
  return { arrivalRatePerSecond: 1000 * servers * utilization, serviceMeanMs: 1, servers };
}

Deno.test("predictMmc() at c = 1 is M/M/1, distributions included", () => {
  fc.assert(fc.property(
    fc.double({ min: 0.001, max: 0.999, noNaN: true }),
    fc.double({ min: 0, max: 20, noNaN: true }),
    (utilization, ms) => {
      const one = load(1, utilization);
      const many = predicted(predictMmc(one));
      const single = predicted(predictMm1(one));
      assertAlmostEquals(many.waitMs / single.waitMs, 1, 1e-9);
      assertAlmostEquals(many.sojournMs / single.sojournMs, 1, 1e-9);
      assertAlmostEquals(known(many.wait).tail(ms), known(single.wait).tail(ms), 1e-12);
      assertAlmostEquals(known(many.sojourn).tail(ms), known(single.sojourn).tail(ms), 1e-12);
    },
  ));
  const sojourn = known(predicted(predictMmc(load(1, 0.8))).sojourn);
  assertAlmostEquals(sojourn.quantileMs(0.99), mm1SojournQuantileMs(load(1, 0.8), 0.99), 1e-8);
});

Deno.test("predictMmc() has distributions whose means are its means", () => {
  // c − 1 − a is above 0, 0 and below 0 in turn.
  for (const given of [load(4, 0.5), load(4, 0.75), load(4, 0.9), load(100, 0.95)]) {
    const { wait, sojourn, waitMs, sojournMs } = predicted(predictMmc(given));
    assertAlmostEquals(meanByTail(known(wait)) / waitMs, 1, 1e-5);
    assertAlmostEquals(meanByTail(known(sojourn)) / sojournMs, 1, 1e-5);
  }
});

Deno.test("predictMmc() has a sojourn that goes through c - 1 = a without a step", () => {
  const tails = [0.75 - 1e-9, 0.75, 0.75 + 1e-9].map((utilization) => {
    return known(predicted(predictMmc(load(4, utilization))).sojourn).tail(2);
  });
  assertAlmostEquals(tails[0], tails[1], 1e-8);
  assertAlmostEquals(tails[2], tails[1], 1e-8);
});

Deno.test("predictMmc() agrees with the twin over a sample path", () => {
  const uniform = lcg(17);
  const arrivals = arrivalTimes(1_000_000, exponential(uniform, 1 / 2.4));
  const services = draws(arrivals.length, exponential(uniform, 1));
  const waits = kieferWolfowitzWaits(arrivals, services, 3);
  const { waitMs, wait, sojourn } = predicted(predictMmc(load(3, 0.8)));
  assertAlmostEquals(meanOf(waits) / waitMs, 1, 0.02);
  const p99Ms = known(wait).quantileMs(0.99);
  assertAlmostEquals(waits.filter((ms) => ms > p99Ms).length / waits.length, 0.01, 0.0007);
  const slowMs = known(sojourn).quantileMs(0.99);
  const slow = waits.filter((ms, task) => ms + services[task] > slowMs).length;
  assertAlmostEquals(slow / waits.length, 0.01, 0.0007);
});

Deno.test("predictMmc() stays finite and right at 10,000 servers", () => {
  // The wait in the regime of Halfin and Whitt, with β = 1: C ≈ 0.2234, Wq = C/(c(1 - ρ)) = C/100.
  const { waitMs, wait, sojourn } = predicted(predictMmc(load(10_000, 0.99)));
  assertAlmostEquals(waitMs, 0.002234, 0.00002);
  assertAlmostEquals(known(wait).tail(0), 0.2234, 0.002);
  assertAlmostEquals(known(sojourn).tail(1000), 0, 1e-300);
});

Deno.test("predictMmc() makes nobody wait for a service that takes no time", () => {
  const { waitMs, wait, sojourn } = predicted(
    predictMmc({ arrivalRatePerSecond: 5, serviceMeanMs: 0, servers: 2 }),
  );
  assertEquals([waitMs, known(wait).tail(0), known(sojourn).quantileMs(1)], [0, 0, 0]);
});

Deno.test("predictMmc() has quantiles from 0 to 1 and no others", () => {
  const wait = known(predicted(predictMmc(load(2, 0.9))).wait);
  assertEquals([wait.quantileMs(0), wait.quantileMs(0.1), wait.quantileMs(1)], [0, 0, Infinity]);
  assertAlmostEquals(wait.tail(wait.quantileMs(0.999)), 0.001, 1e-12);
  assertThrows(
    () => wait.quantileMs(1.5),
    RangeError,
    "Cannot compute quantile: 'p' must be from 0 to 1, got 1.5",
  );
});

Deno.test("predictMmc() says why it does not apply", () => {
  assertEquals(reasonOf(predictMmc(load(4, 1))), "unstable");
  assertEquals(reasonOf(predictMmc(load(4, 0))), "no-arrivals");
  assertEquals(reasonOf(predictMmc({ ...load(4, 0.5), serviceMeanMs: NaN })), "not-measured");
  const refusal = predictMmc(load(4, 1.25));
  assertEquals(
    refusal.state === "not-applicable" && refusal.message,
    "M/M/c: each of 4 servers would have to be occupied 1.250 of the time; " +
      "below 1 a steady state exists",
  );
});

Deno.test("predictMmc() refuses what cannot be", () => {
  assertThrows(() => predictMmc(load(0, 0.5)), RangeError, "'servers' must be a whole number");
  assertThrows(
    () => predictMmc({ ...load(2, 0.5), serviceMeanMs: -1 }),
    RangeError,
    "Cannot predict M/M/c: 'serviceMeanMs' must be at least 0, got -1",
  );
});
