import { assert, assertAlmostEquals } from "@std/assert";
import { predictSetUp } from "../../../../experiments/theory/set_up.ts";
import { simulate } from "../../../../experiments/theory/simulation/mod.ts";

Deno.test("simulate() of a bounded queue with room for all is M/G/1 with set-up", () => {
  const poisson = { kind: "poisson", ratePerSecond: 600 } as const;
  const found = simulate({
    arrivals: { kind: "process", process: poisson },
    service: { kind: "exponential", meanMs: 1 },
    discipline: {
      kind: "bounded",
      capacity: 1e6,
      overflow: "reject",
      setUp: { kind: "exponential", meanMs: 0.5 },
      handOverMs: 0.1,
    },
  }, { customers: 400_000, seed: 3 });
  const predicted = predictSetUp({
    arrivalRatePerSecond: 600,
    serviceMeanMs: 1,
    serviceSecondMomentMs2: 2,
    setUp: { meanMs: 0.5, secondMomentMs2: 0.5 },
    handOver: { meanMs: 0.1, secondMomentMs2: 0.01 },
  });
  assert(found.state === "simulated" && predicted.state === "predicted");
  assertAlmostEquals(found.waitMs.mean / predicted.waitMs, 1, 0.02);
});
