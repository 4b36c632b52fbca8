import {
  assert,
  assertEquals,
  assertMatch,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { gate } from "../../cli/gate.ts";
import { main } from "../../cli/main.ts";
import { UsageError } from "../../cli/usage.ts";
import type { HostReport } from "../../experiments/host/host_report.ts";
import { type Comparison, readGate } from "../../mod.ts";
import { createRepository } from "../experiments/gate/_repository.ts";
import { healthyHost, hostWith } from "../experiments/host/healthy_host.ts";
import { capturedIo } from "./_captured_io.ts";
import { withDirectory } from "./_with_directory.ts";

/** One cell, one metric: what the fewest blocks can decide. */
const SIZES = ["--tasks", "30", "--blocks", "7", "--confirmation-blocks", "7"];
const TINY = ["--workload", "steady", ...SIZES];
const COUNTS = ["--metric", "notCompleted"];

/** Runs the verb on a host that is found to be as given, one report after the other. */
async function run(
  args: readonly string[],
  options: { readonly hosts?: readonly HostReport[]; readonly directory?: string } = {},
): Promise<{ code: number; out: string; err: string }> {
  const { hosts = [healthyHost], directory = Deno.cwd() } = options;
  const io = capturedIo({ directory });
  let asked = 0;
  const code = await gate(args, io, {
    examine: () => {
      const report = hosts[Math.min(asked++, hosts.length - 1)];
      return Promise.resolve({ state: "examined", report });
    },
    patience: { pauseMs: 0 },
  });
  return { code, out: io.outLines.join("\n"), err: io.errLines.join("\n") };
}

const comparisonIn = async (directory: string): Promise<Comparison> =>
  JSON.parse(await Deno.readTextFile(`${directory}/comparison.json`));

const isThere = (path: string) => Deno.stat(path).then(() => true, () => false);

const STRATEGIES = ["--base-strategy", "loop-immediate", "--head-strategy", "queue-notified"];

Deno.test("gate() compares two strategies of one tree and keeps what it was made from", async () => {
  await withDirectory(async (parent) => {
    const out = `${parent}/gate`;
    const { code, err, out: text } = await run([...STRATEGIES, ...TINY, ...COUNTS, "--out", out]);
    const { verdict } = await comparisonIn(out);
    // A host that stops for long enough leaves tasks unfinished.
    assertEquals(
      [verdict, code],
      verdict === "equivalent" ? [verdict, 0] : ["inconclusive", 3],
      err,
    );
    assert(text.startsWith(verdict), text);
    for (const name of ["gate.html", "gate.md", "comparison.json", "gate.json"]) {
      assert(await isThere(`${out}/${name}`));
      assertStringIncludes(text, `${out}/${name}`);
    }
    const { document, base, head, confirmation } = await readGate(out);
    assertEquals([document.end, confirmation], ["complete", null]);
    assertEquals(document.host.after?.verdict, "fit");
    assertEquals(document.base.strategies, ["loop-immediate"]);
    assertEquals(document.head.strategies, ["queue-notified"]);
    assertStringIncludes(document.repeatCommand, "--head-strategy queue-notified");
    assertStringIncludes(document.repeatCommand, "--blocks 7 --seed 1");
    const again = document.repeatCommand.replace("deno task gate ", "").split(" ");
    assertStringIncludes((await run([...again, "--dry-run"])).out, "14 trials, about");
    assertEquals([base.trials.length, head.trials.length], [7, 7]);
    assert([...base.trials, ...head.trials].every(({ state }) => state === "measured"));
    // Each side is a study that other verbs read.
    const io = capturedIo();
    assertEquals(await main(["report", `${out}/head`, "--format", "md"], io), 0);

    await assertRejects(() => run([...STRATEGIES, ...TINY, ...COUNTS, "--out", out]), UsageError);
  });
});

Deno.test("gate() confirms an alarm by a fresh run and exits with 1", async () => {
  await withDirectory(async (parent) => {
    const out = `${parent}/gate`;
    // Whatever the host does meanwhile: one place for a burst of tasks is not enough.
    const { code, err } = await run([
      ...["--base-strategy", "queue-bounded", "--head-strategy"],
      ...["queue-bounded:capacity=1,overflow=reject", "--workload", "burst", ...SIZES],
      ...[...COUNTS, "--out", out],
    ]);
    assertEquals(code, 1, err);
    assertStringIncludes(err, "alarm in 1 of 1 cells");
    const { confirmation, document, base } = await readGate(out);
    assertEquals(document.metrics, [{ metric: "notCompleted", delta: 0 }]);
    assertEquals([confirmation?.base.trials.length, confirmation?.head.trials.length], [7, 7]);
    assert(confirmation?.base.document.seed !== base.document.seed);
    assertEquals((await comparisonIn(out)).verdict, "regressed");
  });
});

/** A module that passes every look at it; what it does in a trial is said. */
const moduleThat = (does: string) =>
  `import { defineStrategy } from "dispatch-lab/strategies";
export default defineStrategy({
  name: "mine",
  family: "loop",
  summary: "of a test",
  placements: ["inside"],
  order: "fifo",
  parameters: {},
  discipline: () => ({ kind: "work-conserving" }),
  open(host) {
    ${does}
    return { dispatch: (task: number) => void setImmediate(() => host.run(task)), close() {} };
  },
});
`;

Deno.test("gate() compares a module of two refs, and exits with 4 if one cannot be run", async () => {
  await withDirectory(async (parent) => {
    await Deno.mkdir(`${parent}/tree`);
    const repository = await createRepository(`${parent}/tree`);
    const { directory } = repository;
    await repository.commit("lib/mine.ts", moduleThat(""));
    await repository.git("tag", "before");
    await repository.commit("lib/mine.ts", moduleThat("void host;"));
    await repository.git("tag", "after");
    const out = `${parent}/gate`;
    const args = [
      "--strategy",
      "./mine.ts",
      ...TINY,
      ...COUNTS,
      "--allow-inconclusive",
      "--out",
      out,
    ];
    const typedIn = { directory: `${directory}/lib` };
    const good = await run(["--base", "before", "--head", "after", ...args], typedIn);
    assertEquals(good.code, 0, good.err);
    const { document, base, head } = await readGate(out);
    assertEquals([document.base.tree, document.head.tree], ["before", "after"]);
    const commit = await repository.git("rev-parse", "after");
    assertEquals(document.head.commit, commit);
    const { gitCommit, gitDirty } = head.document.environment;
    assertEquals([gitCommit, gitDirty], [commit, false]);
    assertEquals(base.document.environment.gitCommit, document.base.commit);
    assert(base.document.fingerprint !== head.document.fingerprint);
    assertStringIncludes(good.err, `head: after, commit ${commit.slice(0, 12)}\n`);

    await Deno.writeTextFile(`${directory}/lib/mine.ts`, moduleThat('throw new Error("broken");'));
    const broken = await run(["--base", "before", ...args, "--force"], typedIn);
    assertEquals(broken.code, 4);
    const errors = broken.err.split("\n").filter((line) => line.startsWith("error: "));
    assertEquals(errors.length, 1, broken.err);
    assertMatch(
      errors[0],
      /the head \(\.\) cannot be measured: \.\/mine\.ts under steady .*broken.* is left as it was/,
    );
    assertStringIncludes(broken.err, `head: ., commit ${commit.slice(0, 12)}+edits`);
    const after = await readGate(out);
    assertEquals([after.document, after.base.trials.length], [document, 7]);
    assertEquals((await repository.git("worktree", "list")).split("\n").length, 1);
  });
});

Deno.test("gate() runs the trials of a checkout by its own code", async () => {
  await withDirectory(async (parent) => {
    // As little of a checkout as passes for one: it speaks another format.
    await Deno.mkdir(`${parent}/other/experiments/trial`, { recursive: true });
    const other = `${parent}/other`;
    await Deno.writeTextFile(`${other}/deno.json`, '{ "name": "@dispatch-lab/dispatch-lab" }');
    await Deno.writeTextFile(
      `${other}/experiments/trial/child.ts`,
      'Deno.writeTextFileSync(Deno.args[0], "record of another age"); Deno.exit(0);',
    );
    const { code, err, out } = await run([
      ...["--base", Deno.cwd(), "--head", other, "--strategy", "loop-immediate"],
      ...[...TINY, ...COUNTS, "--out", `${parent}/gate`],
    ]);
    assertEquals(code, 4, err);
    assertStringIncludes(
      err,
      `the head (${other}) cannot be measured: loop-immediate under steady`,
    );
    assertStringIncludes(err, "invalid-record");
    const { document, base } = await readGate(`${parent}/gate`);
    assertEquals([document.end, base.trials.length], ["failed", 0]);
    assertEquals((await comparisonIn(`${parent}/gate`)).verdict, "failed");
    assertStringIncludes(out, `${parent}/gate/gate.json`);
  });
});

Deno.test("gate() draws no verdict on a host that is unfit before or after", async () => {
  const busy = hostWith(["noise", "stolenShare"], 0.4);
  await withDirectory(async (parent) => {
    const args = [...STRATEGIES, ...TINY, ...COUNTS, "--allow-inconclusive", "--out"];
    for (const [hosts, trials] of [[[busy], 0], [[healthyHost, busy], 7]] as const) {
      const out = `${parent}/gate-${trials}`;
      const { code, err, out: text } = await run([...args, out], { hosts });
      assertEquals(code, 3, err);
      assertStringIncludes(
        err,
        "error: this machine is unfit, so nothing is decided: time stolen",
      );
      assertMatch(text, /^unfit/);
      const { document, head } = await readGate(out);
      assertEquals([document.end, head.trials.length], ["unfit", trials]);
      assertEquals((await comparisonIn(out)).verdict, "unfit");
    }
  });
});

Deno.test("gate() plans and runs nothing with --dry-run", async () => {
  await withDirectory(async (parent) => {
    const args = [
      "--base-strategy",
      "direct,loop-timer",
      "--head-strategy",
      "loop-immediate,direct",
    ];
    const { code, out, err } = await run([...args, "--dry-run", "--out", `${parent}/gate`], {
      hosts: [],
    });
    assertEquals([code, err], [0, ""]);
    assertStringIncludes(out, "base: this checkout");
    assertStringIncludes(out, "4 cells × 13 blocks = 52 trials, seed 1");
    assertStringIncludes(out, "104 trials, about");
    assertStringIncludes(out, "22 metrics decide, which takes at least 12 blocks of 13");
    assert(!await isThere(`${parent}/gate`));
  });
});

Deno.test("gate() says that both sides are the same", async () => {
  const same = ["--base-strategy", "direct", "--head-strategy", "direct"];
  assertStringIncludes((await run([...same, "--dry-run"])).err, "both sides are the same");
  const trees = ["--base", ".", "--strategy", "direct", "--dry-run"];
  assertStringIncludes((await run(trees)).err, "both sides are the same");
});

Deno.test("gate() refuses what cannot be compared in one line", async () => {
  await withDirectory(async (directory) => {
    for (
      const [args, message] of [
        [[], "gate needs two sides: --base REF"],
        [["--head", "HEAD"], "name it with --base"],
        [["--base-strategy", "direct"], "add --head-strategy"],
        [["--head-strategy", "direct"], "add --base-strategy"],
        [[...STRATEGIES, "--strategy", "direct"], "--strategy is for both sides"],
        [[...STRATEGIES, "--blocks", "8"], "with --blocks 8: give at least 11"],
        [[...STRATEGIES, "--confirmation-blocks", "5"], "with --confirmation-blocks 5"],
        [[...STRATEGIES, "--metric", "dispatchOverheadMs.p5"], "dispatchOverheadMs.p5"],
        [[...STRATEGIES, "--delta", "throughputPerSecond"], "throughputPerSecond=0.1"],
        [
          [...STRATEGIES, "--workload", "steady", "--metric", "throughputPerSecond"],
          "no metric decides",
        ],
        [["--base", "nothing"], '--base "nothing"'],
        [["--base", ".", "--strategy", "direct"], '"." is no checkout of dispatch-lab'],
        [["--base", ".", "--strategy", "./mine.ts"], "the base (.): there is no module"],
        [["--base-strategy", "direct", "--head-strategy", "io-tcp"], "name a placement"],
        [["--base-strategy", "dirct", "--head-strategy", "direct"], 'did you mean "direct"'],
        [[...STRATEGIES, "--resume"], "unknown option --resume"],
      ] as const
    ) {
      const error = await assertRejects(() => run(args, { directory }), UsageError, message);
      assert(!error.message.includes("\n"));
    }
    assertEquals([...Deno.readDirSync(directory)], []);
  });
});

/** Runs the verb as a user would, permissions of deno.json included. */
async function task(
  directory: string,
  env: Readonly<Record<string, string>>,
  ...args: string[]
): Promise<{ code: number; err: string }> {
  const config = new URL("../../deno.json", import.meta.url).pathname;
  const { code, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["task", "--quiet", "--config", config, "gate", ...args],
    cwd: directory,
    env: { NO_COLOR: "1", ...env },
  }).output();
  return { code, err: new TextDecoder().decode(stderr) };
}

Deno.test("gate() looks into the repository it is typed in, also where a git hook runs it", async () => {
  await withDirectory(async (parent) => {
    await Deno.mkdir(`${parent}/tree`);
    const { directory, commit } = await createRepository(`${parent}/tree`);
    await commit("file.txt", "one");
    const env = { GIT_DIR: `${parent}/nowhere`, GIT_INDEX_FILE: `${parent}/index` };
    const { code, err } = await task(directory, env, "--base", "nothing");
    assertEquals(code, 2, err);
    assertStringIncludes(err, '--base "nothing" is neither a git ref of the repository in');
  });
});

Deno.test("gate() says in one line that temporary files have no place", async () => {
  await withDirectory(async (parent) => {
    await Deno.mkdir(`${parent}/tree`);
    const { directory, commit } = await createRepository(`${parent}/tree`);
    await commit("file.txt", "one");
    const { code, err } = await task(directory, { TMPDIR: `${parent}/gone` }, "--base", "HEAD");
    assertEquals(code, 2, err);
    assertMatch(err, /^error: the folder for temporary files cannot be used: .*; set TMPDIR\n$/);
  });
});

Deno.test("gate() does not hide behind Ctrl-C that what was measured is lost", async () => {
  await withDirectory(async (parent) => {
    const out = `${parent}/gate`;
    const lose = (text: string) => {
      if (!text.startsWith("trial 3 of 14")) return;
      Deno.removeSync(out, { recursive: true });
      // As Ctrl-C, which the test runner listens for itself.
      Deno.kill(Deno.pid, "SIGTERM");
    };
    const args = [...STRATEGIES, ...TINY, ...COUNTS, "--out", out];
    const error = await assertRejects(
      () =>
        gate(args, { ...capturedIo(), err: lose, status: lose }, {
          examine: () => Promise.resolve({ state: "examined", report: healthyHost }),
        }),
      UsageError,
      `"${out}" cannot be written`,
    );
    assert(!error.message.includes("\n"));
  });
});
