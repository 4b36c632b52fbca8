import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { queueExcess, queueTail } from "../../../experiments/theory/_queue_excess.ts";
import { predictMdc } from "../../../experiments/theory/mdc.ts";
import { predictMg1 } from "../../../experiments/theory/mg1.ts";
import { predictMgc } from "../../../experiments/theory/ggc.ts";
import { kieferWolfowitzWaits } from "../../../experiments/theory/twin.ts";
import { known, meanByTail, predicted, reasonOf } from "./_predicted.ts";
import { arrivalTimes, draws, exponential, lcg, meanOf } from "./_simulation.ts";

function load(servers: number, utilization: number) {
  return { arrivalRatePerSecond: 1000 * servers * utilization, serviceMs: 1, servers };
}

/**
 * The mean wait by another route. Constant service keeps the order of arrival, so each server gets every
 * c-th task: a GI/D/1 queue with Erlang gaps, whose mean wait is Σ E[(nD - gaps)⁺]/n (F. Spitzer, "A
 * Combinatorial Lemma and its Application to Probability Theory", Transactions of the American
 * Mathematical Society 82 (1956)). With N Poisson of mean x = n a, λ E[(nD - gaps)⁺] = E[(N - nc)⁺].
 */
function spitzerWaitMs(servers: number, utilization: number): number {
  const load = servers * utilization;
  let sum = 0;
  for (let n = 1, term = Infinity; term > 1e-14 * sum; n++) {
    const x = n * load;
    let logMass = -x;
    for (let j = 1; j <= n * servers; j++) logMass += Math.log(x / j);
    let mass = Math.exp(logMass);
    term = 0;
    for (let j = n * servers + 1, above = 1; mass > 1e-18 * term; j++, above++) {
      mass *= x / j;
      term += above * mass / n;
    }
    sum += term;
  }
  return sum / load;
}

/** P(Wq ≤ t) of M/D/1 by Erlang's own formula, (1 - λ) Σ (λ(j - t))^j e^(-λ(j-t))/j!, with D = 1. */
function erlangMd1(arrivalsPerMs: number, ms: number): number {
  let sum = 0;
  for (let j = 0, factorial = 1; j <= ms; j++, factorial *= j) {
    const x = arrivalsPerMs * (j - ms);
    sum += x ** j * Math.exp(-x) / factorial;
  }
  return (1 - arrivalsPerMs) * sum;
}

Deno.test("predictMdc() at c = 1 waits as Pollaczek-Khinchine says, and is distributed as Erlang says", () => {
  for (const utilization of [0.01, 0.5, 0.8, 0.99, 0.999999]) {
    const { waitMs } = predicted(predictMdc(load(1, utilization)));
    const mg1 = { ...load(1, utilization), serviceMeanMs: 1, serviceSecondMomentMs2: 1 };
    assertAlmostEquals(waitMs / predicted(predictMg1(mg1)).waitMs, 1, 1e-9);
  }
  // A. K. Erlang, "The Theory of Probabilities and Telephone Conversations" (1909). Its terms alternate,
  // so it serves for short waits only.
  const wait = known(predicted(predictMdc(load(1, 0.7))).wait);
  for (const ms of [0, 0.3, 1, 1.5, 2, 4.75, 9]) {
    assertAlmostEquals(wait.tail(ms), 1 - erlangMd1(0.7, ms), 1e-9, `${ms}`);
  }
});

Deno.test("predictMdc() gives the mean that Spitzer's identity gives", () => {
  const cases = [[1, 0.3], [2, 0.9], [3, 0.01], [5, 0.9], [20, 0.8], [50, 0.5], [100, 0.3]];
  for (const [servers, utilization] of cases) {
    const { waitMs } = predicted(predictMdc(load(servers, utilization)));
    const expectedMs = spitzerWaitMs(servers, utilization);
    assertAlmostEquals(waitMs / expectedMs, 1, 1e-9, `c ${servers}, ρ ${utilization}: ${waitMs}`);
  }
});

Deno.test("predictMdc() has distributions whose means are its means", () => {
  for (const [servers, utilization] of [[1, 0.8], [2, 0.5], [7, 0.9], [40, 0.95], [300, 0.97]]) {
    const given = load(servers, utilization);
    const { waitMs, sojournMs, wait, sojourn } = predicted(predictMdc(given));
    assertAlmostEquals(meanByTail(known(wait)) / waitMs, 1, 1e-5, `c ${servers}`);
    assertAlmostEquals(meanByTail(known(sojourn)) / sojournMs, 1, 1e-3, `c ${servers}`);
  }
});

Deno.test("predictMdc() agrees with the twin over a sample path", () => {
  const arrivals = arrivalTimes(1_000_000, exponential(lcg(8), 1 / 4.5));
  const waits = kieferWolfowitzWaits(arrivals, draws(arrivals.length, () => 1), 5);
  const { waitMs, wait } = predicted(predictMdc(load(5, 0.9)));
  assertAlmostEquals(meanOf(waits) / waitMs, 1, 0.03);
  for (const p of [0.5, 0.9, 0.99]) {
    const ms = known(wait).quantileMs(p);
    const part = waits.filter((waited) => waited > ms).length / waits.length;
    assertAlmostEquals(part / (1 - p), 1, 0.08, `p${100 * p}`);
  }
});

Deno.test("predictMdc() holds for thousands of servers and next to saturation", () => {
  // Near ρ = 1 the approximation for M/G/c becomes exact.
  for (const [servers, utilization] of [[100, 0.99999], [10_000, 0.9999999]]) {
    const { waitMs, wait } = predicted(predictMdc(load(servers, utilization)));
    const scaled = { ...load(servers, utilization), serviceMeanMs: 1, serviceScv: 0 };
    assertAlmostEquals(waitMs / predicted(predictMgc(scaled)).waitMs, 1, 1e-4);
    const p99Ms = known(wait).quantileMs(0.99);
    assertAlmostEquals(p99Ms / (waitMs * Math.log(100)), 1, 1e-3);
  }
});

Deno.test("predictMdc() has a tail that goes on falling as far as it is asked for", () => {
  const { tail } = known(predicted(predictMdc(load(3, 0.8))).wait);
  let last = tail(0);
  for (let ms = 0.25; ms < 200; ms += 0.25) {
    const next = tail(ms);
    assert(next < last && next > 0, `${ms}: ${next}`);
    last = next;
  }
  assertEquals(tail(1e6), 0);
  // Its decay a service time is that of the outer root: ln z = ρ(z - 1), P(Wq > t + 1) = P(Wq > t)/z^c.
  const z = tail(50) / tail(51);
  assertAlmostEquals(Math.log(z) / 3, 0.8 * (z ** (1 / 3) - 1), 1e-9);
});

Deno.test("queueTail() adds up to the mean number that wait, its geometric end included", () => {
  for (const [servers, utilization] of [[1, 0.5], [3, 0.9], [40, 0.95], [300, 0.97], [20, 0.3]]) {
    const excess = queueExcess(servers * utilization, servers);
    const tail = queueTail(excess, utilization);
    let sum = 0;
    for (let n = 0; tail(n) > 1e-16 * sum; n++) sum += tail(n);
    const mean = excess.steps.reduce((total, step, j) => total + j * step, 0) / excess.rest;
    assertAlmostEquals(sum / mean, 1, 1e-10, `c ${servers}, ρ ${utilization}`);
  }
});

Deno.test("predictMdc() makes nobody wait for a service that takes no time", () => {
  const { waitMs, wait } = predicted(predictMdc({ ...load(2, 0.5), serviceMs: 0 }));
  assertEquals([waitMs, known(wait).quantileMs(1)], [0, 0]);
});

Deno.test("predictMdc() says why it does not apply", () => {
  assertEquals(reasonOf(predictMdc(load(3, 1))), "unstable");
  assertEquals(reasonOf(predictMdc(load(3, 0))), "no-arrivals");
  assertEquals(reasonOf(predictMdc({ ...load(3, 0.5), serviceMs: NaN })), "not-measured");
  assertThrows(() => predictMdc(load(0, 0.5)), RangeError, "'servers'");
});
