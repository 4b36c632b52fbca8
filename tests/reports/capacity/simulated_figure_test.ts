import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { mm1SojournQuantileMs, type SimulationModel } from "../../../experiments/theory/mod.ts";
import { figureBySimulation, relaxationTasks } from "../../../reports/capacity/simulated_figure.ts";

const MM1: SimulationModel = {
  arrivals: { kind: "renewal", gap: { kind: "exponential", meanMs: 1 } },
  service: { kind: "exponential", meanMs: 0.8 },
  discipline: { kind: "fifo", servers: 1, handOverMs: 0 },
};

Deno.test("figureBySimulation() gives every figure that a level can be set on", () => {
  const figure = figureBySimulation({ customers: 400_000, seed: 2 });
  const load = { arrivalRatePerSecond: 1000, serviceMeanMs: 0.8 };
  for (
    const [statistic, p] of [["p50", 0.5], ["p90", 0.9], ["p99", 0.99], ["p999", 0.999]] as const
  ) {
    const exactMs = mm1SojournQuantileMs(load, p);
    assertAlmostEquals(figure(MM1, statistic)!.ms, exactMs, 0.1 * exactMs, statistic);
  }
  const mean = figure(MM1, "mean")!;
  assertAlmostEquals(mean.ms, 4, 0.2);
  assert(mean.interval![0] < mean.ms && mean.ms < mean.interval![1]);
  assert(figure(MM1, "p99")!.interval !== null && figure(MM1, "p50")!.interval !== null);
  assertEquals([figure(MM1, "p90")!.interval, figure(MM1, "p999")!.interval], [null, null]);
});

Deno.test("figureBySimulation() has no answer for a queue without a steady state", () => {
  const figure = figureBySimulation({ customers: 10_000, seed: 2 });
  assertEquals(figure({ ...MM1, service: { kind: "fixed", meanMs: 1 } }, "p99"), null);
});

Deno.test("relaxationTasks() grows with load and spread", () => {
  // ρ/(1 − √ρ)²
  assertAlmostEquals(relaxationTasks(0.25, 1, 1), 1, 1e-12);
  assertAlmostEquals(relaxationTasks(0.81, 1, 1), 81, 1e-9);
  assertAlmostEquals(relaxationTasks(0.81, 1, 5), 243, 1e-9);
  assertAlmostEquals(relaxationTasks(0.81, 0, 0), 81, 1e-9);
});
