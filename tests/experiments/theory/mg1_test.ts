import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { type Law, lawMoments } from "../../../experiments/theory/law.ts";
import { predictMdc } from "../../../experiments/theory/mdc.ts";
import { pollaczekKhinchineWaitMs, predictMg1 } from "../../../experiments/theory/mg1.ts";
import { predictMm1 } from "../../../experiments/theory/mm1.ts";
import { lindleyWaits } from "../../../experiments/theory/twin.ts";
import { createRandom } from "../../../experiments/workload/random.ts";
import { known, meanByTail, predicted } from "./_predicted.ts";
import { arrivalTimes, draws } from "./_simulation.ts";

/** Service of mean 1 ms with the given SCV. */
function load(utilization: number, serviceScv: number) {
  return {
    arrivalRatePerSecond: utilization * 1000,
    serviceMeanMs: 1,
    serviceSecondMomentMs2: 1 + serviceScv,
  };
}

Deno.test("predictMg1() gives the Pollaczek-Khinchine waits at 80 % utilization", () => {
  // golden/queueing-values.json: M/G/1, rho 0.8, source Pollaczek-Khinchine.
  for (const [serviceScv, waitMs] of [[0, 2], [0.5, 3], [1, 4], [4, 10]]) {
    const prediction = predictMg1(load(0.8, serviceScv));
    assert(prediction.state === "predicted");
    assertAlmostEquals(prediction.waitMs, waitMs, 1e-9);
    assertAlmostEquals(prediction.sojournMs, waitMs + 1, 1e-9);
    assertAlmostEquals(prediction.utilization, 0.8, 1e-12);
    assertEquals([prediction.model, prediction.approximate], ["M/G/1", false]);
  }
});

Deno.test("predictMg1() is M/M/1 for service with an SCV of 1", () => {
  for (const utilization of [0.01, 0.5, 0.8, 0.99]) {
    const general = predictMg1(load(utilization, 1));
    const exponential = predictMm1(load(utilization, 1));
    assert(general.state === "predicted" && exponential.state === "predicted");
    assertAlmostEquals(general.waitMs, exponential.waitMs, 1e-9);
  }
});

Deno.test("pollaczekKhinchineWaitMs() scales with the unit of time", () => {
  const slow = { arrivalRatePerSecond: 8, serviceMeanMs: 100, serviceSecondMomentMs2: 15_000 };
  assertAlmostEquals(pollaczekKhinchineWaitMs(slow), 300, 1e-9);
});

Deno.test("predictMg1() says why it does not apply", () => {
  const table = [
    [load(1, 1), "unstable"],
    [load(1.2, Infinity), "unstable"],
    [load(0.5, Infinity), "infinite-variance"],
    [load(0, 1), "no-arrivals"],
    [load(NaN, 1), "not-measured"],
    [load(0.5, NaN), "not-measured"],
  ] as const;
  for (const [given, reason] of table) {
    const prediction = predictMg1(given);
    assertEquals(prediction.state === "not-applicable" && prediction.reason, reason);
  }
});

Deno.test("predictMg1() explains itself with the figures", () => {
  const prediction = predictMg1(load(1.25, 1));
  assertEquals(prediction, {
    state: "not-applicable",
    reason: "unstable",
    message: "M/G/1: the server would have to be occupied 1.250 of the time; " +
      "below 1 a steady state exists",
  });
});

/** Every law of service, of mean 1 ms. */
const SERVICES: readonly Law[] = [
  { kind: "fixed", meanMs: 1 },
  { kind: "exponential", meanMs: 1 },
  { kind: "erlang", meanMs: 1, stages: 3 },
  { kind: "hyperexponential", meanMs: 1, scv: 4 },
  { kind: "lognormal", meanMs: 1, scv: 2 },
  { kind: "pareto", meanMs: 1, shape: 1.5, ratio: 50 },
  { kind: "bimodal", meanMs: 1, share: 0.1, ratio: 10 },
  { kind: "replay", demandMs: [0.25, 0.25, 0.5, 3] },
  { kind: "atoms", valuesMs: [0, 0.5, 3], weights: [1, 5, 2.5] },
];

function waitOf(service: Law, utilization: number) {
  return predicted(predictMg1({ arrivalRatePerSecond: 1000 * utilization, service }));
}

Deno.test("predictMg1() of a law has the mean that its moments have, and a distribution with that mean", () => {
  for (const service of SERVICES) {
    const { meanMs, secondMomentMs2 } = lawMoments(service);
    const { waitMs, wait } = waitOf(service, 0.6);
    const moments = { serviceMeanMs: meanMs, serviceSecondMomentMs2: secondMomentMs2 };
    const plain = predicted(predictMg1({ arrivalRatePerSecond: 600, ...moments }));
    assertEquals(waitMs, plain.waitMs);
    assertEquals(plain.wait, undefined);
    // Simpson's rule over √t, as far as p = 1 - 1e-6.
    const { tail, quantileMs } = known(wait);
    const end = Math.sqrt(quantileMs(1 - 1e-6));
    const panels = service.kind === "lognormal" || service.kind === "pareto" ? 150 : 2000;
    let sum = 0;
    for (let i = 0; i <= panels; i++) {
      const root = i * end / panels;
      const weight = i === 0 || i === panels ? 1 : i % 2 === 0 ? 2 : 4;
      sum += weight * tail(root * root) * 2 * root;
    }
    assertAlmostEquals(sum * end / panels / 3 / waitMs, 1, 1e-4, service.kind);
    assertAlmostEquals(tail(0), 0.6 * meanMs, 1e-12, service.kind);
  }
});

Deno.test("predictMg1() with exponential service is M/M/1 as a distribution, to 1e-8", () => {
  for (const utilization of [0.05, 0.5, 0.9, 0.99]) {
    const load = { arrivalRatePerSecond: 1000 * utilization, serviceMeanMs: 1 };
    const exact = known(predicted(predictMm1(load)).wait);
    const inverted = known(waitOf({ kind: "exponential", meanMs: 1 }, utilization).wait);
    for (let ms = 1e-3; ms < 20 / (1 - utilization); ms *= 1.3) {
      assertAlmostEquals(inverted.tail(ms), exact.tail(ms), 1e-8, `ρ ${utilization}, ${ms} ms`);
    }
    const p99Ms = exact.quantileMs(0.99);
    assertAlmostEquals(inverted.quantileMs(0.99), p99Ms, 1e-5 * (1 + p99Ms));
  }
});

Deno.test("predictMg1() keeps to M/M/1 far out and next to saturation, and ends in 0", () => {
  const service = { kind: "exponential", meanMs: 1 } as const;
  const load = { arrivalRatePerSecond: 999.99, serviceMeanMs: 1 };
  const exact = known(predicted(predictMm1(load)).wait);
  const inverted = known(waitOf(service, 0.99999).wait);
  for (const ms of [1, 1e3, 1e5, 1e6]) {
    assertAlmostEquals(inverted.tail(ms), exact.tail(ms), 1e-6, `${ms} ms`);
  }
  for (const utilization of [0.1, 0.9, 0.99999]) {
    const { tail, quantileMs } = known(waitOf(service, utilization).wait);
    assertEquals([1e8, 1e10, 1e12].map(tail), [0, 0, 0]);
    assertEquals([quantileMs(1 - 1e-15), quantileMs(1)], [NaN, Infinity]);
  }
});

Deno.test("predictMg1() has the sojourn of M/M/1 and of M/D/1", () => {
  const rate = { arrivalRatePerSecond: 800 };
  const markov = known(predicted(predictMm1({ ...rate, serviceMeanMs: 1 })).sojourn);
  const constant = known(predicted(predictMdc({ ...rate, serviceMs: 1, servers: 1 })).sojourn);
  const pairs = [
    [markov, waitOf({ kind: "exponential", meanMs: 1 }, 0.8).sojourn],
    [constant, waitOf({ kind: "fixed", meanMs: 1 }, 0.8).sojourn],
  ] as const;
  for (const [exact, inverted] of pairs) {
    for (const ms of [0, 0.5, 0.99, 1, 1.5, 2.01, 5, 30]) {
      assertAlmostEquals(known(inverted).tail(ms), exact.tail(ms), 1e-5, `${ms} ms`);
    }
    assertAlmostEquals(known(inverted).quantileMs(0.99), exact.quantileMs(0.99), 1e-4);
  }
});

Deno.test("predictMg1() has sojourns whose means are its means, unless they have too many jumps", () => {
  for (const service of SERVICES.filter(({ kind }) => kind !== "lognormal" && kind !== "pareto")) {
    const { sojournMs, sojourn } = waitOf(service, 0.6);
    assertAlmostEquals(meanByTail(known(sojourn), 2000) / sojournMs, 1, 2e-3, service.kind);
  }
  const record = Array.from({ length: 51 }, (_, at) => at / 25);
  assertEquals(waitOf({ kind: "replay", demandMs: record }, 0.5).sojourn, undefined);
  assert(waitOf({ kind: "replay", demandMs: record }, 0.5).wait !== undefined);
});

Deno.test("predictMg1() with constant service is M/D/c at c = 1 as a distribution, to 1e-5", () => {
  for (const utilization of [0.05, 0.3, 0.5, 0.8, 0.95, 0.99]) {
    const load = { arrivalRatePerSecond: 1000 * utilization, serviceMs: 1, servers: 1 };
    const exact = known(predicted(predictMdc(load)).wait);
    const inverted = known(waitOf({ kind: "fixed", meanMs: 1 }, utilization).wait);
    // All around the bends at 1, 2 and 3 ms, then far out.
    for (let ms = 0.01; ms < 3.5; ms += 0.01) {
      assertAlmostEquals(inverted.tail(ms), exact.tail(ms), 1e-5, `ρ ${utilization}, ${ms} ms`);
    }
    for (let ms = 3.5; ms < 10 / (1 - utilization); ms *= 1.1) {
      assertAlmostEquals(inverted.tail(ms), exact.tail(ms), 1e-5, `ρ ${utilization}, ${ms} ms`);
    }
  }
});

Deno.test("predictMg1() with hyperexponential service gives the two exponentials of its wait", () => {
  // Transform of the wait with poles at the two roots of s² + (μ₁ + μ₂ - λ)s + μ₁μ₂(1 - ρ), by partial
  // fractions; L. Kleinrock, volume 1, 5.7 (M/H₂/1).
  const scv = 4;
  const utilization = 0.8;
  const p = (1 + Math.sqrt((scv - 1) / (scv + 1))) / 2;
  const [a, b] = [2 * p, 2 * (1 - p)];
  const linear = a + b - utilization;
  const constant = a * b * (1 - utilization);
  const root = Math.sqrt(linear ** 2 - 4 * constant);
  const [fast, slow] = [(linear + root) / 2, (linear - root) / 2];
  const coefficient = (rate: number, other: number) =>
    (1 - utilization) * (a - rate) * (b - rate) / (rate * (other - rate));
  const wait = known(waitOf({ kind: "hyperexponential", meanMs: 1, scv }, utilization).wait);
  for (const ms of [0.1, 1, 5, 20, 60]) {
    const tail = coefficient(fast, slow) * Math.exp(-fast * ms) +
      coefficient(slow, fast) * Math.exp(-slow * ms);
    assertAlmostEquals(wait.tail(ms), tail, 1e-8, `${ms}`);
  }
});

Deno.test("predictMg1() agrees with the twin about the quantiles of a lognormal and a bimodal service", () => {
  const random = createRandom(41);
  const sigma = Math.sqrt(Math.log(3));
  const cases: readonly [Law, () => number][] = [
    [
      { kind: "lognormal", meanMs: 1, scv: 2 },
      () => Math.exp(sigma * random.normal() - sigma ** 2 / 2),
    ],
    [
      { kind: "bimodal", meanMs: 1, share: 0.1, ratio: 11 },
      () => random.uniform() < 0.1 ? 5.5 : 0.5,
    ],
  ];
  for (const [service, draw] of cases) {
    const arrivals = arrivalTimes(1_000_000, () => random.exponential(2));
    const waits = lindleyWaits(arrivals, draws(arrivals.length, draw));
    const wait = known(waitOf(service, 0.5).wait);
    for (const p of [0.5, 0.9, 0.99]) {
      const ms = wait.quantileMs(p);
      const part = waits.filter((waited) => waited > ms).length / waits.length;
      assertAlmostEquals(part / (1 - p), 1, 0.06, `${service.kind} p${100 * p}`);
    }
  }
});

Deno.test("predictMg1() of a law that takes no time makes nobody wait", () => {
  const { waitMs, wait } = waitOf({ kind: "fixed", meanMs: 0 }, 0.5);
  assertEquals([waitMs, known(wait).tail(0)], [0, 0]);
});

Deno.test("predictMg1() refuses what cannot be", () => {
  assertThrows(() => waitOf({ kind: "fixed", meanMs: -1 }, 0.5), RangeError, "'meanMs'");
  assertThrows(
    () => predictMg1({ ...load(0.5, 1), serviceSecondMomentMs2: -1 }),
    RangeError,
    "Cannot predict M/G/1: 'serviceSecondMomentMs2' must be at least 0, got -1",
  );
});
