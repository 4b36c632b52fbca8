import { assert, assertEquals } from "@std/assert";
import { planGate } from "../../../experiments/gate/plan_gate.ts";
import { rehearse } from "../../../experiments/gate/rehearse.ts";
import type { GateTrial } from "../../../experiments/gate/run_gate.ts";
import type { FailedTrial, TrialRecord } from "../../../experiments/record.ts";

const config = { workloads: ["steady", "burst"], durationMs: 100, strategies: ["direct"] };
const plans = planGate({ base: { config }, head: { config } }, { seed: 1, blocks: 3 });

/** Answers each trial and remembers what it was asked. */
function runner(answerAt: (place: number) => Partial<FailedTrial> | { state: "measured" } | null) {
  const asked: GateTrial[] = [];
  const run = (trial: GateTrial) => {
    asked.push(trial);
    return Promise.resolve(answerAt(asked.length - 1) as TrialRecord | null);
  };
  return { asked, run };
}

Deno.test("rehearse() tries each cell of each arm once, and briefly", async () => {
  const { asked, run } = runner(() => ({ state: "measured" }));
  assertEquals(await rehearse(plans, run), { state: "complete" });
  assertEquals(asked.map(({ arm, trial }) => `${arm} ${trial.cell}`), [
    ...["base 0", "base 1"],
    ...["head 0", "head 1"],
  ]);
  for (const { trial: { spec } } of asked) {
    assertEquals(spec.extent, { kind: "tasks", tasks: 20 });
    assert(spec.timing.warmupMs + spec.timing.calibrationMs < 50);
  }
});

Deno.test("rehearse() ends with the first trial that cannot be run", async () => {
  const record = { state: "failed", reason: "crashed", message: "exit code 1" } as const;
  const { asked, run } = runner((place) => place === 2 ? record : { state: "measured" });
  assertEquals(await rehearse(plans, run), {
    state: "failed",
    arm: "head",
    cell: 0,
    record: record as FailedTrial,
  });
  assertEquals(asked.length, 3);
  const interrupted = runner((place) => place === 1 ? null : { state: "measured" });
  assertEquals(await rehearse(plans, interrupted.run), { state: "interrupted" });
});

Deno.test("rehearse() does not mind a trial too short to agree with itself", async () => {
  const { run } = runner(() => ({ state: "failed", reason: "void", message: "L and λW differ" }));
  assertEquals(await rehearse(plans, run), { state: "complete" });
});
