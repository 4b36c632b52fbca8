import { assertEquals } from "@std/assert";
import type { SimulationModel } from "../../../../experiments/theory/simulation/model.ts";
import { simulate } from "../../../../experiments/theory/simulation/simulate.ts";
import { exponential, fixed, mm1, poisson, simulated } from "./_models.ts";

/**
 * Two tasks in progress at most: from one start to the next, while the other task awaits, 0.5 ms till one of
 * both ends, then as likely 1 ms of the loop as 0.5 ms of awaiting. So 1.25 ms, or 0.8 a ms.
 */
const TWO_AWAIT: SimulationModel["discipline"] = {
  kind: "awaiting",
  before: exponential(1),
  after: fixed(0),
  concurrency: 2,
};
/** With services of 1 ms, a task a slice and a pause behind each: 0.4 a ms. */
const ONE_A_SLICE: SimulationModel["discipline"] = {
  kind: "sliced",
  sliceMs: 0.5,
  pause: fixed(1.5),
};

Deno.test("simulate() says that a queue is unstable where only the run can tell", () => {
  const run = (ratePerMs: number, seed: number) =>
    simulate({ ...mm1(0.5), arrivals: poisson(ratePerMs), discipline: TWO_AWAIT }, {
      customers: 20_000,
      seed,
    });
  for (let seed = 1; seed <= 10; seed++) {
    const result = run(0.9, seed);
    assertEquals(result.state === "not-applicable" && result.reason, "unstable");
    assertEquals(run(0.76, seed).state, "simulated");
  }
});

Deno.test("simulate() knows exactly what slices of fixed and of exponential services can do", () => {
  const state = (ratePerMs: number, service: SimulationModel["service"]) => {
    const model = { arrivals: poisson(ratePerMs), service, discipline: ONE_A_SLICE };
    return simulate(model, { customers: 1000, seed: 1 }).state;
  };
  assertEquals(state(0.401, fixed(1)), "not-applicable");
  assertEquals(state(0.399, fixed(1)), "simulated");
  // 1.5 ms of work a slice, so that it takes 3 ms: 0.5 a ms.
  assertEquals(state(0.501, exponential(1)), "not-applicable");
  assertEquals(state(0.499, exponential(1)), "simulated");
});

Deno.test("simulate() has no wait in slices for tasks that take no time", () => {
  const model = { arrivals: poisson(0.5), service: fixed(0), discipline: ONE_A_SLICE };
  const { waitMs, utilization } = simulated(model, { customers: 1000, seed: 1 });
  assertEquals([waitMs.mean, waitMs.max, utilization], [0, 0, 0]);
});
