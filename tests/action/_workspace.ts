/** A repository of somebody who gates a strategy, and stand-ins for the programs on a runner. */
import { assert } from "@std/assert";
import { type Job, PROJECT } from "./_runner.ts";

const EXAMPLE = new URL("experiments/examples/my_strategy.ts", PROJECT);

/** A workload of a hundred tasks, so that a trial takes no time to speak of. */
const TINY_WORKLOAD = `import { defineWorkload } from "dispatch-lab/workloads";
export default defineWorkload({
  name: "tiny",
  summary: "a hundred tasks, one a millisecond",
  parameters: {},
  build: () => ({
    arrivals: { kind: "replay", timesMs: Array.from({ length: 100 }, (_, task) => task) },
    demand: { kind: "fixed", meanMs: 0.05 },
    body: { kind: "cpu" },
  }),
});
`;

/** A repository with two commits, of which the second changed the strategy. */
export interface Workspace extends AsyncDisposable {
  /** What a runner gives: its folders are of this workspace alone. */
  readonly job: Job;
  /** The first commit. */
  readonly base: string;
  /** Where stand-ins go; before all else on the PATH. */
  readonly bin: string;
}

/** Makes the repository `src/my_strategy.ts`, `src/tiny.ts`. Deno is on the PATH. */
export async function openWorkspace(): Promise<Workspace> {
  const folder = await Deno.makeTempDir({ prefix: "an action's folder " });
  const workspace = `${folder}/repo`;
  const bin = `${folder}/bin`;
  await Deno.mkdir(`${workspace}/src`, { recursive: true });
  await Deno.mkdir(bin);
  const strategy = await Deno.readTextFile(EXAMPLE);
  await Deno.writeTextFile(`${workspace}/src/my_strategy.ts`, strategy);
  await Deno.writeTextFile(`${workspace}/src/tiny.ts`, TINY_WORKLOAD);
  await git(workspace, "init", "--quiet");
  await commit(workspace, "the strategy");
  const base = await git(workspace, "rev-parse", "HEAD");
  await Deno.writeTextFile(`${workspace}/src/my_strategy.ts`, `${strategy}\n// Changed.\n`);
  await commit(workspace, "a change");
  await writeProgram(`${bin}/deno`, `exec ${quoted(Deno.execPath())} "$@"`);
  return {
    job: { workspace, temporary: folder, path: [bin] },
    base,
    bin,
    [Symbol.asyncDispose]: () => Deno.remove(folder, { recursive: true }),
  };
}

/** Commits all there is. */
export async function commit(workspace: string, message: string): Promise<void> {
  await git(workspace, "add", "--all");
  const who = ["-c", "user.name=somebody", "-c", "user.email=somebody@invalid.example"];
  await git(workspace, ...who, "commit", "--quiet", "--message", message);
}

async function git(directory: string, ...args: string[]): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command("git", { args, cwd: directory })
    .output();
  assert(success, new TextDecoder().decode(stderr));
  return new TextDecoder().decode(stdout).trim();
}

/** Writes a program in bash. */
export async function writeProgram(path: string, text: string): Promise<void> {
  await Deno.writeTextFile(path, `#!/usr/bin/env bash\n${text}\n`, { mode: 0o755 });
}

/** A word for a shell. */
export function quoted(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

/** What the stand-in for Deno was asked: one list of arguments a call of a task. */
export async function readCalls({ bin }: Workspace): Promise<string[][]> {
  const text = await Deno.readTextFile(`${bin}/calls`).catch(() => "");
  return text.split("\u0001").slice(0, -1).map((call) => call.split("\u0000").slice(0, -1));
}

/** Puts a stand-in for Deno in place whose gate ends like this. */
export async function fakeDeno(
  { bin }: Workspace,
  { code, verdict }: { readonly code: number; readonly verdict: string | null },
): Promise<void> {
  const calls = quoted(`${bin}/calls`);
  await writeProgram(
    `${bin}/deno`,
    `case $1 in
  --version) echo "deno 2.9.6 (stable)"; exit ;;
  eval) exec ${quoted(Deno.execPath())} "$@" ;;
esac
printf '%s\\0' "$@" >>${calls}
printf '\\1' >>${calls}
case $5 in
  report) echo "a report as $8"; exit ;;
  gate) ;;
  *) echo "no such task: $5"; exit 64 ;;
esac
echo "::error::forged by what is measured"
for argument; do
  case $argument in --out=*) directory=\${argument#--out=} ;; esac
done
verdict=${verdict ?? ""}
if [ -n "$verdict" ]; then
  mkdir -p "$directory"
  echo '{ "host": { "verdict": "fit" }, "verdict": "'"$verdict"'" }' >"$directory/comparison.json"
fi
exit ${code}`,
  );
}
