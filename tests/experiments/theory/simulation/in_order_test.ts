import { assertAlmostEquals } from "@std/assert";
import type { WaitRecursion } from "../../../../experiments/theory/simulation/in_order.ts";
import { ManyServers } from "../../../../experiments/theory/simulation/many_servers.ts";
import { OneServer } from "../../../../experiments/theory/simulation/one_server.ts";
import { createPolled } from "../../../../experiments/theory/simulation/polled.ts";
import { createSampler } from "../../../../experiments/theory/simulation/sampler.ts";
import { kieferWolfowitzWaits, lindleyWaits } from "../../../../experiments/theory/twin.ts";
import { draws, exponential as draw, lcg, meanOf, polledWaits } from "../_simulation.ts";
import { fixed } from "./_models.ts";

const COUNT = 5000;
const NO_PREPARATION = { setUps: null, handOverMs: 0 };

/** Gaps and services for so many servers, nearly busy. */
function load(servers: number) {
  const uniform = lcg(servers);
  const gapsMs = draws(COUNT, draw(uniform, 1.05 / servers));
  let nowMs = 0;
  const arrivalsMs = gapsMs.map((gapMs) => nowMs += gapMs);
  return { gapsMs, arrivalsMs, servicesMs: draws(COUNT, draw(uniform, 1)) };
}

function waitsOf(recursion: WaitRecursion, gapsMs: Float64Array, servicesMs: Float64Array) {
  const waitsMs = new Float64Array(COUNT);
  // In two pieces: what is between them is the recursion's to remember.
  recursion.waits(gapsMs, servicesMs, waitsMs, 2000);
  const rest = new Float64Array(COUNT - 2000);
  recursion.waits(gapsMs.subarray(2000), servicesMs.subarray(2000), rest, rest.length);
  waitsMs.set(rest, 2000);
  return waitsMs;
}

function assertSame(actual: Float64Array, expected: Float64Array): void {
  actual.forEach((value, i) => assertAlmostEquals(value, expected[i], 1e-8, `task ${i}`));
}

Deno.test("OneServer gives the waits of Lindley's recursion", () => {
  const { gapsMs, arrivalsMs, servicesMs } = load(1);
  assertSame(waitsOf(new OneServer(), gapsMs, servicesMs), lindleyWaits(arrivalsMs, servicesMs));
});

for (const servers of [1, 2, 10, 48, 49, 300]) {
  Deno.test(`ManyServers gives the waits of Kiefer and Wolfowitz: ${servers}`, () => {
    const { gapsMs, arrivalsMs, servicesMs } = load(servers);
    assertSame(
      waitsOf(new ManyServers(servers, NO_PREPARATION), gapsMs, servicesMs),
      kieferWolfowitzWaits(arrivalsMs, servicesMs, servers),
    );
  });
}

for (const drain of ["one", "present", "all"] as const) {
  Deno.test(`createPolled() gives the waits of a queue that is played step by step: ${drain}`, () => {
    const { gapsMs, arrivalsMs, servicesMs } = load(0.4);
    let next = 0;
    // All is on whole steps of 2⁻²⁰ ms, so that sums in another order are the same sums.
    const step = (ms: number) => Math.ceil(ms * 2 ** 20) / 2 ** 20;
    let nowMs = 0;
    const times = arrivalsMs.map((_, i) => nowMs += step(gapsMs[i]));
    const services = servicesMs.map(step);
    const expected = meanOf(polledWaits(times, {
      drain,
      service: () => services[next++],
      sleep: () => 0.25,
    }));
    const recursion = createPolled(drain, createSampler(fixed(0.25), 1, "test"));
    const waitsMs = waitsOf(recursion, gapsMs.map(step), services);
    assertAlmostEquals(meanOf(waitsMs), expected, 1e-9);
  });
}

Deno.test("ManyServers lets a server set up after a rest, and hand over after a task", () => {
  const recursion = new ManyServers(1, {
    setUps: createSampler(fixed(0.5), 1, "test"),
    handOverMs: 0.25,
  });
  const waitsMs = new Float64Array(4);
  // The first finds it at rest; the second comes 1 ms later and waits for its end at 1.5 and the
  // hand-over; the third comes when all have ended; the fourth with the third.
  recursion.waits(
    Float64Array.of(1, 1, 10, 0),
    Float64Array.of(1, 1, 1, 1),
    waitsMs,
    4,
  );
  [0.5, 0.75, 0.5, 1.75].forEach((ms, i) => assertAlmostEquals(waitsMs[i], ms, 1e-12));
});
