/**
 * The directory of a gate: `gate.json` says what is compared and how it ended, beside it lie ordinary
 * studies, `base` and `head`, and after an alarm `confirmation/base` and `confirmation/head`.
 *
 * @module
 */
import { z } from "zod";
import type { GateDocument, StoredArms, StoredGate } from "../gate_document.ts";
import type { StudyDocument } from "../study_document.ts";
import { isConfig } from "../study/config.ts";
import { type DocumentKind, readDocumentFile, writeDocumentFile } from "../study/document_file.ts";
import { removeStudy } from "../study/remove_study.ts";
import { explained, StudyStoreError } from "../study/store_error.ts";
import { createStudy, readStudy, type StudyWriter } from "../study/study_store.ts";
import { ARMS, type OfArms } from "./run_gate.ts";

const DOCUMENT = "gate.json";
const DRAFT = `.${DOCUMENT}`;
const CONFIRMATION = "confirmation";
const SCHEMA = "dispatch-lab/gate@1";
/** What is built from a gate and lies beside it. */
const BESIDE = ["comparison.json", "gate.md"];

const fitness = z.looseObject({
  verdict: z.enum(["fit", "limited", "unfit"]),
  reasons: z.array(z.string()),
});

const arm = z.looseObject({
  tree: z.string().nullable(),
  commit: z.string().nullable(),
  dirty: z.boolean().optional(),
  strategies: z.array(z.string()).nullable(),
});

const shape = z.looseObject({
  schema: z.literal(SCHEMA),
  createdAt: z.string(),
  base: arm,
  head: arm,
  config: z.custom(isConfig),
  seed: z.int(),
  blocks: z.int().positive(),
  confirmationBlocks: z.int().positive(),
  metrics: z.array(z.looseObject({ metric: z.string(), delta: z.number().min(0) })),
  end: z.enum(["running", "complete", "unfit", "failed", "interrupted"]),
  host: z.looseObject({ before: fitness, after: fitness.nullable() }),
  repeatCommand: z.string(),
});

const GATE: DocumentKind<GateDocument> = {
  file: DOCUMENT,
  schema: SCHEMA,
  noun: "gate",
  verb: "gate",
  remedy: "run the gate again",
  is: isGateDocument,
};

/**
 * Whether a gate would overwrite something.
 *
 * @param directory Where it goes; made if missing.
 * @returns True if there is a gate or a study, or files that go by their names.
 * @throws {StudyStoreError} If it cannot be looked into.
 */
export async function isOccupied(directory: string): Promise<boolean> {
  try {
    await Deno.mkdir(directory, { recursive: true });
    return await contents(directory) !== null;
  } catch (error) {
    throw explained(error, directory, "written");
  }
}

/**
 * Sees to it that a gate may go to a directory.
 *
 * @param directory Where it goes; made if missing.
 * @param force Whether a gate or study that is there already is removed.
 * @throws {StudyStoreError} If it cannot be written, or holds a gate or a study and `force` is false.
 */
export async function clearForGate(directory: string, force: boolean): Promise<void> {
  try {
    await Deno.mkdir(directory, { recursive: true });
    const holds = await contents(directory);
    if (holds === null) return;
    if (!force) {
      throw new StudyStoreError(
        `"${directory}" holds ${holds} already: name another directory with --out, ` +
          "or replace it with --force",
      );
    }
    for (const name of [DOCUMENT, DRAFT, ...BESIDE]) {
      await Deno.remove(`${directory}/${name}`).catch(ignoreMissing);
    }
    for (const part of ["", `/${CONFIRMATION}`]) {
      for (const name of ARMS) await removeStudy(`${directory}${part}/${name}`);
    }
    // Only if nothing of somebody else's is in it.
    await Deno.remove(`${directory}/${CONFIRMATION}`).catch(() => {});
    await removeStudy(directory);
    await Deno.mkdir(directory, { recursive: true });
  } catch (error) {
    throw explained(error, directory, "written");
  }
}

/** What a gate would overwrite; null if nothing. */
async function contents(directory: string): Promise<string | null> {
  const here = new Set<string>();
  for await (const { name } of Deno.readDir(directory)) here.add(name);
  if (here.has(DOCUMENT)) return "a gate";
  if (here.has("study.json") || here.has("trials.ndjson")) return "a study";
  const taken = [...BESIDE, ...ARMS, CONFIRMATION].find((name) => here.has(name));
  return taken === undefined ? null : `"${taken}", which belongs to no gate,`;
}

/**
 * Makes the directory of a gate and the studies of its first sample.
 *
 * @param directory Where; as {@link clearForGate} leaves it.
 * @param document What is compared.
 * @param studies What either side runs.
 * @returns The writers of both studies.
 * @throws {StudyStoreError} If it cannot be written.
 */
export async function createGate(
  directory: string,
  document: GateDocument,
  studies: OfArms<StudyDocument>,
): Promise<OfArms<StudyWriter>> {
  await writeGateDocument(directory, document);
  return await createArms(directory, studies);
}

/**
 * Makes the studies of the fresh run after an alarm.
 *
 * @param directory The gate's directory.
 * @param studies What either side runs.
 * @returns The writers of both studies.
 * @throws {StudyStoreError} If they cannot be written.
 */
export function createConfirmation(
  directory: string,
  studies: OfArms<StudyDocument>,
): Promise<OfArms<StudyWriter>> {
  return createArms(`${directory}/${CONFIRMATION}`, studies);
}

async function createArms(
  directory: string,
  { base, head }: OfArms<StudyDocument>,
): Promise<OfArms<StudyWriter>> {
  return {
    base: await createStudy(`${directory}/base`, base, false),
    head: await createStudy(`${directory}/head`, head, false),
  };
}

/**
 * Writes a gate's document anew: how it ended, what was found about the host.
 *
 * @param directory The gate's directory.
 * @param document Its contents.
 * @throws {StudyStoreError} If it cannot be written.
 */
export async function writeGateDocument(directory: string, document: GateDocument): Promise<void> {
  try {
    await writeDocumentFile(directory, GATE, document);
  } catch (error) {
    throw explained(error, directory, "written");
  }
}

/**
 * Whether a directory holds a gate, damaged or not.
 *
 * @param directory Any path.
 * @returns True if there is a `gate.json` in it.
 */
export async function isGateDirectory(directory: string): Promise<boolean> {
  return await Deno.stat(`${directory}/${DOCUMENT}`).then(({ isFile }) => isFile, () => false);
}

/**
 * Reads a gate.
 *
 * @param directory Its directory.
 * @returns What is on disk.
 * @throws {StudyStoreError} If there is none, or it is damaged or of another version; one line.
 */
export async function readGate(directory: string): Promise<StoredGate> {
  const document = await readGateDocument(directory);
  const isConfirmed = await Deno.stat(`${directory}/${CONFIRMATION}/head/study.json`)
    .then(() => true, () => false);
  return {
    document,
    ...await readArms(directory),
    confirmation: isConfirmed ? await readArms(`${directory}/${CONFIRMATION}`) : null,
  };
}

async function readArms(directory: string): Promise<StoredArms> {
  const [base, head] = [await readStudy(`${directory}/base`), await readStudy(`${directory}/head`)];
  if (base.document.cells.length === head.document.cells.length) return { base, head };
  throw new StudyStoreError(
    `"${directory}" is damaged: base has ${base.document.cells.length} cells and head ` +
      `${head.document.cells.length}; run the gate again`,
  );
}

async function readGateDocument(directory: string): Promise<GateDocument> {
  return await readDocumentFile(directory, GATE).catch((error) => {
    throw explained(error, `${directory}/${DOCUMENT}`, "read");
  });
}

function isGateDocument(value: unknown): value is GateDocument {
  return shape.safeParse(value).success;
}

function ignoreMissing(error: unknown): void {
  if (!(error instanceof Deno.errors.NotFound)) throw error;
}
