import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import type { CellIdentity, FailedTrial } from "../../../experiments/record.ts";
import { StudyStoreError } from "../../../experiments/study/store_error.ts";
import { createStudy, openProbes, readStudy } from "../../../experiments/study/study_store.ts";
import type { StudyDocument } from "../../../experiments/study_document.ts";
import { listWorkloads } from "../../../experiments/workload/mod.ts";
import type { KneeProbe } from "../../../experiments/sweep_document.ts";
import { withDirectory } from "../../cli/_with_directory.ts";
import { failed } from "../../reports/_records.ts";
import { mm1Trial, poissonAt, sweepOf } from "../../reports/sweep/_sweeps.ts";

const { document } = sweepOf([{ identityAt: poissonAt, values: [100], trialAt: mm1Trial }], 2);

function probe(round: number, ratePerSecond = 150): KneeProbe {
  const trial: FailedTrial = failed(poissonAt(ratePerSecond), 0, "crashed", "exit code 1");
  return { schema: "dispatch-lab/knee-probe@1", round, curve: 0, ratePerSecond, trial };
}

async function write(directory: string, probes: readonly KneeProbe[], study = document) {
  using _study = await createStudy(directory, study, true);
  using writer = await openProbes(directory, study);
  for (const each of probes) await writer.append(each);
}

Deno.test("openProbes() writes probes that readStudy() and a second openProbes() read back", async () => {
  await withDirectory(async (directory) => {
    await write(directory, [probe(0), probe(1)]);
    assertEquals((await readStudy(directory)).probes, [probe(0), probe(1)]);
    using writer = await openProbes(directory, document);
    assertEquals(writer.probes, [probe(0), probe(1)]);
    await writer.append(probe(2));
    assertEquals((await readStudy(directory)).probes?.length, 3);
  });
});

Deno.test("openProbes() drops a probe that was cut off, before it appends", async () => {
  await withDirectory(async (directory) => {
    await write(directory, [probe(0)]);
    await Deno.writeTextFile(`${directory}/knee.ndjson`, '{"schema":"dis', { append: true });
    {
      using writer = await openProbes(directory, document);
      await writer.append(probe(1));
    }
    assertEquals((await readStudy(directory)).probes, [probe(0), probe(1)]);
  });
});

Deno.test("readStudy() counts a block of a probe once if two searches kept it, the first of them", async () => {
  await withDirectory(async (directory) => {
    const second = { ...probe(0), trial: { ...probe(0).trial, block: 1 } };
    const again = { ...probe(0), trial: { ...probe(0).trial, wallMs: 77 } };
    await write(directory, [probe(0), again, second, again, probe(1), probe(0, 160)]);
    const kept = [probe(0), second, probe(1), probe(0, 160)];
    assertEquals((await readStudy(directory)).probes, kept);
    using writer = await openProbes(directory, document);
    assertEquals(writer.probes, kept);
  });
});

Deno.test("readStudy() refuses probes that do not belong to their curve, and names the line", async () => {
  await withDirectory(async (directory) => {
    const { trial } = probe(0);
    const of = (more: Partial<CellIdentity>) => ({
      ...probe(0),
      trial: { ...trial, cell: { ...trial.cell, ...more } },
    });
    const strangers = [
      { ...probe(0), curve: 1 },
      { ...probe(0), ratePerSecond: -1 },
      { round: 0 },
      { ...probe(0), ratePerSecond: 151 },
      { ...probe(0), trial: { ...trial, block: 2 } },
      of({ strategy: "direct" }),
      of({ placement: "outside" }),
      of({ workload: "steady:ratePerSecond=150" }),
      of({ workload: "poisson:ratePerSecond=150,serviceMs=7" }),
    ];
    for (const stranger of strangers) {
      await write(directory, [probe(0), stranger as KneeProbe]);
      const { message } = await assertRejects(() => readStudy(directory), StudyStoreError);
      assertStringIncludes(message, `knee.ndjson" is damaged at line 2, which is no probe`);
    }
  });
});

Deno.test("readStudy() takes probes at a workload's own rate, which its name leaves out, and of modules", async () => {
  await withDirectory(async (directory) => {
    const { ratePerSecond } = listWorkloads().find(({ name }) => name === "poisson")!.parameters;
    const own = ratePerSecond.default as number;
    const trial = failed(poissonAt(own, { workload: "poisson" }), 0, "crashed", "exit code 1");
    await write(directory, [{ ...probe(0, own), trial }]);
    assertEquals((await readStudy(directory)).probes?.length, 1);

    const moduleAt = (rate: number) =>
      poissonAt(rate, { workload: `./mine.ts:ratePerSecond=${rate},batch=4` });
    const study: StudyDocument = { ...document, cells: [moduleAt(100)] };
    const ofModule = { ...trial, cell: moduleAt(150) };
    await write(directory, [{ ...probe(0), trial: ofModule }], study);
    assertEquals((await readStudy(directory)).probes?.length, 1);
    await write(directory, [{ ...probe(0, 160), trial: ofModule }], study);
    await assertRejects(() => readStudy(directory), StudyStoreError, "is damaged at line 1");
  });
});

Deno.test("readStudy() refuses a sweep whose curves name cells that it does not have", async () => {
  await withDirectory(async (directory) => {
    const [curve] = document.sweep!.curves;
    const broken = { ...curve, points: [{ value: 1, cell: 9 }] };
    const study: StudyDocument = { ...document, sweep: { ...document.sweep!, curves: [broken] } };
    using _ = await createStudy(directory, study, false);
    await assertRejects(() => readStudy(directory), StudyStoreError, "is damaged");
  });
});

Deno.test("readStudy() has no probes for a study that is no sweep, whatever lies beside it", async () => {
  await withDirectory(async (directory) => {
    const { sweep: _, ...plain } = document;
    using _writer = await createStudy(directory, plain, false);
    await Deno.writeTextFile(`${directory}/knee.ndjson`, "nonsense\n");
    assert((await readStudy(directory)).probes === undefined);
  });
});
