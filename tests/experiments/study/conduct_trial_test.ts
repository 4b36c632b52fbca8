import { assert, assertEquals, assertMatch } from "@std/assert";
import { type ConductOptions, conductTrial } from "../../../experiments/study/conduct_trial.ts";
import { measure } from "../../../experiments/trial/measure.ts";
import { decodeTrial } from "../../../experiments/trial/trial_file.ts";
import { FAULT_CODE, planSchedule } from "../../../experiments/workload/mod.ts";
import { type Planned, planOne } from "../_planned.ts";

async function conduct(
  { plan, trial }: Planned,
  options: Omit<ConductOptions, "directory"> = {},
  look: (directory: string) => Promise<void> = async () => {},
) {
  const directory = await Deno.makeTempDir({ prefix: "conduct" });
  try {
    const record = await conductTrial(plan, trial, { directory, ...options });
    await look(directory);
    return record;
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
}

const child = (name: string) => new URL(`../trial/_children/${name}.ts`, import.meta.url);

async function filesIn(directory: string): Promise<string[]> {
  const names: string[] = [];
  for await (const { name } of Deno.readDir(directory)) names.push(name);
  return names;
}

function faultsOf({ trial }: Planned, code: number): number {
  const { workload, extent, seeds } = trial.spec;
  return planSchedule(workload, extent, seeds).fault.filter((fault) => fault === code).length;
}

Deno.test("conductTrial() counts tasks that never end as unfinished", async () => {
  const planned = planOne("loop-immediate", "steady:body=await,serviceMs=1,hangShare=0.2");
  const hanging = faultsOf(planned, FAULT_CODE.hang);
  const record = await conduct(planned);
  assert(record?.state === "measured");
  const { counts, stability } = record;
  assert(hanging > 0);
  assertEquals([counts.released, counts.unfinished], [counts.offered, hanging]);
  assertEquals(counts.completed, counts.offered - hanging);
  assert(stability.state === "unstable");
  assertEquals(stability.reason, "never-ended");
});

Deno.test("conductTrial() counts tasks that throw as failed", async () => {
  const planned = planOne("queue-notified", "steady:serviceMs=0.1,failShare=0.3");
  const failing = faultsOf(planned, FAULT_CODE.fail);
  const record = await conduct(planned);
  assert(record?.state === "measured");
  assert(failing > 0);
  assertEquals(record.counts.failed, failing);
  assertEquals(record.counts.completed, record.counts.offered - failing);
  assertEquals(record.firstFailure, "injected failure");
  assert(record.warnings.some(({ code }) => code === "tasks-failed"));
});

Deno.test("conductTrial() names the trial in the record of a failure", async () => {
  const planned = planOne("direct", "steady");
  const record = await conduct(planned, { entry: child("exits_7") }, async (directory) => {
    assertEquals(await filesIn(directory), []);
  });
  assert(record?.state === "failed");
  const { schema, cell, block, order, reason, message } = record;
  assertEquals(
    { schema, cell, block, order, reason, message },
    {
      schema: "dispatch-lab/trial@1",
      cell: planned.plan.cells[0].identity,
      block: 0,
      order: 0,
      reason: "crashed",
      message: "exit code 7: error: out of luck",
    },
  );
});

Deno.test("conductTrial() voids a trial whose stamps contradict each other", async () => {
  const record = await conduct(planOne("direct", "steady"), { entry: child("contradicts_itself") });
  assert(record?.state === "failed");
  assertEquals(record.reason, "void");
  assertMatch(record.message, /^L and λW differ by \d+\.\d %/);
});

Deno.test("conductTrial() has no record of a trial that was interrupted, and leaves no file", async () => {
  const record = await conduct(
    planOne("direct", "steady"),
    { entry: child("babbles"), signal: AbortSignal.abort() },
    async (directory) => assertEquals(await filesIn(directory), []),
  );
  assertEquals(record, null);
});

Deno.test("conductTrial() keeps raw columns that measure to the same record", async () => {
  const planned = planOne("loop-microtask", "steady:serviceMs=0.1");
  let kept = new Uint8Array();
  const record = await conduct(planned, { keepRaw: true }, async (directory) => {
    assertEquals(await filesIn(directory), ["raw"]);
    kept = await Deno.readFile(`${directory}/raw/0.columns`);
  });
  assert(record?.state === "measured");
  const { schema, cell, block, order, wallMs } = record;
  const again = measure(decodeTrial(kept), planned.trial.horizonMs, {
    schema,
    cell,
    block,
    order,
    wallMs,
  });
  assertEquals(again, record);
});
