import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import type { SimulationModel } from "../../../../experiments/theory/simulation/model.ts";
import { simulate } from "../../../../experiments/theory/simulation/simulate.ts";

const MM1: SimulationModel = {
  arrivals: { kind: "process", process: { kind: "poisson", ratePerSecond: 800 } },
  service: { kind: "exponential", meanMs: 1 },
  discipline: { kind: "fifo", servers: 1 },
};

Deno.test("simulate() gives the same result for the same seed", () => {
  const options = { customers: 20_000, seed: 7 };
  assertEquals(simulate(MM1, options), simulate(MM1, options));
});

Deno.test("simulate() finds the rates and the utilization that were asked for", () => {
  const result = simulate(MM1, { customers: 1_000_000, seed: 1 });
  assert(result.state === "simulated");
  assertAlmostEquals(result.arrivalRatePerSecond, 800, 4);
  assertAlmostEquals(result.utilization, 0.8, 0.005);
});
