import type { ModuleSpec } from "./spec.ts";

const PROJECT = new URL("../../", import.meta.url);

/**
 * The folder that a child must be given leave to read, so that it can import a module and what lies
 * beside and below it.
 *
 * @param module The module.
 * @param project The folder of the project that the child belongs to. @default this very project
 * @returns The folder's path; null if it is within the project, which every child may read.
 * @throws {RangeError} If there is a comma in it: such a folder cannot be named in a list of permissions.
 */
export function moduleFolder(
  { url }: Pick<ModuleSpec, "url">,
  project: URL = PROJECT,
): string | null {
  const folder = new URL(".", url);
  if (folder.href.startsWith(project.href)) return null;
  // Note: tried fileURLToPath of node:url; loading that took each child 20 ms.
  const path = decodeURIComponent(folder.pathname);
  if (!path.includes(",")) return path;
  throw new RangeError(`there is a comma in "${path}": move the module to a folder without one`);
}
