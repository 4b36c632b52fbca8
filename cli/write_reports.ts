import {
  explained,
  readStudy,
  renderJson,
  renderMarkdown,
  renderSweepMarkdown,
  type Report,
  summarize,
  summarizeSweep,
  type Sweep,
} from "../mod.ts";

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
 * Builds the reports of a study from what is on disk and writes them beside it.
 *
 * @param directory The study's directory.
 * @returns What was written.
 * @throws {StudyStoreError} If the study cannot be read or a report cannot be written.
 */
export async function writeReports(directory: string): Promise<WrittenReports> {
  const study = await readStudy(directory);
  const report = summarize(study);
  const sweep = summarizeSweep(study);
  const files = [
    ...(sweep === null ? [] : [
      [`${directory}/sweep.md`, renderSweepMarkdown(sweep)],
      [`${directory}/sweep.json`, renderJson(sweep)],
    ]),
    [`${directory}/report.md`, renderMarkdown(report)],
    [`${directory}/report.json`, renderJson(report)],
  ];
  for (const [path, text] of files) {
    await Deno.writeTextFile(path, text).catch((error) => {
      throw explained(error, path, "written");
    });
  }
  const reports = files.map(([path]) => path);
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
