import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { main } from "../cli/main.ts";
import { listWorkloads } from "../mod.ts";
import { capturedIo } from "./cli/_captured_io.ts";

const ROOT = new URL("../", import.meta.url);
const readme = await Deno.readTextFile(new URL("README.md", ROOT));
const commands = [...readme.matchAll(/```sh\n(.*?)```/gs)].flatMap(([, block]) =>
  block.trim().split("\n")
);

/** Runs a task as a user would, permissions of deno.json included. */
async function task(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["task", "--quiet", ...args],
    cwd: ROOT,
    env: { NO_COLOR: "1" },
  }).output();
  const text = new TextDecoder();
  return { code, stdout: text.decode(stdout), stderr: text.decode(stderr) };
}

Deno.test("README begins with two commands that need nothing but Node", () => {
  assertEquals(commands.slice(0, 2), [
    "npx --yes deno@2.9.6 task bench",
    "npx --yes deno@2.9.6 task test",
  ]);
});

/** The traces that README's commands read, and what is in them: a file that the reader has, or made. */
const TRACES = {
  "requests.csv": "timestamp,tokens\n2026-01-01T00:00:00Z,10\n2026-01-01T00:00:01Z,20\n",
  "out/requests.ndjson":
    '{"arrivalMs":1.000,"durationMs":0.500}\n{"arrivalMs":2.500,"durationMs":0.250}\n',
};

Deno.test("every bench and sweep command of README can be planned", async () => {
  const directory = await Deno.makeTempDir();
  const traces = new Map<string, string>();
  for (const [name, text] of Object.entries(TRACES)) {
    const path = `${directory}/${name.split("/").at(-1)}`;
    await Deno.writeTextFile(path, text);
    traces.set(name, path);
  }
  const studies = commands.filter((command) => /deno(@\S+)? task (bench|sweep)( |$)/.test(command));
  assert(studies.some((command) => command.includes("./experiments/examples/")));
  assert(studies.length >= 6);
  for (const command of studies) {
    const [verb, ...args] = command.replace(/^.*task /, "").split(" ").filter((word) => word !== "")
      .map((word) => traces.get(word) ?? word);
    const io = capturedIo();
    assertEquals(await main([verb, ...args, "--dry-run"], io), 0, io.errLines.join("\n"));
    assertStringIncludes(io.outLines.join("\n"), "trials, seed");
  }
  await Deno.remove(directory, { recursive: true });
});

Deno.test("README's example records a trace, and prints the command that replays it", async () => {
  assert(commands.includes("deno task example:record"));
  const directory = await Deno.makeTempDir();
  const path = `${directory}/new/requests.ndjson`;
  const { code, stdout, stderr } = await task("example:record", path, "0.5");
  assertEquals(code, 0, stderr);
  const [, answered] = /^(\d+) requests answered, 0 not/.exec(stdout)!;
  assertStringIncludes(stdout, `${answered} recorded in ${path}`);
  const [, replay] = /^ *deno task (bench .*)$/m.exec(stdout)!;
  const io = capturedIo();
  assertEquals(await main([...replay.split(" "), "--dry-run"], io), 0, io.errLines.join("\n"));
  assertStringIncludes(io.outLines.join("\n"), `${answered} tasks`);
  const written = "bench --trace out/requests.ndjson --trace-demand durationMs";
  assertEquals(replay.replace(path, "out/requests.ndjson"), written);
  assert(commands.includes(`deno task ${written}`));
  await Deno.remove(directory, { recursive: true });
});

Deno.test("every other command of README names a task and flags that exist", async () => {
  const others = commands.filter((command) =>
    !/task (bench|sweep|test|example:\w+)\b/.test(command)
  );
  assert(others.length >= 2);
  for (const command of others) {
    const [, verb, rest] = /^deno task ([\w:]+) ?(.*)$/.exec(command)!;
    const io = capturedIo();
    const args = rest.split(" ").filter((word) => word !== "");
    assertEquals(await main([verb, ...args, "--help"], io), 0, io.errLines.join("\n"));
  }
});

Deno.test("the tasks have the permissions that they need", async () => {
  const directory = await Deno.makeTempDir();
  const out = `${directory}/study`;
  const bench = await task(
    "bench",
    ...["--profile", "quick", "--duration-ms", "60", "--blocks", "1", "--out", out],
    ...["--strategy", "queue-notified,io-tcp", "--placement", "outside"],
    ...["--workload", "steady,io-heavy", "--serve"],
  );
  assertEquals(bench.code, 0, bench.stderr);
  assertStringIncludes(bench.stdout, `${out}/report.md`);
  const report = await task("report", out, "--format", "md");
  assertEquals(report.code, 0, report.stderr);
  assertStringIncludes(report.stdout, "# dispatch-lab report");
  // Whether so short a study is stable is another matter.
  const plan = await task("plan", "--from", out, "--rate", "1e4", "--slo", "p99=1s", "--out", out);
  assertMatch(plan.stdout + plan.stderr, /what must hold|^error: cannot plan/m);
  // One block decides nothing.
  const compare = await task("compare", out, out);
  assertEquals(compare.code, 3, compare.stderr);
  assertStringIncludes(compare.stdout, "inconclusive: ");
  const history = ["--history", `${directory}/history.sqlite`];
  const track = await task("track", "add", out, "--commit", "abc", ...history);
  assertEquals(track.code, 0, track.stderr);
  assertStringIncludes((await task("track", "list", ...history)).stdout, "abc");
  const sweep = await task(
    ...["sweep", "--profile", "quick", "--duration-ms", "60", "--blocks", "2"],
    ...["--strategy", "queue-notified", "--workload", "steady", "--over", "ratePerSecond=100,200"],
    ...["--out", `${directory}/sweep`],
  );
  assertEquals(sweep.code, 0, sweep.stderr);
  assertStringIncludes(sweep.stdout, `${directory}/sweep/sweep.md`);
  const cost = await task(
    "bench:dispatch",
    ...["--rounds", "1", "--measure", "burst,throughput", "--strategy", "queue-notified"],
    ...["--out", `${directory}/cost`],
  );
  assertEquals(cost.code, 0, cost.stderr);
  assertStringIncludes(cost.stdout, `${directory}/cost/dispatch-cost.md`);
  const gate = await task("gate", "--base", ".", "--strategy", "queue-notified", "--dry-run");
  assertEquals(gate.code, 0, gate.stderr);
  assertStringIncludes(gate.stdout, "2 cells × 13 blocks");
  const doctor = await task("doctor", "--help");
  assertEquals(doctor.code, 0, doctor.stderr);
  await Deno.remove(directory, { recursive: true });
});

Deno.test("only what serves may listen, on the loopback alone", async () => {
  const { tasks } = JSON.parse(await Deno.readTextFile(new URL("deno.json", ROOT)));
  const granted = Object.entries<string | { command: string }>(tasks).flatMap(([name, task]) => {
    const command = typeof task === "string" ? task : task.command;
    const net = /--allow-net\S*|--allow-all|(?<= )-A\b/.exec(command);
    return net === null || name.startsWith("test") ? [] : [`${name} ${net[0]}`];
  });
  assertEquals(granted.sort(), [
    "bench --allow-net=127.0.0.1",
    "example:record --allow-net=127.0.0.1",
    "sweep --allow-net=127.0.0.1",
  ]);
});

Deno.test("README and CI name every task of tests, and the ok task runs them all", async () => {
  const { tasks } = JSON.parse(await Deno.readTextFile(new URL("deno.json", ROOT)));
  const script = await Deno.readTextFile(new URL(".ci/run", ROOT));
  const names = Object.keys(tasks).filter((name) => /^test(:|$)/.test(name));
  assertEquals(names.length, 3);
  for (const name of names) {
    assert(new RegExp(`task ${name}(?![:\\w])`).test(readme), name);
    assert(new RegExp(`deno task ${name}(?![:\\w])`).test(tasks.ok.command), name);
    assert(script.includes(`\ntests ${name}\n`), name);
  }
});

Deno.test("README's floor plan names every room", async () => {
  const rooms: string[] = [];
  for (const top of ["strategies", "experiments", "reports", "cli", "links", "tests"]) {
    if (top !== "experiments") rooms.push(`${top}/`);
    else {
      for await (const { name, isDirectory } of Deno.readDir(new URL(`${top}/`, ROOT))) {
        if (isDirectory) rooms.push(`${top}/${name}/`);
      }
    }
  }
  for (const room of rooms) assertStringIncludes(readme, `\`${room}\``);
});

Deno.test("README shows every workload with parameters that it has", () => {
  for (const { name, parameters } of listWorkloads()) {
    const row = new RegExp(`^\\| \`${name}\` .*\\|(.*)\\|$`, "m").exec(readme);
    assert(row !== null, `no row for ${name}`);
    for (const [, parameter] of row[1].matchAll(/`(\w+)`/g)) {
      assert(parameter in parameters, parameter);
    }
  }
});

Deno.test("README says what each dependency is for", async () => {
  const { imports } = JSON.parse(await Deno.readTextFile(new URL("deno.json", ROOT)));
  for (const name of Object.keys(imports)) assertStringIncludes(readme, `\`${name}\``);
});
