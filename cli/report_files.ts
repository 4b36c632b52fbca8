/**
 * Writes reports with their pictures beside what they are of.
 *
 * @module
 */
import { dirname } from "node:path";
import { CHARTS, explained, isChartFile, type ReportFile, type StudyFiles } from "../mod.ts";

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
  await removeStaleCharts(directory, charts);
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
