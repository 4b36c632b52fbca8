import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { erlangB } from "../../../experiments/theory/erlang.ts";
import { predictMmc } from "../../../experiments/theory/mmc.ts";
import { predictMmck } from "../../../experiments/theory/mmck.ts";
import { known, meanByTail, predicted, reasonOf } from "./_predicted.ts";
import { exponential, lcg } from "./_simulation.ts";

function load(servers: number, capacity: number, utilization: number) {
  const arrivalRatePerSecond = 1000 * servers * utilization;
  return { arrivalRatePerSecond, serviceMeanMs: 1, servers, capacity };
}

Deno.test("predictMmck() keeps Little's law, in the system and in the queue", () => {
  fc.assert(fc.property(
    fc.integer({ min: 1, max: 40 }),
    fc.integer({ min: 0, max: 100 }),
    fc.double({ min: 0.01, max: 20, noNaN: true }),
    (servers, places, utilization) => {
      const given = predicted(predictMmck(load(servers, servers + places, utilization)));
      const ratePerMs = given.acceptedRatePerSecond / 1000;
      const close = (actual: number, expected: number) =>
        assertAlmostEquals(actual, expected, 1e-10 * (1 + Math.abs(expected)));
      close(given.inSystem, ratePerMs * given.sojournMs);
      close(given.waiting, ratePerMs * given.waitMs);
      close(given.inSystem - given.waiting, given.utilization * servers);
      close(ratePerMs, servers * utilization * (1 - given.lostShare));
    },
  ));
});

Deno.test("predictMmck() without room to wait is Erlang's loss system", () => {
  for (const [servers, utilization] of [[1, 0.5], [10, 1], [10, 3], [300, 0.9], [10_000, 1.01]]) {
    const given = predicted(predictMmck(load(servers, servers, utilization)));
    const lost = erlangB(servers * utilization, servers);
    assertAlmostEquals(given.lostShare / lost, 1, 1e-11);
    assertEquals([given.waitMs, given.waiting, known(given.wait).tail(0)], [0, 0, 0]);
  }
});

Deno.test("predictMmck() with one server has the geometric shares of M/M/1/K", () => {
  // p(n) = (1 - ρ) ρⁿ/(1 - ρ^(K+1)), and 1/(K + 1) at ρ = 1: Gross and Harris, 2.5.
  for (const utilization of [0.3, 0.8, 1, 1.5]) {
    const { emptyShare, lostShare } = predicted(predictMmck(load(1, 10, utilization)));
    const empty = utilization === 1 ? 1 / 11 : (1 - utilization) / (1 - utilization ** 11);
    assertAlmostEquals(emptyShare, empty, 1e-14);
    assertAlmostEquals(lostShare, empty * utilization ** 10, 1e-14);
  }
});

Deno.test("predictMmck() becomes M/M/c as the room grows", () => {
  for (const [servers, utilization] of [[1, 0.8], [3, 0.5], [50, 0.95]]) {
    const unlimited = predicted(predictMmck(load(servers, Infinity, utilization)));
    const markov = predicted(predictMmc(load(servers, Infinity, utilization)));
    const roomy = predicted(predictMmck(load(servers, 3000, utilization)));
    assertEquals(unlimited.waitMs, markov.waitMs);
    const figures = (given: typeof unlimited) => [
      given.waitMs,
      given.emptyShare,
      given.lostShare,
      given.inSystem,
      given.waiting,
      given.acceptedRatePerSecond,
      known(given.wait).tail(0),
      known(given.wait).tail(3),
      known(given.wait).quantileMs(0.999),
    ];
    figures(roomy).forEach((figure, at) => {
      const expected = figures(unlimited)[at];
      assertAlmostEquals(figure, expected, 1e-9 * Math.max(expected, 1e-3), `${servers}, ${at}`);
    });
  }
});

Deno.test("predictMmck() has a wait whose mean is its mean", () => {
  for (const given of [load(2, 5, 0.75), load(1, 50, 1), load(8, 30, 1.7), load(1, 2000, 1.05)]) {
    const { waitMs, wait } = predicted(predictMmck(given));
    assertAlmostEquals(meanByTail(known(wait)) / waitMs, 1, 1e-5);
  }
});

Deno.test("predictMmck() agrees with a simulation of two servers and three places, overloaded", () => {
  const uniform = lcg(31);
  const gap = exponential(uniform, 1 / 2.6);
  const service = exponential(uniform, 1);
  const freeAt = [0, 0];
  // When those that wait will start: known on arrival, as they are served in order.
  let starts: number[] = [];
  let accepted = 0;
  let lost = 0;
  let waited = 0;
  let longWaits = 0;
  for (let task = 0, now = 0; task < 600_000; task++) {
    now += gap();
    starts = starts.filter((start) => start > now);
    const waiting = starts.length;
    if (waiting >= 3) {
      lost++;
      continue;
    }
    const server = freeAt[0] <= freeAt[1] ? 0 : 1;
    const start = Math.max(now, freeAt[server]);
    freeAt[server] = start + service();
    if (start > now) starts.push(start);
    accepted++;
    waited += start - now;
    if (start - now > 2) longWaits++;
  }
  const given = predicted(predictMmck(load(2, 5, 1.3)));
  assertAlmostEquals(lost / (lost + accepted), given.lostShare, 0.003);
  assertAlmostEquals(waited / accepted / given.waitMs, 1, 0.01);
  assertAlmostEquals(longWaits / accepted, known(given.wait).tail(2), 0.003);
});

Deno.test("predictMmck() stays finite for many servers and much room", () => {
  const given = predicted(predictMmck(load(5000, 100_000, 1.2)));
  // The queue is full but for a geometric number of places: λ'= cμ, a task waits for K - c services.
  assertAlmostEquals(given.lostShare, 1 - 1 / 1.2, 1e-12);
  assertAlmostEquals(given.utilization, 1, 1e-12);
  assertAlmostEquals(given.waitMs, (95_000 - 5) / 5000, 1e-3);
  assertEquals(known(given.wait).quantileMs(1), Infinity);
});

Deno.test("predictMmck() says why it does not apply", () => {
  assertEquals(reasonOf(predictMmck(load(2, Infinity, 1))), "unstable");
  assertEquals(reasonOf(predictMmck(load(2, 5, 0))), "no-arrivals");
  assertEquals(reasonOf(predictMmck({ ...load(2, 5, 1), serviceMeanMs: NaN })), "not-measured");
});

Deno.test("predictMmck() refuses room for fewer tasks than servers", () => {
  assertThrows(
    () => predictMmck(load(3, 2, 0.5)),
    RangeError,
    "Cannot predict M/M/c/K: 'capacity' must be Infinity or a whole number of at least " +
      "'servers' = 3, got 2",
  );
  assertThrows(() => predictMmck({ ...load(1, 2, 0.5), serviceMeanMs: 0 }), RangeError, "above 0");
});

Deno.test("predictMmck() is M/M/c where a capacity beyond memory is never reached, and says so else", () => {
  const load = { arrivalRatePerSecond: 500, serviceMeanMs: 1, servers: 1 };
  assertEquals(
    JSON.stringify(predictMmck({ ...load, capacity: 1e10 })),
    JSON.stringify(predictMmck({ ...load, capacity: Infinity })),
  );
  const overload = { ...load, arrivalRatePerSecond: 1500, capacity: 1e10 };
  assertThrows(() => predictMmck(overload), RangeError, "'capacity' must be at most 10000000");
});
