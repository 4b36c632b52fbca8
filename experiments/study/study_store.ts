/**
 * The study directory: `study.json` says what is run, `trials.ndjson` grows by a line a trial. It is
 * the waist of the whole flow: experiments only write it, reports only read it.
 *
 * @module
 */
import type { TrialRecord } from "../record.ts";
import type { Environment, StoredStudy, StudyDocument } from "../study_document.ts";
import { isStudyDocument, isTrialOf } from "./_shapes.ts";
import type { StudyPlan } from "./plan.ts";

/** A study that is being written. */
export interface StudyWriter extends Disposable {
  /** Positions of the trials that have a record already. */
  readonly doneOrders: ReadonlySet<number>;
  /** Appends a record and flushes it to the disk. */
  append(record: TrialRecord): Promise<void>;
}

/** A study directory cannot be used as asked. The message is one line and says what to do. */
export class StudyStoreError extends Error {
  /** @ignore Set for messages. */
  override readonly name = "StudyStoreError";
}

const DOCUMENT = "study.json";
const DRAFT = `.${DOCUMENT}`;
const TRIALS = "trials.ndjson";

/**
 * Makes a study directory.
 *
 * @param directory Where; made if missing.
 * @param document What is run.
 * @param force Whether a study that is there already is replaced.
 * @returns The writer.
 * @throws {StudyStoreError} If the directory cannot be written or holds a study.
 */
export async function createStudy(
  directory: string,
  document: StudyDocument,
  force: boolean,
): Promise<StudyWriter> {
  try {
    await Deno.mkdir(directory, { recursive: true });
    // Trials alone count as well: those of this study must not be appended to another's.
    if (await exists(`${directory}/${DOCUMENT}`) || await exists(`${directory}/${TRIALS}`)) {
      if (!force) {
        const { fingerprint } = await readDocument(directory).catch(() => ({ fingerprint: null }));
        const which = fingerprint === document.fingerprint ? "this very study" : "another study";
        throw new StudyStoreError(
          `"${directory}" holds ${which} already: name another directory with --out, ` +
            "continue it with --resume, or replace it with --force",
        );
      }
      for await (const { name } of Deno.readDir(directory)) {
        if (isPartOfStudy(name)) await Deno.remove(`${directory}/${name}`, { recursive: true });
      }
    }
    await writeDocument(directory, document);
    return await openTrials(directory, new Set());
  } catch (error) {
    throw explained(error, directory, "written");
  }
}

/**
 * Opens a study to go on with it. A record that was cut off by a crash is dropped and its trial runs
 * again.
 *
 * @param directory Where the study is.
 * @param fingerprint What is about to be run.
 * @param environment Where it is about to be run; noted if it is not where the study began.
 * @returns The writer.
 * @throws {StudyStoreError} If there is no study, or it is a different one.
 */
export async function resumeStudy(
  directory: string,
  fingerprint: string,
  environment: Environment,
): Promise<StudyWriter> {
  const document = await readDocument(directory);
  if (document.fingerprint !== fingerprint) {
    throw new StudyStoreError(
      `"${directory}" holds another study than the one asked for: resume it without other options ` +
        "than --out; if there were none, its trace, a module of yours or this program has changed " +
        "since it began, so begin a new one",
    );
  }
  try {
    const { records, wholeBytes } = await readTrials(directory, document);
    const path = `${directory}/${TRIALS}`;
    if (await exists(path)) await Deno.truncate(path, wholeBytes);
    const { resumedOn = [] } = document;
    const isKnown = [document.environment, ...resumedOn].some((known) =>
      isSameHost(known, environment)
    );
    return await openTrials(
      directory,
      new Set(records.map(({ order }) => order)),
      // Noted with the first trial that really runs here.
      isKnown ? undefined : { ...document, resumedOn: [...resumedOn, environment] },
    );
  } catch (error) {
    throw explained(error, directory, "written");
  }
}

/**
 * Reads a study.
 *
 * @param directory Where it is.
 * @returns What is on disk.
 * @throws {StudyStoreError} If there is none, or it is damaged.
 */
export async function readStudy(directory: string): Promise<StoredStudy> {
  const document = await readDocument(directory);
  const { records } = await readTrials(directory, document);
  return { document, trials: records };
}

/**
 * Reads a study's document.
 *
 * @param directory Where the study is.
 * @returns Its `study.json`.
 * @throws {StudyStoreError} If there is none, or it is damaged.
 */
export async function readDocument(directory: string): Promise<StudyDocument> {
  let text: string;
  try {
    text = await Deno.readTextFile(`${directory}/${DOCUMENT}`);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) {
      throw new StudyStoreError(
        `"${directory}" holds no study: ${DOCUMENT} is missing; name a directory that bench wrote`,
      );
    }
    throw explained(error, directory, "read");
  }
  try {
    const document: unknown = JSON.parse(text);
    if (isStudyDocument(document)) return document;
  } catch {
    // Falls through to the one message for both.
  }
  throw new StudyStoreError(`"${directory}/${DOCUMENT}" is damaged or of another version`);
}

/**
 * The newest study in a folder of studies.
 *
 * @param parent The folder.
 * @returns The study's directory; null if there is none.
 */
export async function newestStudy(parent: string): Promise<string | null> {
  const found: { directory: string; createdAt: string }[] = [];
  try {
    for await (const { name, isDirectory } of Deno.readDir(parent)) {
      if (!isDirectory) continue;
      const directory = `${parent}/${name}`;
      const document = await readDocument(directory).catch(() => null);
      if (document !== null) found.push({ directory, createdAt: document.createdAt });
    }
  } catch {
    // No such folder, no studies.
  }
  found.sort((a, b) => a.createdAt.localeCompare(b.createdAt));
  return found.at(-1)?.directory ?? null;
}

/**
 * Hashes everything that decides what a study's trials do. A machine or version is not part of it.
 *
 * @param plan The plan.
 * @returns A SHA-256 in hexadecimal.
 */
export async function fingerprint(plan: StudyPlan): Promise<string> {
  const { cells, blocks, seed, trials } = plan;
  // The grace time is the profile's, whatever the sizes.
  const timings = trials.map(({ spec }) => spec.timing);
  const bytes = new TextEncoder().encode(JSON.stringify([cells, blocks, seed, timings]));
  const digest = await crypto.subtle.digest("SHA-256", bytes);
  return new Uint8Array(digest).toHex();
}

async function openTrials(
  directory: string,
  doneOrders: ReadonlySet<number>,
  documentToWrite?: StudyDocument,
): Promise<StudyWriter> {
  let pending = documentToWrite;
  const file = await Deno.open(`${directory}/${TRIALS}`, { append: true, create: true });
  const text = new TextEncoder();
  return {
    doneOrders,
    async append(record) {
      if (pending !== undefined) await writeDocument(directory, pending);
      pending = undefined;
      const bytes = text.encode(JSON.stringify(record) + "\n");
      for (let written = 0; written < bytes.length;) {
        written += await file.write(bytes.subarray(written));
      }
      await file.syncData();
    },
    [Symbol.dispose]: () => file.close(),
  };
}

async function readTrials(
  directory: string,
  document: StudyDocument,
): Promise<{ records: TrialRecord[]; wholeBytes: number }> {
  const bytes = await Deno.readFile(`${directory}/${TRIALS}`).catch((error) => {
    if (error instanceof Deno.errors.NotFound) return new Uint8Array();
    throw explained(error, directory, "read");
  });
  // What follows the last line feed is a record that was cut off.
  const wholeBytes = bytes.lastIndexOf(0x0a) + 1;
  const lines = new TextDecoder().decode(bytes.subarray(0, wholeBytes)).split("\n");
  const records = new Map<number, TrialRecord>();
  lines.forEach((line, index) => {
    if (line === "") return;
    try {
      const record: unknown = JSON.parse(line);
      if (!isTrialOf(document, record)) throw new SyntaxError("not a trial of this study");
      records.set(record.order, record);
    } catch {
      throw new StudyStoreError(
        `"${directory}/${TRIALS}" is damaged at line ${
          index + 1
        }, which is no trial of this study: ` +
          "remove that line and --resume",
      );
    }
  });
  return { records: [...records.values()], wholeBytes };
}

async function writeDocument(directory: string, document: StudyDocument): Promise<void> {
  // By way of a second file, so that a crash leaves the old document or the new one.
  const draft = `${directory}/${DRAFT}`;
  await Deno.writeTextFile(draft, JSON.stringify(document, null, 2) + "\n");
  await Deno.rename(draft, `${directory}/${DOCUMENT}`);
}

/** Load and clock resolution differ from minute to minute; the rest makes a host. */
function isSameHost(a: Environment, b: Environment): boolean {
  const identity = ({ cpu, cores, memoryGiB, os, runtime, gitCommit }: Environment) =>
    JSON.stringify([cpu, cores, memoryGiB, os, runtime, gitCommit]);
  return identity(a) === identity(b);
}

function isPartOfStudy(name: string): boolean {
  return [DOCUMENT, DRAFT, TRIALS, "raw", "report.json", "report.md", "report.html"].includes(name);
}

async function exists(path: string): Promise<boolean> {
  try {
    await Deno.lstat(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

/**
 * Says in one line why a path of a study cannot be used.
 *
 * @param error What the system said.
 * @param directory The path.
 * @param verb What was tried.
 * @returns The error to throw.
 */
export function explained(
  error: unknown,
  directory: string,
  verb: "read" | "written",
): StudyStoreError {
  if (error instanceof StudyStoreError) return error;
  const why =
    error instanceof Deno.errors.NotADirectory || error instanceof Deno.errors.AlreadyExists
      ? "it is not a directory"
      : error instanceof Deno.errors.NotCapable
      ? "the system keeps that place for itself"
      : error instanceof Deno.errors.PermissionDenied
      ? "permission denied"
      : error instanceof Error
      ? error.message
      : String(error);
  return new StudyStoreError(`"${directory}" cannot be ${verb}: ${why}`);
}
