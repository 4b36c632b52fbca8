import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { load } from "js-yaml";
import { GITHUB_MARKER } from "../../reports/render/exchange/github.ts";
import { PROJECT, readAction } from "./_runner.ts";
import { quoted, writeProgram } from "./_workspace.ts";

interface WorkflowStep {
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly run?: string;
  readonly if?: string;
  readonly env?: Readonly<Record<string, string>>;
}

interface Workflow {
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, { readonly steps: readonly WorkflowStep[] }>>;
}

const read = (path: string) => Deno.readTextFile(new URL(path, PROJECT));
const text = await read("experiments/examples/gate_in_ci/workflow.yml");
const workflow = load(text) as Workflow;
const steps = Object.values(workflow.jobs).flatMap(({ steps }) => steps);
const isOurs = ({ uses }: WorkflowStep) => uses?.startsWith("dispatch-lab/dispatch-lab@") === true;

Deno.test("the example workflow and README give the action inputs that it has", async () => {
  const action = await readAction();
  const [, five] = /```yaml\n([\s\S]*?)```/.exec(await read("README.md"))!;
  for (const given of [steps, load(five) as WorkflowStep[]]) {
    const [own] = given.filter(isOurs);
    for (const name of Object.keys(own.with!)) assert(Object.hasOwn(action.inputs, name), name);
    const required = Object.entries(action.inputs).filter(([, { required }]) => required === true);
    for (const [name] of required) assert(Object.hasOwn(own.with!, name), name);
    const [checkout] = given.filter(({ uses }) => uses?.startsWith("actions/checkout@"));
    assertEquals(checkout.with, { "fetch-depth": 0 });
  }
  for (const [, name] of text.matchAll(/steps\.gate\.outputs\.([\w-]+)/g)) {
    assert(Object.hasOwn(action.outputs, name), name);
  }
});

Deno.test("README shows every input of the action", async () => {
  const readme = await read("README.md");
  for (const name of Object.keys((await readAction()).inputs)) {
    assert(new RegExp(`^\\| .*\`${name}\``, "m").test(readme), name);
  }
});

Deno.test("the example workflow replaces its comment, and writes one if there is none", async () => {
  const [{ run, env, ...step }] = steps.filter(({ run }) => run !== undefined);
  assert(run !== undefined && !run.includes("${{") && step.if !== undefined);
  assertEquals(Object.keys(env!), ["GH_TOKEN", "COMMENT", "PULL_REQUEST"]);
  assertEquals(workflow.permissions["pull-requests"], "write");
  assertStringIncludes(run, `startswith("${GITHUB_MARKER}")`);
  const cases: [id: string, call: string][] = [
    ["123", "api --silent --method PATCH repos/o/r/issues/comments/123 -F body=@a comment.md"],
    ["", "pr comment 7 --body-file a comment.md"],
  ];
  for (const [id, call] of cases) {
    const folder = await Deno.makeTempDir();
    const calls = `${folder}/calls`;
    await writeProgram(
      `${folder}/gh`,
      `echo "$*" >>${quoted(calls)}; case $2 in --paginate) echo ${quoted(id)} ;; esac`,
    );
    const { code } = await new Deno.Command("bash", {
      args: ["-c", 'PATH="$1:$PATH"; exec bash -e -c "$2"', "_", folder, run],
      env: { GITHUB_REPOSITORY: "o/r", COMMENT: "a comment.md", PULL_REQUEST: "7", GH_TOKEN: "" },
      stdin: "null",
    }).output();
    assertEquals(code, 0);
    assertEquals((await Deno.readTextFile(calls)).trim().split("\n").at(-1), call);
    await Deno.remove(folder, { recursive: true });
  }
});
