import {
  readStudy,
  renderStudyFiles,
  type Report,
  shellWord,
  type StoredStudy,
  summarize,
  summarizeSweep,
  type Sweep,
} from "../mod.ts";
import { writeReportFiles } from "./report_files.ts";
import { UsageError } from "./usage.ts";

/** What was written. */
export interface WrittenReports {
  /** The report. */
  readonly report: Report;
  /** The curves; null if the study is no sweep. */
  readonly sweep: Sweep | null;
  /** The files that were written, for people first. */
  readonly reports: readonly string[];
  /** All files of the study that a user may want to open. */
  readonly paths: readonly string[];
}

/**
 * Reads a study that there is something to report of.
 *
 * @param directory The study's directory.
 * @returns The study, with at least one trial.
 * @throws {UsageError} If no trial of it is kept: a report of nothing must not replace a good one.
 * @throws {StudyStoreError} If the study cannot be read.
 */
export async function readReportable(directory: string): Promise<StoredStudy> {
  const study = await readStudy(directory);
  if (study.trials.length > 0) return study;
  throw new UsageError(
    `the study in "${directory}" has no trial, so there is nothing to report: ` +
      `run deno task ${study.document.sweep === undefined ? "bench" : "sweep"} --resume --out ` +
      shellWord(directory),
  );
}

/**
 * Builds the reports of a study from what is on disk and writes them beside it.
 *
 * @param directory The study's directory.
 * @returns What was written.
 * @throws {UsageError} If the study has no trial.
 * @throws {StudyStoreError} If the study cannot be read or a report cannot be written.
 */
export async function writeReports(directory: string): Promise<WrittenReports> {
  const { report, sweep, hasProbes } = await readSummary(directory);
  const reports = await writeReportFiles(directory, renderStudyFiles(report, sweep));
  return {
    report,
    sweep,
    reports,
    paths: [
      ...reports,
      `${directory}/study.json`,
      `${directory}/trials.ndjson`,
      ...(hasProbes ? [`${directory}/knee.ndjson`] : []),
    ],
  };
}

/** By itself, so that the records, of which there may be a lot, are let go before anything is drawn. */
async function readSummary(directory: string) {
  const study = await readReportable(directory);
  return {
    report: summarize(study),
    sweep: summarizeSweep(study),
    hasProbes: (study.probes?.length ?? 0) > 0,
  };
}
