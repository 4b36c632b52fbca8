/**
 * What the trials of a checkout are made of. Each trial loads it afresh, so that an edit while a gate runs
 * would make two programs of one side.
 *
 * @module
 */

/** Rooms that trials import from; `deno.json` and its lock say which packages. */
const ROOMS = ["strategies/", "experiments/"];
const FILES = ["deno.json", "deno.lock"];
const SOURCE = /\.(?:[cm]?[jt]sx?|json|wasm)$/;

/**
 * Hashes the sources of a checkout of this project. Hidden files, as editors keep while they have a source
 * open, are not part of it.
 *
 * @param project Its folder, with a slash at the end.
 * @returns A SHA-256 in hexadecimal. What is missing or cannot be read counts as such.
 */
export async function fingerprintSources(project: URL): Promise<string> {
  const paths = [...FILES];
  for (const room of ROOMS) paths.push(...await sourcesBelow(project, room));
  const contents: string[] = [];
  for (const path of paths.sort()) contents.push(path, await hashOf(new URL(path, project)));
  return await sha256(new TextEncoder().encode(JSON.stringify(contents)));
}

async function sourcesBelow(project: URL, folder: string): Promise<string[]> {
  const found: string[] = [];
  try {
    for await (const { name, isDirectory } of Deno.readDir(new URL(folder, project))) {
      if (name.startsWith(".")) continue;
      const path = folder + encodeURIComponent(name);
      if (isDirectory) found.push(...await sourcesBelow(project, `${path}/`));
      else if (SOURCE.test(name)) found.push(path);
    }
  } catch {
    // A folder that is not there has no sources.
  }
  return found;
}

async function hashOf(url: URL): Promise<string> {
  try {
    return await sha256(await Deno.readFile(url));
  } catch {
    return "missing";
  }
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
}
