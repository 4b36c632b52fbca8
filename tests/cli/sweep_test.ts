import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { main } from "../../cli/main.ts";
import type { Sweep } from "../../reports/sweep/sweep.ts";
import { capturedIo } from "./_captured_io.ts";
import { interrupted } from "./_interrupted.ts";
import { withDirectory } from "./_with_directory.ts";

const TINY = ["--profile", "quick", "--duration-ms", "60", "--blocks", "2"];
const OVER_RATE = [
  ...[...TINY, "--strategy", "loop-immediate", "--workload", "steady"],
  ...["--over", "ratePerSecond=200..800:log:3"],
];

async function sweep(...args: string[]) {
  const io = capturedIo();
  const code = await main(["sweep", ...args], io);
  return { code, out: io.outLines.join("\n"), err: io.errLines };
}

async function readSweep(directory: string): Promise<Sweep> {
  return JSON.parse(await Deno.readTextFile(`${directory}/sweep.json`));
}

Deno.test("sweep() refuses bad input with one line that says what to do, and exit code 2", async () => {
  await withDirectory(async (directory) => {
    const polled = ["--strategy", "queue-polled"];
    const cases: [string[], string][] = [
      [[], "sweep needs a parameter to go over: --over"],
      [["--over", "ratePerSecond"], "names no parameter"],
      [["--over", "ratePerSecond=9..1:log:3"], "must go upwards"],
      [["--over", "ratePerSecond=1..9:cubic:3"], "FROM..TO:log:STEPS"],
      [["--over", "ratePerSecnd=1,2", "--workload", "steady"], 'did you mean "ratePerSecond"?'],
      [[...polled, "--over", "intervallMs=1,2"], 'did you mean "intervalMs"?'],
      [[...polled, "--over", "drain=1,2"], '"drain" takes words'],
      [["--strategy", "direkt", "--over", "serviceMs=1,2"], 'did you mean "direct"?'],
      [[...OVER_RATE, "--over", "serviceMs=1,2", "--over", "deadlineMs=1"], "one parameter can be"],
      [[...OVER_RATE, "--over", "ratePerSecond=1,2"], "swept twice"],
      [["--workload", "steady", "--over", "ratePerSecond=0,2"], "above 0, got 0"],
      [
        ["--workload", "steady:ratePerSecond=9", "--over", "ratePerSecond=1,2"],
        "both set and swept",
      ],
      [
        [...OVER_RATE, "--slo", "p95=5ms"],
        'known are mean, p50, p90, p99, p999; did you mean "p90"?',
      ],
      [
        [...OVER_RATE, "--slo", "p99=5"],
        "a service level needs a unit",
      ],
      [[...OVER_RATE, "--slo", "p99=5ms", "--blocks", "1"], "2 blocks or more"],
      [[...OVER_RATE, "--precision", "0"], "a percentage between 0 and 100, got 0"],
      [[...OVER_RATE, "--precision", "much"], "got much"],
      [[...OVER_RATE, "--slo-ms", "5"], "unknown option --slo-ms"],
      [[...OVER_RATE, "--resume", "--force"], "give one"],
      [["--resume", "--out", directory], "holds no study"],
      [["stray", ...OVER_RATE], 'unexpected argument "stray"'],
    ];
    for (const [args, message] of cases) {
      const { code, out, err } = await sweep(...args);
      const shown = `${args.join(" ")} → ${err.join(" ⏎ ")}`;
      assertEquals([code, err.length, out], [2, 1, ""], shown);
      assertMatch(err[0], /^error: /, shown);
      assertStringIncludes(err[0], message, shown);
    }
  });
});

Deno.test("sweep() --dry-run prints the plan, the search that may follow, and writes nothing", async () => {
  await withDirectory(async (directory) => {
    const args = [...OVER_RATE, "--out", `${directory}/sweep`, "--dry-run"];
    const plain = await sweep(...args);
    assertEquals(plain.code, 0);
    assertStringIncludes(plain.out, "3 cells × 2 blocks = 6 trials, seed 1");
    assertStringIncludes(plain.out, "no knee is sought");
    const searching = await sweep(...args, "--slo", "p99=5ms");
    assertStringIncludes(searching.out, "up to 16 probes of 2 blocks each");
    assertEquals([...Deno.readDirSync(directory)], []);
  });
});

Deno.test("sweep() writes a study with its curve, which report builds again to the letter", async () => {
  await withDirectory(async (directory) => {
    const out = `${directory}/sweep`;
    const { code, out: text, err } = await sweep(...OVER_RATE, "--out", out);
    assertEquals(code, 0, err.join("\n"));
    const { schema, x, slo, curves: [curve], command } = await readSweep(out);
    const rate = { scope: "workload", parameter: "ratePerSecond" } as const;
    assertEquals([schema, x, slo], ["dispatch-lab/sweep@1", rate, null]);
    const points = curve.points.map(({ value, trials }) => [value, trials]);
    assertEquals(points, [[200, 2], [400, 2], [800, 2]]);
    assertEquals(curve.knee, null);
    assertStringIncludes(text, "Saturation: ");
    for (const name of ["sweep.md", "sweep.json", "report.md", "study.json", "trials.ndjson"]) {
      assertStringIncludes(text, `${out}/${name}`);
    }

    const markdown = await Deno.readTextFile(`${out}/sweep.md`);
    await Deno.remove(`${out}/sweep.md`);
    const io = capturedIo();
    assertEquals(await main(["report", out], io), 0);
    assertEquals(await Deno.readTextFile(`${out}/sweep.md`), markdown);
    assert(io.outLines.includes(`${out}/sweep.json`));

    // The command that it names asks for the same sweep; another service level makes another one.
    const [, , , ...again] = command.split(" ");
    const resumed = await sweep(...again, "--resume", "--out", out);
    assertEquals(resumed.code, 0, `${command} → ${resumed.err}`);
    const stricter = await sweep(...again, "--slo", "mean=50s", "--resume", "--out", out);
    assertEquals(stricter.code, 2);
    assertStringIncludes(stricter.err[0], "holds another study than the one asked for");

    // Who made it goes on with it.
    const bench = capturedIo();
    assertEquals(await main(["bench", "--resume", "--out", out], bench), 2);
    assertStringIncludes(bench.errLines[0], `deno task sweep --resume --out ${out}`);
    const more = await sweep("--resume", "--out", out);
    assertEquals(more.code, 0, more.err.join("\n"));

    // A study that takes its place leaves nothing of it.
    const study = [
      ...TINY,
      "--strategy",
      "direct",
      "--workload",
      "steady",
      "--out",
      out,
      "--force",
    ];
    assertEquals(await main(["bench", ...study], capturedIo()), 0);
    assert(![...Deno.readDirSync(out)].some(({ name }) => /sweep|knee/.test(name)));
    const other = await sweep("--resume", "--out", out);
    assertEquals(other.code, 2);
    assertStringIncludes(other.err[0], "deno task bench --resume");
  });
});

Deno.test("sweep() says in one line that nobody meets the service level, and exits with 3", async () => {
  await withDirectory(async (directory) => {
    const out = `${directory}/sweep`;
    const { code, err } = await sweep(...OVER_RATE, "--out", out, "--slo", "p99=1us");
    assertEquals(code, 3);
    const [said, ...more] = err.filter((line) => !line.startsWith("trial "));
    assertEquals(more, []);
    assertStringIncludes(said, "begin the range lower");
    assertStringIncludes(said, "error: no rate is sure to meet the service level");
    assertEquals((await readSweep(out)).curves[0].knee?.state, "none");
  });
});

Deno.test("sweep() exits with 4 if a point could not be measured", async () => {
  await withDirectory(async (directory) => {
    const module = "./tests/experiments/study/_modules/exits_in_open.ts";
    const { code, out } = await sweep(
      ...[...TINY, "--strategy", `${module},loop-immediate`, "--workload", "steady"],
      ...["--over", "ratePerSecond=200,400", "--out", `${directory}/sweep`],
    );
    assertEquals(code, 4);
    assertStringIncludes(out, "failed");
  });
});

Deno.test("sweep() keeps probes on Ctrl-C, says how to resume, and resumes the search", async () => {
  await withDirectory(async (directory) => {
    const out = `${directory}/sweep`;
    // 1 ms of work at 3000/s is too much for anybody, at 100/s for nobody.
    const { code, stderr } = await interrupted([
      ...["sweep", ...TINY, "--strategy", "loop-immediate", "--workload", "steady:serviceMs=1"],
      ...["--over", "ratePerSecond=100,3000", "--slo", "mean=100s", "--precision", "10"],
      ...["--out", out],
    ], "probe 2 of 2");
    assertEquals(code, 130, stderr);
    assertStringIncludes(stderr, `deno task sweep --resume --out ${out}`);
    const kept = await Deno.readTextFile(`${out}/knee.ndjson`);
    assert(kept.length > 0);

    assertEquals(await main(["report", out], capturedIo()), 0);
    assertEquals((await readSweep(out)).curves[0].knee?.state, "unfinished");

    // A line that was cut off by a crash is measured again.
    await Deno.writeTextFile(`${out}/knee.ndjson`, '{"sch', { append: true });
    const resumed = await sweep("--resume", "--out", out);
    assertEquals(resumed.code, 0, resumed.err.join("\n"));
    const all = await Deno.readTextFile(`${out}/knee.ndjson`);
    assert(all.startsWith(kept) && all.length > kept.length);
    const { curves: [{ knee, points }] } = await readSweep(out);
    assert(knee !== null && knee.state !== "unfinished");
    assertEquals(points.filter(({ source }) => source === "probe").length, knee.probes);
    assert(points.every(({ trials }) => trials === 2));
  });
});
