/**
 * Trees that are checkouts of this project: their trials run in their own code, not in the one at hand.
 *
 * @module
 */
import { resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { isInterrupt } from "../trial/interrupt_signals.ts";
import type { WorkTree } from "./work_tree.ts";

/** A checkout of this project, as its trials are run. */
export interface TreeProject {
  /** Whether it was checked out for the gate, or is somebody's own directory. */
  readonly kind: WorkTree["kind"];
  /** Its folder, with a slash at the end. */
  readonly project: URL;
  /** The module of its trials. */
  readonly entry: URL;
}

/** Whether the packages of a checkout are there. */
export type FetchedPackages = { readonly state: "fetched" | "interrupted" } | {
  readonly state: "failed";
  /** One line. */
  readonly message: string;
};

const NAME = "@dispatch-lab/dispatch-lab";
const ENTRY = "experiments/trial/child.ts";
// Threads are not seen from the module that starts them, and fetch nothing either.
const THREADS = /_worker\.ts$/;

/**
 * Looks whether a tree is a checkout of this project.
 *
 * @param tree The tree.
 * @returns How its trials are run; null if it is something else.
 */
export async function findTreeProject(
  { kind, root, directory }: Pick<WorkTree, "kind" | "root" | "directory">,
): Promise<TreeProject | null> {
  for (const folder of new Set([root, directory])) {
    if (!await isProject(folder)) continue;
    const project = pathToFileURL(`${folder}/`);
    return { kind, project, entry: new URL(ENTRY, project) };
  }
  return null;
}

async function isProject(folder: string): Promise<boolean> {
  try {
    const { name } = JSON.parse(await Deno.readTextFile(resolve(folder, "deno.json")));
    return name === NAME && (await Deno.stat(resolve(folder, ENTRY))).isFile;
  } catch {
    return false;
  }
}

/**
 * Fetches the packages that the trials of a checkout import, as its own `deno.json` names them: the
 * trials themselves fetch nothing. The lock file of somebody's own directory is held to, not brought up to
 * date.
 *
 * @param project The checkout.
 * @param signal Ends it.
 * @returns Whether all are there, or one line that says what cannot be had.
 */
export async function fetchPackages(
  { kind, project, entry }: TreeProject,
  signal?: AbortSignal,
): Promise<FetchedPackages> {
  const modules = [entry.href];
  for await (const { name } of Deno.readDir(new URL(".", entry))) {
    if (THREADS.test(name)) modules.push(new URL(name, entry).href);
  }
  // With the lock file, which trials of the catalogue go by, and without, as those of modules go.
  for (const lock of [kind === "directory" ? ["--frozen"] : [], ["--no-lock"]]) {
    if (signal?.aborted) return { state: "interrupted" };
    const { success, signal: killedBy, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["cache", "--quiet", "--config=deno.json", ...lock, ...modules],
      cwd: project,
      stdin: "null",
      env: { NO_COLOR: "1" },
      signal,
    }).output();
    if (signal?.aborted || isInterrupt(killedBy)) return { state: "interrupted" };
    if (success) continue;
    const lines = new TextDecoder().decode(stderr).split("\n").map((line) => line.trim());
    if (lines.some((line) => /lockfile is out of date/i.test(line))) {
      const folder = fileURLToPath(project);
      return {
        state: "failed",
        message:
          `the deno.lock in ${folder} lacks what its trials import and is left as it is: run ` +
          "deno install --frozen=false there",
      };
    }
    const message = lines.find((line) => line.startsWith("error")) ?? lines[0];
    return { state: "failed", message: `what its trials import cannot be fetched: ${message}` };
  }
  return { state: "fetched" };
}
