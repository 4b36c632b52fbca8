import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { GITHUB_MARKER } from "../../reports/render/exchange/github.ts";
import { PROJECT, readAction, runAction } from "./_runner.ts";
import { fakeDeno, openWorkspace, quoted, readCalls, writeProgram } from "./_workspace.ts";

const action = await readAction();
const inputs = { strategy: "./src/my_strategy.ts" };

Deno.test("action.yml has what a composite action needs, and no code from inputs", () => {
  for (const text of [action.name, action.description]) assert(text.length > 0);
  assertEquals(action.runs.using, "composite");
  const ids = new Set<string>();
  const used = new Set<string>();
  for (const { id, shell, run, uses, env = {} } of action.runs.steps) {
    assertEquals(shell, "bash");
    assertEquals(uses, undefined);
    assert(run !== undefined && !run.includes("${{"), run);
    if (id !== undefined) ids.add(id);
    for (const text of Object.values(env)) {
      for (const [, name] of text.matchAll(/\binputs\.([\w-]+)/g)) used.add(name);
    }
  }
  assertEquals([...used].toSorted(), Object.keys(action.inputs).toSorted());
  for (const [name, { description, required, default: value }] of Object.entries(action.inputs)) {
    assert(description !== undefined && description !== "", name);
    // A number or a truth would be YAML's, and only a text comes as it was written.
    assertEquals(required === true ? "undefined" : "string", typeof value, name);
  }
  for (const [name, { description, value }] of Object.entries(action.outputs)) {
    assert(description !== undefined && description !== "", name);
    const [, id, output] = /^\$\{\{ steps\.([\w-]+)\.outputs\.([\w-]+) \}\}$/.exec(value)!;
    assert(ids.has(id), id);
    assertEquals(output, name);
  }
});

Deno.test("the action's Deno is the one that README and CI name", async () => {
  const read = (path: string) => Deno.readTextFile(new URL(path, PROJECT));
  const [, version] = /^version=(.+)$/m.exec(await read(".github/action/set_up.sh"))!;
  for (const path of ["README.md", ".ci/run"]) {
    const named = [...(await read(path)).matchAll(/\bdeno@([\d.]+\d)/g)].map(([, named]) => named);
    assertEquals([...new Set(named)], [version], path);
  }
});

Deno.test("the action ends as the gate does, with outputs, a summary and an annotation", async () => {
  const not = "not worse: ";
  const cases: [code: number, verdict: string | null, says: string, ends?: number][] = [
    // How Deno ends where the gate could not be run at all.
    [1, null, "::error title=dispatch-lab::the gate could not be run", 4],
    [0, "equivalent", `::notice title=dispatch-lab::${not}equivalent`],
    [0, "improved", `::notice title=dispatch-lab::${not}improved`],
    [0, "inconclusive", "::notice title=dispatch-lab::inconclusive"],
    [1, "regressed", "::error title=dispatch-lab::a regression"],
    [2, null, "::error title=dispatch-lab::bad input"],
    [3, "unfit", "::error title=dispatch-lab::no verdict: this runner is unfit"],
    [3, "inconclusive", "::error title=dispatch-lab::inconclusive"],
    [4, "failed", "::error title=dispatch-lab::one of the sides could not be measured"],
    [4, null, "::error title=dispatch-lab::one of the sides could not be measured"],
    [130, null, "::error title=dispatch-lab::interrupted"],
  ];
  for (const [code, verdict, says, ends = code] of cases) {
    await using workspace = await openWorkspace();
    await fakeDeno(workspace, { code, verdict });
    const result = await runAction(action, inputs, workspace.job);
    assertEquals(result.code, ends, result.log);
    const { outputs } = result;
    assertEquals(outputs["exit-code"], String(ends));
    assertEquals(outputs.verdict, verdict ?? "none");
    assertStringIncludes(result.log, says);
    if (verdict === null) {
      assertEquals([outputs.directory, outputs["junit-file"]], ["", ""]);
      // What an earlier run had to say is replaced.
      const comment = await Deno.readTextFile(outputs["comment-file"]);
      const [, sentence] = says.split("title=dispatch-lab::");
      assert(comment.startsWith(`${GITHUB_MARKER}\n**dispatch-lab**: ${sentence}`), comment);
      assertStringIncludes(result.summary, comment);
    } else {
      assertEquals(await Deno.readTextFile(outputs["comment-file"]), "a report as github\n");
      assertEquals(await Deno.readTextFile(outputs["junit-file"]), "a report as junit\n");
      assertStringIncludes(result.summary, "a report as github");
      const paths = [outputs.directory, outputs["comment-file"], outputs["junit-file"]];
      for (const path of paths) assert(path.startsWith(`${workspace.job.temporary}/runner/`), path);
    }
    // What the gate prints is no command: it comes after "stop" and before the token that ends it.
    const [, token] = /^::stop-commands::(.+)$/m.exec(result.log)!;
    const [before, , after] = result.log.split(token);
    assert(!`${before}${after}`.includes("forged"), result.log);
  }
});

Deno.test("the action hands inputs to the gate as they are, whatever is in them", async () => {
  await using workspace = await openWorkspace();
  await fakeDeno(workspace, { code: 0, verdict: "equivalent" });
  const hostile =
    `a b  "c" 'd' $(touch owned) \`touch owned\` ; touch owned & * \\ \${HOME} é\n::error::x`;
  const given = {
    strategy: hostile,
    base: `${hostile}1`,
    head: `--force ${hostile}`,
    workload: `${hostile}2`,
    blocks: `${hostile}3`,
    profile: `${hostile}4`,
    metric: `${hostile}5`,
    delta: `${hostile}6`,
    placement: `${hostile}7`,
    "allow-inconclusive": "false",
    "comment-file": "a 'comment' $(touch owned).md",
  };
  const result = await runAction(action, given, workspace.job);
  assertEquals(result.code, 0, result.log);
  const [[quiet, config, , task, ...args]] = (await readCalls(workspace))
    .map(([, ...call]) => call);
  assertEquals([quiet, config, task], ["--quiet", "--config", "gate"]);
  const [base, strategy, out, ...others] = args;
  assertEquals([base, strategy], [`--base=${given.base}`, `--strategy=${given.strategy}`]);
  assertEquals(out, `--out=${result.outputs.directory}`);
  assertEquals(
    others,
    (["head", "workload", "blocks", "profile", "metric", "delta", "placement"] as const)
      .map((name) => `--${name}=${given[name]}`),
  );
  const comment = `${workspace.job.workspace}/${given["comment-file"]}`;
  assertEquals(result.outputs["comment-file"], comment);
  assertEquals(await Deno.readTextFile(comment), "a report as github\n");
  for await (const { name } of Deno.readDir(workspace.job.workspace)) assert(name !== "owned");
  const refused = await runAction(
    action,
    { ...inputs, "allow-inconclusive": hostile },
    { ...workspace.job, temporary: await Deno.makeTempDir({ dir: workspace.job.temporary }) },
  );
  assertEquals([refused.code, refused.outputs["exit-code"]], [2, "2"]);
  assertMatch(refused.log, /::error .*allow-inconclusive must be true or false/);
});

Deno.test("the action holds against the base of the event, and says if the clone lacks it", async () => {
  const first = "pull_request.base.sha";
  const cases: [event: (base: string) => Record<string, string>, base: (base: string) => string][] =
    [
      [(base) => ({ [first]: base, before: "f".repeat(40) }), (base) => base],
      [(base) => ({ "merge_group.base_sha": base }), (base) => base],
      [(base) => ({ before: base }), (base) => base],
      [() => ({ before: "0".repeat(40) }), () => "HEAD^"],
      [() => ({}), () => "HEAD^"],
    ];
  for (const [event, expected] of cases) {
    await using workspace = await openWorkspace();
    await fakeDeno(workspace, { code: 0, verdict: "equivalent" });
    const job = { ...workspace.job, event: event(workspace.base) };
    const { code, log } = await runAction(action, inputs, job);
    assertEquals(code, 0, log);
    const [[, , , , , base, , , ...others]] = await readCalls(workspace);
    assertEquals(base, `--base=${expected(workspace.base)}`);
    assertEquals(others, ["--allow-inconclusive"]);
  }
  await using workspace = await openWorkspace();
  await fakeDeno(workspace, { code: 0, verdict: "equivalent" });
  const job = { ...workspace.job, event: { [first]: "f".repeat(40) } };
  const { code, log, outputs } = await runAction(action, inputs, job);
  assertEquals([code, outputs["exit-code"], outputs.verdict], [2, "2", "none"]);
  assertMatch(log, /::error .*is not in this clone: .*fetch-depth: 0/);
  assertEquals(await readCalls(workspace), []);
});

Deno.test("the action reads its verdict whatever the workspace has for Deno", async () => {
  await using workspace = await openWorkspace();
  await fakeDeno(workspace, { code: 1, verdict: "regressed" });
  const { workspace: directory } = workspace.job;
  const lock = '{ "version": "of another age" }';
  await Deno.writeTextFile(`${directory}/deno.json`, "{ this is no JSON");
  await Deno.writeTextFile(`${directory}/deno.lock`, lock);
  const { code, log, outputs } = await runAction(action, inputs, workspace.job);
  assertEquals([code, outputs.verdict], [1, "regressed"], log);
  assertEquals(await Deno.readTextFile(`${directory}/deno.lock`), lock);
});

Deno.test("the action fetches Deno for itself alone, unless the version is on the PATH", async () => {
  await using workspace = await openWorkspace();
  const { bin, job } = workspace;
  await fakeDeno(workspace, { code: 0, verdict: "equivalent" });
  await Deno.rename(`${bin}/deno`, `${bin}/fetched`);
  await writeProgram(`${bin}/deno`, 'echo "deno 1.0.0 (stable)"');
  await writeProgram(
    `${bin}/npm`,
    `printf '%s\\n' "$@" >${quoted(`${bin}/asked`)}
while [ "$1" != --prefix ]; do shift; done
mkdir -p "$2/bin"
cp ${quoted(`${bin}/fetched`)} "$2/bin/deno"`,
  );
  const { code, log, path } = await runAction(action, inputs, job);
  assertEquals([code, path], [0, []], log);
  const asked = (await Deno.readTextFile(`${bin}/asked`)).trim().split("\n");
  assertEquals([asked[0], asked.at(-1)], ["install", "deno@2.9.6"]);
  assertEquals((await readCalls(workspace)).length, 3);
});

Deno.test("the action with Deno itself resolves names in the workspace", async () => {
  await using workspace = await openWorkspace();
  const nowhere = { strategy: "./src/nowhere $(touch owned)'s.ts" };
  const { code, log, outputs } = await runAction(action, nowhere, workspace.job);
  assertEquals([code, outputs.verdict, outputs["exit-code"]], [2, "none", "2"], log);
  assertMatch(log, /^error: .*nowhere \$\(touch owned\)'s\.ts/m);
});

Deno.test("the action gates a module of a repository, from the clone to its reports", async () => {
  await using workspace = await openWorkspace();
  // Whether this very host is fit is not what is asked.
  const gate = new URL("_gate_on_a_quiet_host.ts", import.meta.url);
  const run = [Deno.execPath(), "run", "-A", "--config", new URL("deno.json", PROJECT).pathname];
  const words = [...run, gate.pathname].map((word) => quoted(decodeURIComponent(word))).join(" ");
  await writeProgram(
    `${workspace.bin}/deno`,
    `if [ "$1 $5" = "task gate" ]; then shift 5; exec ${words} "$@"; fi
exec ${quoted(Deno.execPath())} "$@"`,
  );
  const { code, log, outputs, summary } = await runAction(action, {
    strategy: "./src/my_strategy.ts:batch=2",
    workload: "./src/tiny.ts",
    metric: "dispatchOverheadMs.p50=1",
    blocks: "7",
  }, workspace.job);
  // What a busy machine makes of it is not what is asked either.
  const codes = { equivalent: 0, inconclusive: 0, improved: 0, regressed: 1, unfit: 3 };
  assert(Object.hasOwn(codes, outputs.verdict), log);
  const expected = codes[outputs.verdict as keyof typeof codes];
  assertEquals([code, outputs["exit-code"]], [expected, String(expected)], log);
  const comparison = JSON.parse(await Deno.readTextFile(`${outputs.directory}/comparison.json`));
  assertEquals(comparison.verdict, outputs.verdict);
  assertEquals([comparison.base.commit, comparison.blocks], [workspace.base, 7]);
  assertMatch(
    summary,
    /^\n<!-- dispatch-lab -->\n\*\*[A-Z].*my_strategy\.ts/s,
  );
  assertStringIncludes(await Deno.readTextFile(outputs["junit-file"]), "<testsuites ");
  const { stdout } = await new Deno.Command("git", {
    args: ["worktree", "list"],
    cwd: workspace.job.workspace,
  }).output();
  assertEquals(new TextDecoder().decode(stdout).trim().split("\n").length, 1);
});
