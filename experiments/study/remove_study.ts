import { clearStudy, exists } from "./_study_files.ts";
import { explained } from "./store_error.ts";

/**
 * Removes what makes a study from a directory, and the directory with it if nothing else is in it.
 *
 * @param directory Where the study is; nothing is done if there is no such directory.
 * @throws {StudyStoreError} If it cannot be removed.
 */
export async function removeStudy(directory: string): Promise<void> {
  try {
    if (!await exists(directory)) return;
    await clearStudy(directory);
    for await (const _ of Deno.readDir(directory)) return;
    await Deno.remove(directory);
  } catch (error) {
    throw explained(error, directory, "written");
  }
}
