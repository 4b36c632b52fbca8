import {
  explained,
  readStudy,
  renderJson,
  renderMarkdown,
  type Report,
  summarize,
} from "../mod.ts";

/** What was written. */
export interface WrittenReports {
  /** The report. */
  readonly report: Report;
  /** The files of the study that a user may want to open. */
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
  const report = summarize(await readStudy(directory));
  const json = `${directory}/report.json`;
  const markdown = `${directory}/report.md`;
  for (const [path, text] of [[json, renderJson(report)], [markdown, renderMarkdown(report)]]) {
    await Deno.writeTextFile(path, text).catch((error) => {
      throw explained(error, path, "written");
    });
  }
  return {
    report,
    paths: [markdown, json, `${directory}/study.json`, `${directory}/trials.ndjson`],
  };
}
