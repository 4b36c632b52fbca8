import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { benchDispatch } from "../../cli/bench_dispatch.ts";
import { main } from "../../cli/main.ts";
import type { CostDocument } from "../../experiments/cost/cost_document.ts";
import type { CostSizes } from "../../experiments/cost/plan_cost.ts";
import { capturedIo } from "./_captured_io.ts";
import { interrupted } from "./_interrupted.ts";
import { withDirectory } from "./_with_directory.ts";

const TINY: CostSizes = {
  burst: { tasks: 50, longestMs: 500 },
  promiseTasks: [30],
  throughput: { tasks: 50, longestMs: 500 },
  wake: {
    busy: { ratePerSecond: 2000, tasks: 5 },
    idle: { ratePerSecond: 200, tasks: 3 },
  },
  idleMs: 20,
};

Deno.test("benchDispatch() measures, prints tables and writes both files", async () => {
  await withDirectory(async (directory) => {
    const io = capturedIo();
    const out = `${directory}/cost`;
    const args = ["--rounds", "2", "--strategy", "queue-notified,thread-message", "--out", out];
    assertEquals(await benchDispatch(args, io, TINY), 0, io.errLines.join("\n"));
    const text = io.outLines.join("\n");
    for (const title of ["Burst:", "Promises: 30 ", "Throughput:", "Idle:"]) {
      assertStringIncludes(text, title);
    }
    assertEquals(io.outLines.slice(-2), [`${out}/dispatch-cost.md`, `${out}/dispatch-cost.json`]);
    assertMatch(io.errLines[0], /^measurement 1 of 24, \d+ s left: .*round 1$/);

    const document: CostDocument = JSON.parse(await Deno.readTextFile(`${out}/dispatch-cost.json`));
    assertEquals(document.schema, "dispatch-lab/dispatch-cost@1");
    assertEquals(document.command, `deno task bench:dispatch ${args.join(" ")}`);
    const versions = Object.entries(document.libraries);
    assertEquals(versions.map(([name]) => name), [
      ...["async", "fastq", "p-limit", "p-queue", "piscina"],
    ]);
    for (const [, version] of versions) assertMatch(version, /^\d+\.\d+\.\d+$/);
    // 1 burst, 5 promises, 3 wakes, 2 throughputs: twice; 2 idle: once.
    assertEquals(document.records.length, 2 * 11 + 2);
    assert(document.records.every(({ state }) => state === "measured"));
    const markdown = await Deno.readTextFile(`${out}/dispatch-cost.md`);
    assertStringIncludes(markdown, "| `queue-notified` |");

    const again = capturedIo();
    assertEquals(await main(["bench:dispatch", ...args], again), 2);
    assertEquals(again.errLines.length, 1);
    assertStringIncludes(again.errLines[0], "there are results in");
  });
});

Deno.test("benchDispatch() exits with 4 and says what could not be measured", async () => {
  await withDirectory(async (directory) => {
    const io = capturedIo();
    const broken = { ...TINY, burst: { tasks: 2 ** 60, longestMs: 500 } };
    const args = ["--rounds", "3", "--strategy", "direct", "--measure", "burst"];
    const code = await benchDispatch([...args, "--out", `${directory}/cost`], io, broken);
    assertEquals(code, 4);
    const text = io.outLines.join("\n");
    assertMatch(text, /direct † +failed/);
    assertMatch(text, /† direct failed in 2 rounds of burst \(inside\): crashed: exit code 1: .+/);
  });
});

Deno.test("benchDispatch() refuses bad input with one line and exit code 2", async () => {
  const cases: [string[], string][] = [
    [["--strategy", "direkt"], 'did you mean "direct"?'],
    [["--strategy", "queue-polled:interval=5"], 'did you mean "intervalMs"?'],
    [["--measure", "wakes"], 'unknown measure "wakes": known are burst, promises, wake'],
    [["--measure", "throughput", "--strategy", "direct"], "nothing to measure"],
    [["--rounds", "0"], "--rounds must be a whole number above 0, got 0"],
    [["--idle-ms", "no"], "--idle-ms must be a number above 0, got no"],
    [["--round", "3"], "did you mean --rounds?"],
    [["stray"], 'unexpected argument "stray"'],
    [["--out", "/dev/null/results"], "/dev/null/results"],
  ];
  for (const [args, message] of cases) {
    const io = capturedIo();
    assertEquals(await main(["bench:dispatch", ...args], io), 2, args.join(" "));
    assertEquals(io.errLines.length, 1, io.errLines.join("\n"));
    assertStringIncludes(io.errLines[0], message);
    assertEquals(io.outLines, []);
  }
});

Deno.test("benchDispatch() explains itself and measures nothing with --help", async () => {
  const io = capturedIo();
  assertEquals(await benchDispatch(["--help"], io), 0);
  assertStringIncludes(io.outLines.join("\n"), "--idle-ms N");
});

Deno.test("bench:dispatch ends on Ctrl-C with 130 and leaves nothing behind", async () => {
  await withDirectory(async (directory) => {
    const { code, stderr } = await interrupted(
      ["bench:dispatch", "--strategy", "direct", "--out", `${directory}/cost`],
      "measurement 1 of ",
    );
    assertEquals(code, 130, stderr);
    assertStringIncludes(stderr, "interrupted");
    assertEquals(await Array.fromAsync(Deno.readDir(directory)), []);
  });
});
