/** What a runner does with a composite action, as far as this one needs it: its very steps, in bash. */
import { assert } from "@std/assert";
import { load } from "js-yaml";

/** The project, as the runner checks it out. */
export const PROJECT = new URL("../../", import.meta.url);

/** A step of a composite action. */
export interface Step {
  readonly id?: string;
  readonly name?: string;
  readonly shell?: string;
  readonly run?: string;
  readonly uses?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** An input or an output. */
interface Described {
  readonly description?: string;
}

/** The contents of `action.yml`. */
export interface Action {
  readonly name: string;
  readonly description: string;
  readonly inputs: Readonly<
    Record<string, Described & { readonly required?: boolean; readonly default?: string }>
  >;
  readonly outputs: Readonly<Record<string, Described & { readonly value: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

/** Reads `action.yml`. */
export async function readAction(): Promise<Action> {
  return load(await Deno.readTextFile(new URL("action.yml", PROJECT))) as Action;
}

/** What a job gives an action. */
export interface Job {
  /** The repository of who uses it: GITHUB_WORKSPACE. */
  readonly workspace: string;
  /** Where the runner keeps its files. */
  readonly temporary: string;
  /** Folders before all others on the PATH. */
  readonly path: readonly string[];
  /** What `github.event` holds, by the paths in expressions. */
  readonly event?: Readonly<Record<string, string>>;
  /** More variables of the environment. */
  readonly env?: Readonly<Record<string, string>>;
}

/** What became of it. */
export interface JobResult {
  /** Exit code of the step that failed; 0 if none did. */
  readonly code: number;
  /** The log. */
  readonly log: string;
  /** The action's outputs. */
  readonly outputs: Readonly<Record<string, string>>;
  /** The summary of the job. */
  readonly summary: string;
  /** Folders that it put on the PATH of the steps after it. */
  readonly path: readonly string[];
}

/** Runs the steps of an action as a runner does. */
export async function runAction(
  action: Action,
  inputs: Readonly<Record<string, string>>,
  job: Job,
): Promise<JobResult> {
  const { temporary } = job;
  const values = new Map<string, string>();
  for (const [name, { default: text = "" }] of Object.entries(action.inputs)) {
    values.set(`inputs.${name}`, inputs[name] ?? text);
  }
  for (const [path, text] of Object.entries(job.event ?? {})) {
    values.set(`github.event.${path}`, text);
  }
  const file = (name: string) => `${temporary}/${name}`;
  await Deno.mkdir(file("runner"));
  const paths = [...job.path];
  let code = 0;
  let log = "";
  for (const [index, { id, run, env = {} }] of action.runs.steps.entries()) {
    assert(run !== undefined);
    const script = file(`step-${index}.sh`);
    await Deno.writeTextFile(script, evaluate(run, values));
    const commandFiles = {
      GITHUB_OUTPUT: "output",
      GITHUB_PATH: "path",
      GITHUB_STEP_SUMMARY: "summary",
    };
    for (const name of Object.values(commandFiles)) {
      await Deno.writeTextFile(file(name), "", { append: true });
    }
    // As the runner's documentation has it: bash --noprofile --norc -eo pipefail {0}.
    const preface = 'unset INIT_CWD; PATH="$1:$PATH"; shift; exec "$@" 2>&1';
    const { code: ended, stdout } = await new Deno.Command("bash", {
      args: ["-c", preface, "_", paths.join(":")]
        .concat("bash", "--noprofile", "--norc", "-eo", "pipefail", script),
      cwd: job.workspace,
      stdin: "null",
      env: {
        ...job.env,
        GITHUB_ACTION_PATH: decodeURIComponent(PROJECT.pathname).replace(/\/$/, ""),
        GITHUB_WORKSPACE: job.workspace,
        RUNNER_TEMP: file("runner"),
        ...Object.fromEntries(
          Object.entries(commandFiles).map(([name, path]) => [name, file(path)]),
        ),
        ...Object.fromEntries(
          Object.entries(env).map(([name, text]) => [name, evaluate(text, values)]),
        ),
      },
    }).output();
    log += new TextDecoder().decode(stdout);
    const written = await Deno.readTextFile(file("path"));
    paths.unshift(...written.split("\n").filter((path) => path !== ""));
    await Deno.remove(file("path"));
    for (const [name, text] of parseOutputs(await Deno.readTextFile(file("output")))) {
      values.set(`steps.${id}.outputs.${name}`, text);
    }
    await Deno.remove(file("output"));
    code = ended;
    if (code !== 0) break;
  }
  return {
    code,
    log,
    outputs: Object.fromEntries(
      Object.entries(action.outputs).map(([name, { value }]) => [name, evaluate(value, values)]),
    ),
    summary: await Deno.readTextFile(file("summary")),
    path: paths.slice(0, paths.length - job.path.length),
  };
}

/** An expression is names with `||` between them: the first that is not empty. */
function evaluate(text: string, values: ReadonlyMap<string, string>): string {
  return text.replace(/\$\{\{(.*?)\}\}/g, (_, expression: string) => {
    const names = expression.split("||").map((name) => name.trim());
    for (const name of names) {
      assert(/^(inputs|github\.event|steps)\.[\w.-]+$/.test(name), `unknown expression ${name}`);
    }
    return names.map((name) => values.get(name) ?? "").find((value) => value !== "") ?? "";
  });
}

/** Reads a file of outputs: `name=value`, or `name<<delimiter`, lines, and the delimiter. */
export function parseOutputs(text: string): [name: string, value: string][] {
  const lines = text.split("\n");
  const outputs: [string, string][] = [];
  while (lines.length > 0) {
    const line = lines.shift()!;
    if (line === "") continue;
    const [, name, delimiter] = /^([\w-]+)<<(.+)$/.exec(line) ?? [];
    if (name === undefined) {
      const [, plain, value] = /^([\w-]+)=(.*)$/.exec(line) ?? [];
      assert(plain !== undefined, `neither an output nor its end: ${line}`);
      outputs.push([plain, value]);
      continue;
    }
    const end = lines.indexOf(delimiter);
    assert(end >= 0, `no end of ${name}`);
    outputs.push([name, lines.splice(0, end + 1).slice(0, -1).join("\n")]);
  }
  return outputs;
}
