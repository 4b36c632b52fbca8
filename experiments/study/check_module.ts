import { fromProject, runDeno } from "./_deno_command.ts";
import { firstError, typeProblem } from "./_type_problem.ts";

/**
 * Checks the types of a module of the user's own. Nothing in it is run, but what it imports from
 * elsewhere (npm, JSR, the web) is fetched here, with the leave of the calling process: the processes
 * that run it fetch nothing.
 *
 * @param path The module, as somebody wrote it, for messages.
 * @param url Where it is.
 * @param signal Ends the check.
 * @throws {SyntaxError} If it does not type-check; one line with the first thing that is wrong.
 * @throws {Interrupted} If the signal ended it.
 */
export async function checkModule(path: string, url: URL, signal?: AbortSignal): Promise<void> {
  const { success, stderr } = await runDeno(["check", "--quiet", url.href], signal);
  const problem = success ? null : typeProblem(stderr, url);
  if (problem !== null) throw new SyntaxError(`${path} does not type-check: ${problem}`);
}

/**
 * Fetches what the processes import that run modules. They go without the project's lock file, and
 * resolve packages by what was once fetched without it.
 *
 * @param signal Ends it.
 * @throws {RangeError} If something cannot be fetched; one line.
 * @throws {Interrupted} If the signal ended it.
 */
export async function cacheEntries(signal?: AbortSignal): Promise<void> {
  const entries = ["experiments/trial/child.ts", "experiments/study/inspect_child.ts"]
    .map((entry) => fromProject(entry).href);
  const { success, stderr } = await runDeno(["cache", "--quiet", ...entries], signal);
  if (!success) throw new RangeError(`what trials import cannot be fetched: ${firstError(stderr)}`);
}
