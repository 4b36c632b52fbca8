import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import type { SimulationModel } from "../../../../experiments/theory/simulation/model.ts";
import { simulate } from "../../../../experiments/theory/simulation/simulate.ts";

const HELD: SimulationModel = {
  arrivals: { kind: "process", process: { kind: "poisson", ratePerSecond: 800 } },
  service: { kind: "exponential", meanMs: 1 },
  discipline: { kind: "fifo", servers: 1 },
};
const STAYING: SimulationModel = {
  ...HELD,
  discipline: { kind: "fifo", servers: 1, stay: { kind: "fixed", meanMs: 7 } },
};

Deno.test("simulate() lets tasks stay longer than they hold their server", () => {
  const options = { customers: 50_000, seed: 3 };
  const held = simulate(HELD, options);
  const staying = simulate(STAYING, options);
  assert(held.state === "simulated" && staying.state === "simulated");
  assertEquals(staying.waitMs, held.waitMs);
  assertEquals(staying.utilization, held.utilization);
  assertAlmostEquals(staying.sojournMs.mean, staying.waitMs.mean + 7, 1e-6);
  assertAlmostEquals(staying.sojournMs.p99, staying.waitMs.p99 + 7, 0.01 * staying.sojournMs.p99);
});

Deno.test("simulate() refuses users who would wait for the end of a stay", () => {
  const users = { kind: "closed", users: 3, think: { kind: "fixed", meanMs: 1 } } as const;
  const result = simulate({ ...STAYING, arrivals: users }, { customers: 1000, seed: 1 });
  assert(result.state === "not-applicable");
  assertEquals(result.reason, "assumption-broken");
});
