import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { kieferWolfowitzWaits, lindleyWaits } from "../../../experiments/theory/twin.ts";
import { arrivalTimes, draws, exponential, lcg, meanOf } from "./_simulation.ts";

/** Tasks as gap and service in whole ms, so that ties are common and sums are exact. */
const tasks = fc.array(fc.record({ gapMs: fc.nat(6), serviceMs: fc.nat(12) }), { maxLength: 40 });

type Tasks = readonly { readonly gapMs: number; readonly serviceMs: number }[];

function columns(given: Tasks): [arrivalsMs: Float64Array, servicesMs: Float64Array] {
  let now = 0;
  const arrivalsMs = Float64Array.from(given, ({ gapMs }) => now += gapMs);
  return [arrivalsMs, Float64Array.from(given, ({ serviceMs }) => serviceMs)];
}

/** Plays the system tick by tick: one queue, `servers` servers, each task in order of arrival. */
function playedWaits(arrivals: Float64Array, services: Float64Array, servers: number): number[] {
  const waits: number[] = [];
  const remaining = new Array<number>(servers).fill(0);
  for (let now = 0; waits.length < arrivals.length; now++) {
    for (let at = remaining.indexOf(0); at >= 0; at = remaining.indexOf(0)) {
      const task = waits.length;
      if (task === arrivals.length || arrivals[task] > now) break;
      waits.push(now - arrivals[task]);
      remaining[at] = services[task];
    }
    for (let at = 0; at < servers; at++) remaining[at] = Math.max(0, remaining[at] - 1);
  }
  return waits;
}

Deno.test("lindleyWaits() follows an example by hand", () => {
  const arrivals = Float64Array.of(0, 1, 1, 10, 11);
  const services = Float64Array.of(3, 2, 1, 5, 1);
  assertEquals(lindleyWaits(arrivals, services), Float64Array.of(0, 2, 4, 0, 4));
});

Deno.test("lindleyWaits() agrees with a system played tick by tick", () => {
  fc.assert(fc.property(tasks, (given) => {
    const [arrivals, services] = columns(given);
    assertEquals([...lindleyWaits(arrivals, services)], playedWaits(arrivals, services, 1));
  }));
});

Deno.test("kieferWolfowitzWaits() agrees with a system played tick by tick", () => {
  fc.assert(fc.property(tasks, fc.integer({ min: 1, max: 9 }), (given, servers) => {
    const [arrivals, services] = columns(given);
    const waits = kieferWolfowitzWaits(arrivals, services, servers);
    assertEquals([...waits], playedWaits(arrivals, services, servers));
  }));
});

Deno.test("kieferWolfowitzWaits() with one server is lindleyWaits()", () => {
  const uniform = lcg(3);
  const arrivals = arrivalTimes(20_000, exponential(uniform, 1));
  const services = draws(20_000, exponential(uniform, 0.9));
  const lindley = lindleyWaits(arrivals, services);
  kieferWolfowitzWaits(arrivals, services, 1).forEach((waitMs, task) => {
    assertAlmostEquals(waitMs, lindley[task], 1e-8);
  });
});

Deno.test("kieferWolfowitzWaits() never waits less than 0, nor longer for one more server", () => {
  fc.assert(fc.property(tasks, fc.integer({ min: 1, max: 5 }), (given, servers) => {
    const [arrivals, services] = columns(given);
    const more = kieferWolfowitzWaits(arrivals, services, servers + 1);
    const fewer = kieferWolfowitzWaits(arrivals, services, servers);
    assert(more.every((waitMs, task) => waitMs >= 0 && waitMs <= fewer[task]));
  }));
});

Deno.test("kieferWolfowitzWaits() makes nobody wait with a server for each task", () => {
  const together = new Float64Array(5);
  assertEquals(kieferWolfowitzWaits(together, Float64Array.of(1, 2, 3, 4, 5), 1000), together);
});

Deno.test("lindleyWaits() meets M/G/1 and D/M/1 on long sample paths", () => {
  // golden/queueing-values.json: M/G/1 at rho 0.8 for SCV 0 and 1 (Pollaczek-Khinchine), and
  // GI/M/1 with deterministic arrivals at rho 0.5 and 0.8 (root of sigma = A*(mu(1-sigma))).
  const count = 1_000_000;
  const uniform = lcg(17);
  const random = exponential(uniform, 1);
  const table = [
    [exponential(uniform, 1.25), () => 1, 2],
    [exponential(uniform, 1.25), random, 4],
    [() => 2, random, 0.255],
    [() => 1.25, random, 1.69273],
  ] as const;
  for (const [gap, service, waitMs] of table) {
    const found = meanOf(lindleyWaits(arrivalTimes(count, gap), draws(count, service)));
    assertAlmostEquals(found / waitMs, 1, 0.03);
  }
});

Deno.test("kieferWolfowitzWaits() meets M/M/c on long sample paths", () => {
  // golden/queueing-values.json: M/M/c at rho 0.9, c = 2 and 5 (Erlang C); and lambda 9, mu 5,
  // c = 4, W 0.212 (ETH lecture slides, via GNU Octave's queueing package).
  const count = 3_000_000;
  const uniform = lcg(23);
  const meanWait = (servers: number, gapMean: number, serviceMean: number) => {
    const arrivals = arrivalTimes(count, exponential(uniform, gapMean));
    const services = draws(count, exponential(uniform, serviceMean));
    return meanOf(kieferWolfowitzWaits(arrivals, services, servers));
  };
  assertAlmostEquals(meanWait(2, 1 / 1.8, 1) / 4.26316, 1, 0.03);
  assertAlmostEquals(meanWait(5, 1 / 4.5, 1) / 1.52499, 1, 0.03);
  assertAlmostEquals(meanWait(4, 1 / 9, 1 / 5) + 0.2, 0.212, 0.0005);
});

Deno.test("lindleyWaits() and kieferWolfowitzWaits() take no tasks and refuse unequal lengths", () => {
  const none = new Float64Array(0);
  assertEquals(lindleyWaits(none, none), none);
  assertEquals(kieferWolfowitzWaits(none, none, 2), none);
  const one = new Float64Array(1);
  assertThrows(() => lindleyWaits(one, none), RangeError, "got 1 and 0");
  assertThrows(() => kieferWolfowitzWaits(none, one, 1), RangeError, "got 0 and 1");
  for (const servers of [0, 1.5, NaN]) {
    assertThrows(() => kieferWolfowitzWaits(one, one, servers), RangeError, "'servers'");
  }
});
