import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { main } from "../../cli/main.ts";
import type { Report } from "../../reports/report.ts";
import { capturedIo } from "./_captured_io.ts";
import { withDirectory } from "./_with_directory.ts";

const TINY = [
  "bench",
  "--profile",
  "quick",
  "--duration-ms",
  "60",
  "--blocks",
  "2",
  "--strategy",
  "direct,loop-immediate",
  "--workload",
  "steady",
];

Deno.test("main() refuses bad input with one line that says what to do, and exit code 2", async () => {
  await withDirectory(async (directory) => {
    const file = (name: string, text: string) => {
      Deno.writeTextFileSync(`${directory}/${name}`, text);
      return `${directory}/${name}`;
    };
    const trace = (name: string, text: string, ...more: string[]) => [
      ...["bench", "--dry-run", "--trace", file(name, text)],
      ...more,
    ];
    const cases: [string[], string][] = [
      [["bnech"], 'unknown verb "bnech": did you mean bench?'],
      [["bench", "--stratgey", "direct"], "unknown option --stratgey: did you mean --strategy?"],
      [["bench", "--strategy", "direkt"], 'did you mean "direct"?'],
      [["bench", "--strategy", "nothing-like-it"], 'unknown strategy "nothing-like-it": known are'],
      [["bench", "--strategy", "direct,,io-tcp"], "an empty entry"],
      [["bench", "--strategy"], "--strategy needs a value"],
      [["bench", "--strategy", "queue-polled:interval=5"], 'did you mean "intervalMs"?'],
      [["bench", "--strategy", "queue-polled:intervalMs=soon"], "got soon"],
      [["bench", "--strategy", "queue-polled:drain=some"], "one of one, present, all"],
      [["bench", "--workload", "brust"], 'did you mean "burst"?'],
      [["bench", "--workload", "steady:ratePerSecond=0"], "above 0, got 0"],
      [["bench", "--workload", "poisson:ratePerSecond=NaN"], "got NaN"],
      [["bench", "--workload", "trace"], "--trace FILE"],
      [["bench", "--placement", "between"], "--placement must be one of inside, outside, both"],
      [["bench", "--placement", "outside", "--strategy", "direct"], "nothing to run"],
      [["bench", "--profile", "fast"], "--profile must be one of quick, standard, thorough"],
      [["bench", "--tasks", "0"], "--tasks must be a whole number above 0, got 0"],
      [["bench", "--blocks", "1.5"], "got 1.5"],
      [["bench", "--blocks", "1000000000"], "more than 100000 trials"],
      [["bench", "--strategy=", "--dry-run"], "--strategy needs a value"],
      [["bench", "--force=no", "--dry-run"], "--force takes no value"],
      [["bench", "--duration-ms", "NaN"], "got NaN"],
      [["bench", "--seed", "4294967296"], "--seed must be below"],
      [["bench", "--tasks", "5", "--duration-ms", "5"], "exclude each other"],
      [["bench", "--resume", "--force"], "give one"],
      [["bench", "--trace-speed", "2"], "name its file with --trace FILE"],
      [["bench", "stray"], 'unexpected argument "stray"'],
      [["bench", "--trace", `${directory}/absent.csv`], "there is no such file"],
      [trace("empty.csv", ""), "is empty"],
      [trace("header.csv", "time,size\n"), "no rows"],
      [trace("unsorted.csv", "time\n1\n7\n3\n"), "line 4"],
      [trace("malformed.csv", "time\n1\ntwo\n"), "line 3"],
      [trace("column.csv", "time\n1\n2\n", "--trace-time", "when"), "when"],
      [trace("slow.csv", "time\n1\n2\n3\n", "--trace-speed", "1e-300"), "longer than a day"],
      [
        trace("big.csv", "time,ms\n1,1\n2,2\n", ...["--trace-demand", "ms"], ...[
          "--trace-demand-scale",
          "1e300",
        ]),
        "longer than a day",
      ],
      [
        [
          "bench",
          "--config",
          file("scale.json", '{"trace":{"file":"x","demandScaleMsPerUnit":2}}'),
        ],
        "name it in",
      ],
      [["bench", "--config", file("bad.json", "{")], "is not JSON"],
      [["bench", "--config", file("odd.json", '{"blocks": "many"}')], "blocks"],
      [["bench", "--config", file("key.json", '{"block": 1}')], "block"],
      [["bench", ...TINY.slice(1), "--out", file("file", "")], "is not a directory"],
      [["bench", "--resume", "--out", directory], "holds no study"],
      [["report", directory], "holds no study"],
      [["report", directory, "--format", "pdf"], "--format must be one of md, json"],
      [["doctor", "--loud"], "--loud"],
      [["bench", "--blocks", "-1"], "--blocks must be a whole number above 0, got -1"],
    ];
    for (const [args, message] of cases) {
      const io = capturedIo();
      const code = await main(args, io);
      const shown = `${args.join(" ")} → ${io.errLines.join(" ⏎ ")}`;
      assertEquals(code, 2, shown);
      assertEquals(io.errLines.length, 1, shown);
      assertMatch(io.errLines[0], /^error: /, shown);
      assertStringIncludes(io.errLines[0], message, shown);
      assertEquals(io.outLines, [], shown);
    }
  });
});

Deno.test("main() shows help for itself and for each verb", async () => {
  for (
    const args of [["--help"], ["bench", "--help"], ["sweep", "-h"], ["report", "-h"], [
      "doctor",
      "--help",
    ]]
  ) {
    const io = capturedIo();
    assertEquals(await main(args, io), 0);
    assertStringIncludes(io.outLines.join("\n"), "deno task");
    assertEquals(io.errLines, []);
  }
});

Deno.test("main() bench writes a study whose report agrees with the table it prints", async () => {
  await withDirectory(async (directory) => {
    const out = `${directory}/study`;
    const io = capturedIo();
    assertEquals(await main([...TINY, "--out", out], io), 0, io.errLines.join("\n"));
    const report: Report = JSON.parse(await Deno.readTextFile(`${out}/report.json`));
    assertEquals(report.schema, "dispatch-lab/report@1");
    assertEquals(report.cells.map(({ strategy, trials }) => [strategy, trials]), [
      ["direct", 2],
      ["loop-immediate", 2],
    ]);
    for (const { counts } of report.cells) {
      const { offered, released, completed, failed, dropped, cancelled, unfinished } = counts;
      assertEquals(offered, 60);
      assertEquals(released, completed + failed + dropped + cancelled + unfinished);
    }
    const lines = await Deno.readTextFile(`${out}/trials.ndjson`);
    assertEquals(lines.trimEnd().split("\n").length, 4);
    assertStringIncludes(io.outLines.join("\n"), "loop-immediate");
    for (const name of ["report.md", "report.json", "study.json", "trials.ndjson"]) {
      assert(io.outLines.includes(`${out}/${name}`), `${name} is not among the printed paths`);
      assert((await Deno.stat(`${out}/${name}`)).isFile);
    }

    // A second study may not take its place unasked, and what is there stays as it is.
    const again = capturedIo();
    assertEquals(await main([...TINY, "--out", out, "--seed", "2"], again), 2);
    assertStringIncludes(again.errLines[0], "holds another study already");
    assertEquals(await Deno.readTextFile(`${out}/trials.ndjson`), lines);

    // The report can be built again, to the letter.
    const markdown = await Deno.readTextFile(`${out}/report.md`);
    await Deno.remove(`${out}/report.md`);
    assertEquals(await main(["report", out], capturedIo()), 0);
    assertEquals(await Deno.readTextFile(`${out}/report.md`), markdown);
    const printed = capturedIo();
    assertEquals(await main(["report", out, "--format", "md"], printed), 0);
    assertEquals(printed.outLines.join("\n") + "\n", markdown);

    const whole = lines.trimEnd().split("\n");
    // With no trial there is nothing to report: the report that is there stays.
    await Deno.writeTextFile(`${out}/trials.ndjson`, "");
    for (const more of [[], ["--format", "json"]]) {
      const refused = capturedIo();
      assertEquals(await main(["report", out, ...more], refused), 2);
      assertEquals(refused.errLines.length, 1);
      assertStringIncludes(refused.errLines[0], `bench --resume --out ${out}`);
    }
    assertEquals(await Deno.readTextFile(`${out}/report.md`), markdown);

    // With some trials there is, and the study resumes where it stopped: cut off within the last line,
    // as by a crash, or before the first.
    for (const kept of [0, 2]) {
      const text = whole.slice(0, kept).map((line) => line + "\n").join("") + '{"sch';
      await Deno.writeTextFile(`${out}/trials.ndjson`, text);
      assertEquals(await main(["report", out], capturedIo()), kept === 0 ? 2 : 0);
      assertEquals(await main(["bench", "--resume", "--out", out], capturedIo()), 0);
      const resumed = (await Deno.readTextFile(`${out}/trials.ndjson`)).trimEnd().split("\n");
      assertEquals(resumed.slice(0, kept), whole.slice(0, kept));
      assertEquals(resumed.map((line) => JSON.parse(line).order), [0, 1, 2, 3]);
    }
  });
});

Deno.test("main() bench takes a directory of any name", async () => {
  await withDirectory(async (directory) => {
    const out = `${directory}/a,b c`;
    const io = capturedIo();
    const args = [...TINY, "--blocks", "1", "--keep-raw", "--out", `${out}/`];
    assertEquals(await main(args, io), 0, io.outLines.join("\n"));
    assertEquals([...Deno.readDirSync(out)].map(({ name }) => name).sort(), [
      "charts",
      "raw",
      "report.html",
      "report.json",
      "report.md",
      "study.json",
      "trials.ndjson",
    ]);
    const raw = [...Deno.readDirSync(`${out}/raw`)].map(({ name }) => name).sort();
    assertEquals(raw, ["0.columns", "1.columns"]);
  });
});

Deno.test("main() bench --dry-run prints the plan and writes nothing", async () => {
  await withDirectory(async (directory) => {
    const io = capturedIo();
    assertEquals(await main([...TINY, "--dry-run", "--out", `${directory}/study`], io), 0);
    assertStringIncludes(io.outLines.join("\n"), "2 cells × 2 blocks = 4 trials");
    assertEquals([...Deno.readDirSync(directory)], []);
  });
});

Deno.test("main() bench reports bodies that throw and tasks that never end, and goes on", async () => {
  await withDirectory(async (directory) => {
    const io = capturedIo();
    const workload = "steady:failShare=0.2,steady:hangShare=0.1,body=await";
    const args = [...TINY.slice(0, -1), workload, "--out", `${directory}/study`];
    assertEquals(await main(args, io), 0, io.errLines.join("\n"));
    const report: Report = JSON.parse(await Deno.readTextFile(`${directory}/study/report.json`));
    assertEquals(report.cells.length, 4);
    for (const { workload, counts, state, warnings } of report.cells) {
      if (workload.includes("failShare")) {
        assert(counts.failed > 0 && counts.unfinished === 0);
        assertEquals(warnings.map(({ code }) => code).includes("tasks-failed"), true);
      } else {
        assert(counts.unfinished > 0);
        assertEquals(state, "unstable");
      }
    }
  });
});

Deno.test("main() says in one line that a study has lost its place while it ran", async () => {
  await withDirectory(async (directory) => {
    const out = `${directory}/study`;
    await Deno.mkdir(out);
    await Deno.writeTextFile(`${out}/raw`, "");
    const io = capturedIo();
    assertEquals(await main([...TINY, "--keep-raw", "--out", out], io), 2);
    const said = io.errLines.slice(io.errLines.findIndex((line) => line.startsWith("error")));
    assertEquals(said, [`error: "${out}/raw" cannot be written: it is not a directory`]);
  });
});
