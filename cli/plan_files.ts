/**
 * Where a capacity plan is kept: `plan.md` and `plan.json` in a directory.
 *
 * @module
 */
import { type CapacityPlan, explained, renderCapacityMarkdown } from "../mod.ts";
import { UsageError } from "./usage.ts";

const MARKDOWN = "plan.md";
const JSON_FILE = "plan.json";

/**
 * Makes sure that a plan can be written, before anything is computed.
 *
 * @param directory Where to; made if missing. It may hold a study.
 * @param existing What becomes of a plan that is there already.
 * @throws {UsageError} If a plan is there and is to be kept.
 * @throws {StudyStoreError} If the directory cannot be made or written.
 */
export async function preparePlanFiles(
  directory: string,
  existing: "keep" | "replace",
): Promise<void> {
  try {
    await Deno.mkdir(directory, { recursive: true });
    for await (const { name } of Deno.readDir(directory)) {
      if (existing === "replace" || (name !== MARKDOWN && name !== JSON_FILE)) continue;
      throw new UsageError(
        `"${directory}" holds a plan already (${name}): name another directory with --out, or ` +
          "replace it with --force",
      );
    }
    // That a directory is there does not say that it can be written.
    await Deno.remove(await Deno.makeTempFile({ dir: directory, prefix: "plan-" }));
  } catch (error) {
    throw error instanceof UsageError ? error : explained(error, directory, "written");
  }
}

/**
 * Writes a plan.
 *
 * @param found The plan.
 * @param directory Where to; {@linkcode preparePlanFiles} has seen it.
 * @returns The files, for people first.
 * @throws {StudyStoreError} If they cannot be written.
 */
export async function writePlanFiles(found: CapacityPlan, directory: string): Promise<string[]> {
  const markdown = `${directory}/${MARKDOWN}`;
  const json = `${directory}/${JSON_FILE}`;
  try {
    await Deno.writeTextFile(markdown, renderCapacityMarkdown(found));
    await Deno.writeTextFile(json, JSON.stringify(found, null, 2) + "\n");
  } catch (error) {
    throw explained(error, directory, "written");
  }
  return [markdown, json];
}
