import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { judgeSteadiness } from "../../../experiments/trial/steadiness.ts";
import { createRandom } from "../../../experiments/workload/random.ts";

const POISSON = { arrivals: "poisson", loop: "open" } as const;

Deno.test("judgeSteadiness() looks only where arrivals are alike at all times", () => {
  const waitMs = new Float64Array(500).map((_, task) => task % 3);
  const kinds = [
    "poisson",
    "steady",
    "mmpp",
    "batches",
    "on-off",
    "ramp",
    "diurnal",
    "replay",
  ] as const;
  const applies = kinds.filter((arrivals) =>
    judgeSteadiness(waitMs, { arrivals, loop: "open" }).transient.state !== "not-applicable"
  );
  assertEquals(applies, ["poisson", "steady", "mmpp"]);
  const closed = judgeSteadiness(waitMs, { arrivals: "closed", loop: "closed" });
  assertEquals(closed.transient, { state: "not-applicable" });
  assertEquals(closed.waitLag1Autocorrelation, null);
  assertEquals(closed.waitBatchMeansMs.length, 25);
});

Deno.test("judgeSteadiness() finds a transient and what neighbouring batches share", () => {
  const random = createRandom(1);
  const waitMs = new Float64Array(2000).map((_, task) => (task < 100 ? 20 : 0) + random.uniform());
  const { transient, waitLag1Autocorrelation } = judgeSteadiness(waitMs, POISSON);
  assertEquals(transient, { state: "found", tasks: 100 });
  // The transient is in the first two of 25 batches.
  assertAlmostEquals(waitLag1Autocorrelation!, 0.23, 0.01);
  const drifting = judgeSteadiness(waitMs.map((_, task) => task + random.uniform()), POISSON);
  assertEquals(drifting.transient, { state: "no-steady-state" });
  assert(drifting.waitLag1Autocorrelation! > 0.8);
});

Deno.test("judgeSteadiness() says nothing of few tasks or of waits that do not vary", () => {
  const random = createRandom(2);
  const few = judgeSteadiness(new Float64Array(249).map(() => random.uniform()), POISSON);
  assertEquals(few.transient, { state: "too-few-tasks" });
  assert(few.waitLag1Autocorrelation !== null);
  assertEquals(judgeSteadiness(new Float64Array(24), POISSON), {
    waitBatchMeansMs: [],
    waitLag1Autocorrelation: null,
    transient: { state: "too-few-tasks" },
  });
  assertEquals(judgeSteadiness(new Float64Array(500), POISSON).waitLag1Autocorrelation, null);
});
