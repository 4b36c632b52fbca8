import type { ModuleSpec } from "./spec.ts";

const PROJECT = new URL("../../", import.meta.url).href;

/**
 * The folder that a child must be given leave to read, so that it can import a module and what lies
 * beside and below it.
 *
 * @param module The module.
 * @returns The folder's path; null if it is within the project, which every child may read.
 * @throws {RangeError} If there is a comma in it: such a folder cannot be named in a list of permissions.
 */
export function moduleFolder({ url }: Pick<ModuleSpec, "url">): string | null {
  const folder = new URL(".", url);
  if (folder.href.startsWith(PROJECT)) return null;
  // Note: tried fileURLToPath of node:url; loading that took each child 20 ms.
  const path = decodeURIComponent(folder.pathname);
  if (!path.includes(",")) return path;
  throw new RangeError(`there is a comma in "${path}": move the module to a folder without one`);
}
