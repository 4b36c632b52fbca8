/**
 * Writes reports with their pictures beside what they are of.
 *
 * @module
 */
import { basename, dirname } from "node:path";
import { explained, removeCharts, type ReportFile, type StudyFiles } from "../mod.ts";

/**
 * Writes files, the pictures before what refers to them.
 *
 * @param directory Where to.
 * @param files The files.
 * @returns The paths of what is opened, for people first.
 * @throws {StudyStoreError} If one cannot be written.
 */
export async function writeReportFiles(
  directory: string,
  { reports, charts }: StudyFiles,
): Promise<readonly string[]> {
  await writeFiles(directory, charts);
  await writeFiles(directory, reports);
  // Those of an earlier report that the present one does not show.
  await removeCharts(directory, new Set(charts.map(({ path }) => basename(path))));
  return reports.map(({ path }) => `${directory}/${path}`);
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
