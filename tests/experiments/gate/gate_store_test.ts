import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import {
  clearForGate,
  createConfirmation,
  createGate,
  isGateDirectory,
  isOccupied,
  readGate,
  writeGateDocument,
} from "../../../experiments/gate/gate_store.ts";
import type { OfArms } from "../../../experiments/gate/run_gate.ts";
import type { FailedTrial } from "../../../experiments/record.ts";
import type { StoredStudy } from "../../../experiments/study_document.ts";
import { StudyStoreError } from "../../../experiments/study/store_error.ts";
import { createStudy, type StudyWriter } from "../../../experiments/study/study_store.ts";
import { withDirectory } from "../../cli/_with_directory.ts";
import { armPlan, gateDocument, studies } from "./_documents.ts";

function close(writers: OfArms<StudyWriter>): void {
  writers.base[Symbol.dispose]();
  writers.head[Symbol.dispose]();
}

async function makeGate(directory: string): Promise<void> {
  close(await createGate(directory, gateDocument, await studies()));
}

const namesIn = (directory: string) =>
  [...Deno.readDirSync(directory)].map(({ name }) => name).sort();

/** A study as it is kept: what reads its histograms is no part of it. */
function kept({ histograms: _, ...study }: StoredStudy): StoredStudy {
  return study;
}

Deno.test("readGate() reads back what was written, the fresh run included", async () => {
  await withDirectory(async (directory) => {
    const of = await studies();
    const writers = await createGate(directory, gateDocument, of);
    const trial: FailedTrial = {
      schema: "dispatch-lab/trial@1",
      cell: armPlan("loop-timer").cells[0].identity,
      block: 0,
      order: 0,
      wallMs: 12,
      state: "failed",
      reason: "crashed",
      message: "exit code 1",
    };
    await writers.head.append(trial);
    close(writers);
    const { base, head, ...gate } = await readGate(directory);
    assertEquals({ ...gate, base: kept(base), head: kept(head) }, {
      document: gateDocument,
      base: { document: of.base, trials: [] },
      head: { document: of.head, trials: [trial] },
      confirmation: null,
    });
    close(await createConfirmation(directory, of));
    const ended = { ...gateDocument, end: "complete" as const };
    await writeGateDocument(directory, ended);
    const { document, confirmation } = await readGate(directory);
    assertEquals(document, ended);
    assertEquals(confirmation && [kept(confirmation.base), kept(confirmation.head)], [
      { document: of.base, trials: [] },
      { document: of.head, trials: [] },
    ]);
    assertEquals(namesIn(directory), ["base", "confirmation", "gate.json", "head"]);
  });
});

Deno.test("readGate() refuses a gate.json that is damaged or foreign in one line, and leaves it", async () => {
  await withDirectory(async (directory) => {
    await makeGate(directory);
    const path = `${directory}/gate.json`;
    const whole = await Deno.readTextFile(path);
    for (
      const [text, message] of [
        [whole.slice(0, 200), "is damaged or of another version: run the gate again"],
        ["", "is damaged"],
        ["[]", "is damaged"],
        ["null", "is damaged"],
        [
          whole.replace('"blocks": 2,\n  "confirmation', '"blocks": 0,\n  "confirmation'),
          "is damaged",
        ],
        [whole.replace('"running"', '"dreaming"'), "is damaged"],
        [whole.replace("gate@1", "gate@7"), 'its schema is "dispatch-lab/gate@7", and'],
      ] as const
    ) {
      await Deno.writeTextFile(path, text);
      const error = await assertRejects(() => readGate(directory), StudyStoreError, message);
      assert(!error.message.includes("\n"));
      assertEquals(await Deno.readTextFile(path), text);
      assert(await isGateDirectory(directory));
    }
  });
});

Deno.test("readGate() refuses what is no gate, or lacks a side", async () => {
  await withDirectory(async (directory) => {
    assert(!await isGateDirectory(directory));
    await assertRejects(() => readGate(directory), StudyStoreError, "holds no gate");
    await makeGate(directory);
    await Deno.remove(`${directory}/head/study.json`);
    await assertRejects(() => readGate(directory), StudyStoreError, "head");
  });
});

Deno.test("clearForGate() refuses a gate, a study and files that a gate would overwrite", async () => {
  await withDirectory(async (parent) => {
    const gate = `${parent}/gate`;
    await Deno.mkdir(gate);
    await makeGate(gate);
    const study = `${parent}/study`;
    (await createStudy(study, (await studies()).base, false))[Symbol.dispose]();
    const strange = `${parent}/strange`;
    await Deno.mkdir(`${strange}/base`, { recursive: true });
    for (
      const [directory, what] of [
        [gate, "holds a gate already"],
        [study, "holds a study already"],
        [strange, 'holds "base", which belongs to no gate, already'],
      ] as const
    ) {
      const before = namesIn(directory);
      assert(await isOccupied(directory));
      await assertRejects(() => clearForGate(directory, false), StudyStoreError, what);
      assertEquals(namesIn(directory), before);
    }
    await clearForGate(`${parent}/new/deep`, false);
    assertEquals(namesIn(`${parent}/new`), ["deep"]);
    await Deno.writeTextFile(`${parent}/new/notes.txt`, "");
    assert(!await isOccupied(`${parent}/new`));
    const error = await assertRejects(() => isOccupied(`${parent}/new/notes.txt`), StudyStoreError);
    assertMatch(error.message, /^".*" cannot be written: .+$/);
  });
});

Deno.test("clearForGate() replaces what a gate or a study wrote, and nothing else, by force", async () => {
  await withDirectory(async (directory) => {
    await makeGate(directory);
    close(await createConfirmation(directory, await studies()));
    (await createStudy(directory, (await studies()).base, false))[Symbol.dispose]();
    for (const name of ["comparison.json", "gate.md", "notes.txt", "head/own.txt"]) {
      await Deno.writeTextFile(`${directory}/${name}`, "");
    }
    await clearForGate(directory, true);
    assertEquals(namesIn(directory), ["head", "notes.txt"]);
    assertEquals(namesIn(`${directory}/head`), ["own.txt"]);
    await makeGate(directory);
    assertEquals((await readGate(directory)).document, gateDocument);
  });
});
