import { CHARTS, isChartFile } from "../chart_file.ts";
import { explained } from "./store_error.ts";

/**
 * Removes the pictures of earlier reports, by the names that reports give them, and their directory with
 * them if nothing else is in it. A link to another directory is not followed: what is there is not ours.
 *
 * @param directory Where the reports are.
 * @param kept Names of pictures that stay. @default none
 * @throws {StudyStoreError} If one cannot be removed.
 */
export async function removeCharts(
  directory: string,
  kept: ReadonlySet<string> = new Set(),
): Promise<void> {
  const charts = `${directory}/${CHARTS}`;
  try {
    if (!(await Deno.lstat(charts)).isDirectory) return;
    let others = 0;
    for await (const { name, isFile } of Deno.readDir(charts)) {
      if (isFile && isChartFile(name) && !kept.has(name)) await Deno.remove(`${charts}/${name}`);
      else others++;
    }
    if (others === 0) await Deno.remove(charts);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return;
    throw explained(error, charts, "written");
  }
}
