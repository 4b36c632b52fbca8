/**
 * The trees that a gate compares: a git ref, checked out beside the repository for as long as the gate
 * takes, or a directory as it is.
 *
 * @module
 */
import { isAbsolute, resolve } from "node:path";
import { git } from "./_git.ts";
import { type ArmName, ARMS, type OfArms } from "./run_gate.ts";

/** A tree that is there to be measured. */
export interface WorkTree {
  /** The git ref or directory as it was given. */
  readonly label: string;
  /** Which of the two it was taken for. */
  readonly kind: "ref" | "directory";
  /** Commit of its contents; null for a directory that is no checkout. */
  readonly commit: string | null;
  /** Whether tracked files differ from that commit; null if that cannot be told. */
  readonly dirty: boolean | null;
  /** Its top, an absolute path. */
  readonly root: string;
  /** Where relative paths start in it: the folder in which the command was typed, or the directory named. */
  readonly directory: string;
}

/** Both trees, checked out; those of refs are removed at the end. */
export interface WorkTrees extends AsyncDisposable {
  /** The trees; null where a side has none of its own. */
  readonly trees: OfArms<WorkTree | null>;
  /** What somebody may want to know about how the names were read, a sentence each. */
  readonly notes: readonly string[];
}

/** What a name stands for. */
type Meaning =
  | { readonly kind: "ref"; readonly label: string; readonly commit: string }
  | { readonly kind: "directory"; readonly label: string; readonly path: string };

/**
 * Finds both trees and checks out those that are refs, into folders whose paths have the same length.
 *
 * @param names A git ref or a directory for each side; null where a side has no tree of its own.
 * @param directory The folder in which the command was typed, an absolute path.
 * @returns The trees, to be disposed of.
 * @throws {RangeError} If a name is neither a ref nor a directory, git cannot check it out, or there is no
 *   place for temporary files; one line.
 */
export async function openWorkTrees(
  names: OfArms<string | null>,
  directory: string,
): Promise<WorkTrees> {
  const notes: string[] = [];
  const meanings = {
    base: names.base === null ? null : await meaningOf(names.base, "base", directory, notes),
    head: names.head === null ? null : await meaningOf(names.head, "head", directory, notes),
  };
  const refs = ARMS.filter((arm) => meanings[arm]?.kind === "ref");
  await using cleanUp = new AsyncDisposableStack();
  let folder = "";
  if (refs.length > 0) {
    folder = await temporaryFolder();
    cleanUp.defer(() => removeCheckouts(directory, folder, refs));
  }
  const prefix = refs.length > 0 ? (await git(directory, "rev-parse", "--show-prefix")).stdout : "";
  const open = async (arm: ArmName): Promise<WorkTree | null> => {
    const meaning = meanings[arm];
    if (meaning === null) return null;
    if (meaning.kind === "directory") return await describeDirectory(meaning.label, meaning.path);
    const { label, commit } = meaning;
    const root = `${folder}/${arm}`;
    const added = await git(directory, "worktree", "add", "--quiet", "--detach", root, commit);
    if (!added.success) {
      throw new RangeError(`"${label}" cannot be checked out: ${lastLine(added.stderr)}`);
    }
    return { label, kind: "ref", commit, dirty: false, root, directory: resolve(root, prefix) };
  };
  const trees = { base: await open("base"), head: await open("head") };
  const owned = cleanUp.move();
  return { trees, notes, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

async function meaningOf(
  name: string,
  arm: ArmName,
  directory: string,
  notes: string[],
): Promise<Meaning> {
  const path = resolve(directory, name);
  const isDirectory = await Deno.stat(path).then(({ isDirectory }) => isDirectory, () => false);
  const asDirectory = { kind: "directory", label: name, path } as const;
  // What is written as a path is one.
  if (isAbsolute(name) || /^\.{1,2}(?:\/|$)/.test(name)) {
    if (isDirectory) return asDirectory;
    throw new RangeError(`--${arm} "${name}" is not there: there is no directory ${path}`);
  }
  const commit = await commitOf(name, directory, isDirectory);
  if (commit === null) {
    if (isDirectory) return asDirectory;
    const isRepository = (await git(directory, "rev-parse", "--git-dir")).success;
    throw new RangeError(
      isRepository
        ? `--${arm} "${name}" is neither a git ref of the repository in ${directory} nor a ` +
          "directory: name one of these; a ref of a remote may have to be fetched first"
        : `--${arm} "${name}" is no directory, and ${directory} is in no git repository whose ref ` +
          "it could be: type the command in one, or name a directory",
    );
  }
  if (isDirectory) {
    notes.push(
      `--${arm} "${name}" is a git ref and a directory: the ref is taken; write ./${name} for the ` +
        "directory",
    );
  }
  return { kind: "ref", label: name, commit };
}

/** The commit that a name stands for; null if it is no ref. Without git a directory is still one. */
async function commitOf(
  name: string,
  directory: string,
  isDirectory: boolean,
): Promise<string | null> {
  if (name.startsWith("-")) return null;
  try {
    const found = await git(directory, "rev-parse", "--verify", "--quiet", `${name}^{commit}`);
    return found.success && /^[0-9a-f]{40,64}$/.test(found.stdout) ? found.stdout : null;
  } catch (error) {
    if (isDirectory) return null;
    throw error;
  }
}

async function describeDirectory(label: string, path: string): Promise<WorkTree> {
  const root = await Deno.realPath(path);
  return { label, kind: "directory", ...await stateOf(root), root, directory: root };
}

/** The commit of a folder, and whether there are edits on top. */
async function stateOf(folder: string): Promise<Pick<WorkTree, "commit" | "dirty">> {
  const unknown = { commit: null, dirty: null };
  try {
    // Git looks upwards: what a repository around the folder does not track is none of its commit.
    const tracked = await git(folder, "rev-parse", "--verify", "--quiet", "HEAD:./");
    const head = await git(folder, "rev-parse", "--verify", "--quiet", "HEAD^{commit}");
    if (!tracked.success || !head.success) return unknown;
    const changes = await git(folder, "status", "--porcelain", "--untracked-files=no");
    return { commit: head.stdout, dirty: changes.success ? changes.stdout !== "" : null };
  } catch {
    // Without git a directory is still one.
    return unknown;
  }
}

async function temporaryFolder(): Promise<string> {
  let folder: string;
  try {
    folder = await Deno.realPath(await Deno.makeTempDir({ prefix: "dispatch-lab-gate-" }));
  } catch (error) {
    throw new RangeError(
      `the folder for temporary files cannot be used: ${(error as Error).message}; set TMPDIR`,
    );
  }
  if (!folder.includes(",")) return folder;
  await Deno.remove(folder);
  throw new RangeError(`temporary files go to "${folder}": set TMPDIR to a folder without a comma`);
}

/**
 * Removes what was checked out, and what git knows of it.
 *
 * Note: tried `git worktree prune` at the end; it forgets work trees of somebody else's as well, if they
 * are just not to be seen: on a disk that is not mounted, or from within a container.
 */
async function removeCheckouts(
  repository: string,
  folder: string,
  arms: readonly ArmName[],
): Promise<void> {
  // Twice, for one that git was still at work on when it was interrupted: it is locked.
  const remove = (root: string) =>
    git(repository, "worktree", "remove", "--force", "--force", root).catch(() => null);
  for (const arm of arms) {
    const root = `${folder}/${arm}`;
    if ((await remove(root))?.success) continue;
    // Git knows a folder that is gone, but refuses one that is damaged.
    await Deno.remove(root, { recursive: true }).catch(() => {});
    await remove(root);
  }
  await Deno.remove(folder, { recursive: true }).catch(() => {});
}

function lastLine(text: string): string {
  return text.split("\n").at(-1) ?? "";
}
