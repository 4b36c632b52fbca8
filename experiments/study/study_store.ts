/**
 * The study directory: `study.json` says what is run, `trials.ndjson` grows by a line a trial. It is
 * the waist of the whole flow: experiments only write it, reports only read it.
 *
 * @module
 */
import { HistogramReader } from "../histogram.ts";
import type { TrialRecord } from "../record.ts";
import type { Environment, StoredStudy, StudyDocument } from "../study_document.ts";
import type { KneeProbe, SweepDocument } from "../sweep_document.ts";
import { isKneeProbeOf, isStudyDocument, isTrialOf } from "./_shapes.ts";
import {
  clearStrangers,
  clearStudy,
  DOCUMENT,
  exists,
  PROBES,
  STUDY_SCHEMA,
  TRIALS,
} from "./_study_files.ts";
import { type DocumentKind, readDocumentFile, writeDocumentFile } from "./document_file.ts";
import type { StudyPlan } from "./plan.ts";
import { openLog, readLog, type RecordLog } from "./record_log.ts";
import { explained, StudyStoreError } from "./store_error.ts";

const STUDY: DocumentKind<StudyDocument> = {
  file: DOCUMENT,
  schema: STUDY_SCHEMA,
  noun: "study",
  verb: "bench",
  remedy: "take the study again",
  is: isStudyDocument,
};

/** A study that is being written. */
export interface StudyWriter extends Disposable {
  /** Positions of the trials that have a record already. */
  readonly doneOrders: ReadonlySet<number>;
  /** Appends a record and flushes it to the disk. */
  append(record: TrialRecord): Promise<void>;
}

/** The probes of a sweep that are being written. */
export interface ProbeWriter extends RecordLog<KneeProbe> {
  /** Those that an earlier run has kept. */
  readonly probes: readonly KneeProbe[];
}

/**
 * Makes a study directory.
 *
 * @param directory Where; made if missing.
 * @param document What is run.
 * @param force Whether a study that is there already is replaced, or reports that belong to none.
 * @returns The writer.
 * @throws {StudyStoreError} If the directory cannot be written, or holds a study, or files of no study
 *   that reports would overwrite.
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
      await clearStudy(directory);
    } else {
      await clearStrangers(directory, force);
    }
    await writeDocumentFile(directory, STUDY, document);
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
  const histograms = new HistogramReader();
  const { records } = await readTrials(directory, document, histograms);
  if (document.sweep === undefined) return { document, trials: records, histograms };
  const { probes } = await readProbes(directory, document, histograms);
  return { document, trials: records, probes, histograms };
}

/**
 * Notes that trials were watched while they ran.
 *
 * @param directory Where the study is.
 * @param trials How many more.
 * @throws {StudyStoreError} If the document cannot be read or written.
 */
export async function noteWatched(directory: string, trials: number): Promise<void> {
  if (trials === 0) return;
  const document = await readDocument(directory);
  const watchedTrials = (document.watchedTrials ?? 0) + trials;
  await writeDocumentFile(directory, STUDY, { ...document, watchedTrials }).catch((error) => {
    throw explained(error, directory, "written");
  });
}

/**
 * Opens the probes of a sweep's search for knees, to go on with it.
 *
 * @param directory Where the study is.
 * @param document Its `study.json`.
 * @returns The writer.
 * @throws {StudyStoreError} If the probes cannot be read or written.
 */
export async function openProbes(
  directory: string,
  document: StudyDocument,
): Promise<ProbeWriter> {
  const { probes, wholeBytes } = await readProbes(directory, document);
  const path = `${directory}/${PROBES}`;
  try {
    if (await exists(path)) await Deno.truncate(path, wholeBytes);
    return { probes, ...await openLog<KneeProbe>(path) };
  } catch (error) {
    throw explained(error, directory, "written");
  }
}

async function readProbes(
  directory: string,
  document: StudyDocument,
  histograms = new HistogramReader(),
): Promise<{ probes: readonly KneeProbe[]; wholeBytes: number }> {
  const { records, wholeBytes } = await readLog(
    `${directory}/${PROBES}`,
    "probe",
    (value) => isKneeProbeOf(document, value, histograms),
  );
  // Of two that went on with the same search at once, each kept its own: a block counts once.
  const firsts = new Map<string, KneeProbe>();
  for (const probe of records) {
    const { round, curve, ratePerSecond, trial: { block } } = probe;
    const key = [round, curve, ratePerSecond, block].join(" ");
    if (!firsts.has(key)) firsts.set(key, probe);
  }
  return { probes: [...firsts.values()], wholeBytes };
}

/**
 * Reads a study's document.
 *
 * @param directory Where the study is.
 * @returns Its `study.json`.
 * @throws {StudyStoreError} If there is none, or it is damaged.
 */
export async function readDocument(directory: string): Promise<StudyDocument> {
  return await readDocumentFile(directory, STUDY).catch((error) => {
    throw explained(error, directory, "read");
  });
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
 * @param sweep What makes it a sweep, whose service level decides about its probes. @default none
 * @returns A SHA-256 in hexadecimal.
 */
export async function fingerprint(plan: StudyPlan, sweep?: SweepDocument): Promise<string> {
  const { cells, blocks, seed, trials } = plan;
  // The grace time is the profile's, whatever the sizes.
  const timings = trials.map(({ spec }) => spec.timing);
  const parts = [cells, blocks, seed, timings, ...(sweep === undefined ? [] : [sweep])];
  const bytes = new TextEncoder().encode(JSON.stringify(parts));
  const digest = await crypto.subtle.digest("SHA-256", bytes);
  return new Uint8Array(digest).toHex();
}

async function openTrials(
  directory: string,
  doneOrders: ReadonlySet<number>,
  documentToWrite?: StudyDocument,
): Promise<StudyWriter> {
  let pending = documentToWrite;
  const log = await openLog<TrialRecord>(`${directory}/${TRIALS}`);
  return {
    doneOrders,
    async append(record) {
      if (pending !== undefined) await writeDocumentFile(directory, STUDY, pending);
      pending = undefined;
      await log.append(record);
    },
    [Symbol.dispose]: () => log[Symbol.dispose](),
  };
}

async function readTrials(
  directory: string,
  document: StudyDocument,
  histograms = new HistogramReader(),
): Promise<{ records: TrialRecord[]; wholeBytes: number }> {
  const { records, wholeBytes } = await readLog(
    `${directory}/${TRIALS}`,
    "trial",
    (value) => isTrialOf(document, value, histograms),
  );
  // The last record of a trial counts.
  return {
    records: [...new Map(records.map((trial) => [trial.order, trial])).values()],
    wholeBytes,
  };
}

/** Load and clock resolution differ from minute to minute; the rest makes a host. */
function isSameHost(a: Environment, b: Environment): boolean {
  const identity = ({ cpu, cores, memoryGiB, os, runtime, gitCommit }: Environment) =>
    JSON.stringify([cpu, cores, memoryGiB, os, runtime, gitCommit]);
  return identity(a) === identity(b);
}
