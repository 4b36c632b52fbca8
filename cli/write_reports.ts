import { dirname } from "node:path";
import {
  CHARTS,
  explained,
  isChartFile,
  readStudy,
  renderStudyFiles,
  type Report,
  type ReportFile,
  shellWord,
  type StoredStudy,
  summarize,
  summarizeSweep,
  type Sweep,
} from "../mod.ts";
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
  const study = await readReportable(directory);
  const report = summarize(study);
  const sweep = summarizeSweep(study);
  const { reports: texts, charts } = renderStudyFiles(report, sweep);
  await writeFiles(directory, charts);
  await writeFiles(directory, texts);
  await removeStaleCharts(directory, charts);
  const reports = texts.map(({ path }) => `${directory}/${path}`);
  return {
    report,
    sweep,
    reports,
    paths: [
      ...reports,
      `${directory}/study.json`,
      `${directory}/trials.ndjson`,
      ...(study.probes?.length ? [`${directory}/knee.ndjson`] : []),
    ],
  };
}

async function writeFiles(directory: string, files: readonly ReportFile[]): Promise<void> {
  for (const { path, text } of files) {
    const full = `${directory}/${path}`;
    try {
      await Deno.mkdir(dirname(full), { recursive: true });
      await Deno.writeTextFile(full, text);
    } catch (error) {
      throw explained(error, full, "written");
    }
  }
}

/** Charts of an earlier report of this study that the present one does not show. */
async function removeStaleCharts(
  directory: string,
  charts: readonly ReportFile[],
): Promise<void> {
  const kept = new Set(charts.map(({ path }) => path));
  try {
    for await (const { name, isFile } of Deno.readDir(`${directory}/${CHARTS}`)) {
      const isStale = isFile && isChartFile(name) && !kept.has(`${CHARTS}/${name}`);
      if (isStale) await Deno.remove(`${directory}/${CHARTS}/${name}`);
    }
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return;
    throw explained(error, `${directory}/${CHARTS}`, "written");
  }
}
