/**
 * What verbs share that run a study in a directory: finding it, opening it, running what is left of a
 * plan, and what is said at the end.
 *
 * @module
 */
import {
  captureEnvironment,
  conductTrial,
  createStudy,
  type Environment,
  findChangedModule,
  fingerprint,
  newestStudy,
  noteWatched,
  oneLine,
  readDocument,
  readStudy,
  requireRecordPlace,
  resumeStudy,
  runStudy,
  shellWord,
  type StudyConfig,
  type StudyDocument,
  type StudyEnd,
  type StudyPlan,
  type StudyWriter,
  type SweepDocument,
} from "../mod.ts";
import type { ParsedFlags } from "./flags.ts";
import { interruptible } from "./interruptible.ts";
import type { Io } from "./io.ts";
import { OUT, outDirectory } from "./out_directory.ts";
import { type LiveSession, openLiveSession } from "./live/live_session.ts";
import { servePort } from "./live/serve_flags.ts";
import { createProgress, trialName } from "./progress.ts";
import { UsageError } from "./usage.ts";
import { writeReports, type WrittenReports } from "./write_reports.ts";

/** Exit code of a verb that was ended by Ctrl-C. */
export const EXIT_INTERRUPTED = 130;

/** Exit code where a cell could not be measured. */
export const EXIT_FAILED = 4;

/**
 * The directory that a study is in, or goes to.
 *
 * @param flags What was given.
 * @returns The path, without a slash at the end.
 * @throws {UsageError} If `--resume` finds no study, or contradicts `--force`.
 */
export async function studyDirectory({ values, switches }: ParsedFlags): Promise<string> {
  if (switches.has("resume") && switches.has("force")) {
    throw new UsageError("--resume goes on with a study and --force replaces it: give one");
  }
  if (values.out !== undefined || !switches.has("resume")) {
    return outDirectory(values.out, new Date().toISOString());
  }
  const newest = await newestStudy(OUT);
  if (newest !== null) return newest;
  throw new UsageError(`there is no study to resume in ${OUT}/: name one with --out DIR`);
}

/**
 * Reads what a study that is to be resumed was asked for.
 *
 * @param directory Where it is.
 * @param verb Who resumes it: sweeps are for `sweep`, all others for `bench`.
 * @returns Its document.
 * @throws {UsageError} If it is another verb's.
 * @throws {StudyStoreError} If there is none, or it is damaged.
 */
export async function documentToResume(
  directory: string,
  verb: "bench" | "sweep",
): Promise<StudyDocument> {
  const document = await readDocument(directory);
  const owner = document.sweep === undefined ? "bench" : "sweep";
  if (owner === verb) return document;
  throw new UsageError(
    `"${directory}" was made by ${owner}: ` +
      `go on with deno task ${owner} --resume --out ${shellWord(directory)}`,
  );
}

/**
 * Opens a study to write it: a new one, or one that is resumed.
 *
 * @param flags What was given: `--resume` and `--force` count.
 * @param directory Where it is or goes.
 * @param plan What is run.
 * @param config What was asked for.
 * @param sweep What makes it a sweep. @default it is none
 * @returns The writer.
 * @throws {RangeError} If the records of trials have no place.
 * @throws {StudyStoreError} If the directory cannot be used as asked.
 */
export async function openStudy(
  { switches }: ParsedFlags,
  directory: string,
  plan: StudyPlan,
  config: StudyConfig,
  sweep?: SweepDocument,
): Promise<StudyWriter> {
  await requireRecordPlace();
  const document = await documentOf(plan, config, await captureEnvironment(), sweep);
  if (switches.has("resume")) {
    return resumeStudy(directory, document.fingerprint, document.environment);
  }
  return createStudy(directory, document, switches.has("force"));
}

/**
 * What `study.json` says of a study that begins now.
 *
 * @param plan What is run.
 * @param config What was asked for.
 * @param environment Machine and software.
 * @param sweep What makes it a sweep. @default it is none
 * @returns The document.
 */
export async function documentOf(
  plan: StudyPlan,
  config: StudyConfig,
  environment: Environment,
  sweep?: SweepDocument,
): Promise<StudyDocument> {
  return {
    schema: "dispatch-lab/study@1",
    createdAt: new Date().toISOString(),
    fingerprint: await fingerprint(plan, sweep),
    config,
    seed: plan.seed,
    blocks: plan.blocks,
    cells: plan.cells.map(({ identity }) => identity),
    skipped: plan.skipped,
    environment,
    ...(sweep && { sweep }),
  };
}

/** Where a study that runs is shown. */
export interface Shown {
  /** The terminal. */
  readonly io: Io;
  /** The page; null if it is not served. */
  readonly live: LiveSession | null;
}

/**
 * Begins to serve a study, if that is asked for.
 *
 * @param flags What was given: `--serve` and `--port` count.
 * @param plan What is about to run.
 * @param directory Where the study is or goes.
 * @returns The session; null if nothing is served.
 * @throws {UsageError} If the port cannot be had.
 */
export function openLive(
  flags: ParsedFlags,
  plan: StudyPlan,
  directory: string,
): LiveSession | null {
  const port = servePort(flags);
  if (port === null) return null;
  const cells = plan.cells.map(({ identity }) => identity);
  return openLiveSession({ cells, blocks: plan.blocks }, { directory, port });
}

/**
 * Runs what is left of a plan, until its end or Ctrl-C, and says first where it can be watched.
 *
 * @param plan The plan.
 * @param writer Keeps the records.
 * @param directory The study's directory.
 * @param config What was asked for.
 * @param shown Where progress is shown.
 * @returns How it ended.
 */
export async function runPlan(
  plan: StudyPlan,
  writer: StudyWriter,
  directory: string,
  { keepRaw }: StudyConfig,
  { io, live }: Shown,
): Promise<StudyEnd> {
  const show = createProgress(plan, io);
  if (live !== null) io.err(`serving progress at ${live.url}`);
  if (writer.doneOrders.size > 0) live?.recall((await readStudy(directory)).trials);
  return await interruptible((signal) =>
    runStudy(plan, writer.doneOrders, {
      run: (trial) => conductTrial(plan, trial, { directory, keepRaw, signal }),
      async keep(record) {
        await writer.append(record);
        live?.record(record);
      },
      async progress(progress) {
        show(progress);
        const { next } = progress;
        await live?.advance({
          ...progress,
          noun: "trial",
          next: next && trialName(plan, next),
          cell: next && next.cell,
        });
      },
    })
  );
}

/**
 * Tells pages that a study was interrupted, and says so with how to go on.
 *
 * @param shown Where to.
 * @param verb Who goes on with it.
 * @param directory Where the study is.
 * @returns The exit code.
 */
export async function endInterrupted(
  { io, live }: Shown,
  verb: "bench" | "sweep",
  directory: string,
): Promise<number> {
  await noteWatched(directory, live?.watchedTrials ?? 0);
  await live?.interrupt(resumeCommand(verb, directory));
  return sayInterrupted(io, verb, directory);
}

function sayInterrupted(io: Io, verb: "bench" | "sweep", directory: string): number {
  io.err(
    `interrupted: every finished trial is kept; continue with\n` +
      `  ${resumeCommand(verb, directory)}`,
  );
  return EXIT_INTERRUPTED;
}

function resumeCommand(verb: "bench" | "sweep", directory: string): string {
  return `deno task ${verb} --resume --out ${shellWord(directory)}`;
}

/**
 * Writes the reports of a study that is complete, and shows its pages the way to them.
 *
 * @param live Its pages; null if it is not served.
 * @param directory The study's directory.
 * @returns What was written.
 * @throws {StudyStoreError} If the study cannot be read or a report cannot be written.
 */
export async function finishReports(
  live: LiveSession | null,
  directory: string,
): Promise<WrittenReports> {
  await noteWatched(directory, live?.watchedTrials ?? 0);
  const written = await writeReports(directory);
  await live?.complete();
  return written;
}

/**
 * Says so if a module of the user's own is no longer what the plan was made with.
 *
 * @param io Where to.
 * @param plan The plan.
 * @returns Whether the trials are alike.
 */
export async function sayChanged(io: Io, plan: StudyPlan): Promise<"same" | "changed"> {
  const changed = await findChangedModule(plan);
  if (changed === null) return "same";
  io.err(
    `error: "${oneLine(changed)}" changed while the study ran, so its trials are not alike: ` +
      "run the study again",
  );
  return "changed";
}
