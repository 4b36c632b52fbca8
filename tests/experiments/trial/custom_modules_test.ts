import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { conductTrial } from "../../../experiments/study/conduct_trial.ts";
import { planStudy, type StudyPlan } from "../../../experiments/study/plan.ts";
import {
  NO_MODULES,
  selectionKey,
  type StudyModules,
} from "../../../experiments/study/study_modules.ts";
import type { ModuleSpec } from "../../../experiments/trial/spec.ts";
import type { TrialRecord } from "../../../experiments/record.ts";
import type { Placement } from "../../../strategies/mod.ts";

// Described by hand: what describes them has tests of its own, and takes its time.
const moduleOf = (name: string): ModuleSpec => ({
  url: new URL(`../study/_modules/${name}.ts`, import.meta.url).href,
  sha256: "",
});
const strategyOf = (name: string, values = {}): StudyModules["strategies"] =>
  new Map([[selectionKey({ name: "./mine.ts", given: {} }), {
    spec: { name: "./mine.ts", values, module: moduleOf(name) },
    selection: "./mine.ts",
    family: "thread",
    placements: ["inside", "outside"],
    discipline: { kind: "work-conserving" },
  }]]);
const workloadOf = (name: string, values = {}): StudyModules["workloads"] =>
  new Map([[selectionKey({ name: "./mine.ts", given: {} }), {
    workload: {
      name: "./mine.ts",
      arrivals: { kind: "steady", ratePerSecond: 200 },
      demand: { kind: "fixed", meanMs: 0.25 },
      body: { kind: "custom" },
    },
    customBody: { module: moduleOf(name), values },
  }]]);

async function conduct(plan: StudyPlan): Promise<TrialRecord> {
  const record = await conductTrial(plan, plan.trials[0], { directory: "" });
  assert(record !== null);
  return record;
}

function plan(
  modules: Partial<StudyModules>,
  strategy: string,
  workload: string,
  placement: Placement = "inside",
): StudyPlan {
  return planStudy(
    { strategies: [strategy], workloads: [workload], placement, durationMs: 150, blocks: 1 },
    null,
    { ...NO_MODULES, ...modules },
  );
}

for (const placement of ["inside", "outside"] as const) {
  Deno.test(`runTrial() runs a strategy of a module, with the producer ${placement}`, async () => {
    const strategies = strategyOf("both_placements", { batch: 1, mode: "calm" });
    const record = await conduct(plan({ strategies }, "./mine.ts", "steady", placement));
    assert(record.state === "measured", JSON.stringify(record));
    assertEquals(record.counts.completed, record.counts.offered);
    assertEquals(record.cell.strategy, "./mine.ts");
    assertEquals(record.bodyInCallShare, 0);
  });
}

for (const wait of ["no", "yes"]) {
  Deno.test(`runTrial() runs the body of a module with its parameters (wait: ${wait})`, async () => {
    const workloads = workloadOf("third_fails", { failEvery: 3, wait });
    const record = await conduct(plan({ workloads }, "loop-immediate", "./mine.ts"));
    assert(record.state === "measured", JSON.stringify(record));
    const { counts, metrics, firstFailure } = record;
    assertEquals([counts.offered, counts.failed, counts.completed], [30, 10, 20]);
    assertEquals(firstFailure, "task 0 fails of 3");
    // A pause of 1 ms belongs to the service, whatever the machine.
    assert(wait === "no" || metrics.serviceMs.p90! >= 1);
  });
}

Deno.test("runTrial() keeps the body of a module in the sandbox", async () => {
  const workloads = workloadOf("trespasses_in_run");
  const record = await conduct(plan({ workloads }, "loop-immediate", "./mine.ts"));
  assert(record.state === "measured", JSON.stringify(record));
  assertEquals(record.counts.failed, record.counts.offered);
  assertStringIncludes(record.firstFailure!, 'Requires read access to "/etc/passwd"');
});

Deno.test("runTrial() that a module's strategy ends is a failed trial", async () => {
  const strategies = strategyOf("exits_in_open");
  const record = await conduct(plan({ strategies }, "./mine.ts", "steady"));
  assert(record.state === "failed");
  assertEquals(record.reason, "crashed");
  assertStringIncludes(record.message, "exit code 3");
});

Deno.test("runTrial() whose module has gone since is a failed trial", async () => {
  const strategies = strategyOf("absent");
  const record = await conduct(plan({ strategies }, "./mine.ts", "steady"));
  assert(record.state === "failed");
  assertStringIncludes(record.message, "absent.ts");
});
