import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { main } from "../../cli/main.ts";
import type { Comparison } from "../../reports/comparison/comparison.ts";
import { cell, failed } from "../reports/_records.ts";
import { arm, type ArmShape, EASY, FULL } from "../reports/comparison/_arms.ts";
import { capturedIo } from "./_captured_io.ts";
import { gate } from "../reports/comparison/_gates.ts";
import { keepStudy } from "./_kept_study.ts";
import { withDirectory } from "./_with_directory.ts";

async function compare(...args: readonly string[]) {
  const io = capturedIo();
  return { code: await main(["compare", ...args], io), ...io };
}

/** What is in the files of directories, by path. */
function contents(...directories: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    directories.flatMap((directory) =>
      [...Deno.readDirSync(directory)].map(({ name }) => `${directory}/${name}`).sort()
    ).map((path) => [path, Deno.readTextFileSync(path)]),
  );
}

Deno.test("main() compare ends with the code that its verdict deserves", async () => {
  await withDirectory(async (directory) => {
    let number = 0;
    const keep = (shape: ArmShape) => keepStudy(`${directory}/${number++}`, arm(shape));
    const base = keep({});
    const slower = keep({ slower: 1.5, noise: 2 });
    const noisy = keep({ slower: 1.8, spread: 2, noise: 2 });
    const elsewhere = keep({ slower: 1.5, noise: 2, document: { seed: 2 } });
    const spoilt = arm({ slower: 1.5 });
    const broken = keepStudy(`${directory}/broken`, {
      ...spoilt,
      trials: spoilt.trials.map((trial) =>
        trial.block === 2 ? failed(EASY, 2, "crashed", "exit code 7") : trial
      ),
    });
    const cases: [string[], number, string][] = [
      [[base, base], 0, "equivalent: 6 of 6"],
      [[slower, base], 0, "improved: 3 of 6"],
      [[base, slower], 1, "regressed: 3 of 6"],
      [[base, slower, "--allow-inconclusive"], 1, "regressed"],
      [[base, noisy], 3, "inconclusive: "],
      [[base, noisy, "--allow-inconclusive"], 0, "inconclusive: "],
      [[base, elsewhere], 3, "regressed: "],
      [[base, elsewhere, "--allow-inconclusive"], 3, "regressed: "],
      [[base, elsewhere, "--allow-unpaired"], 1, "regressed: "],
      [[elsewhere, base], 0, "improved: "],
      [[base, broken], 4, "failed: an arm could not be measured (1 trial failed)"],
      [[base, broken, "--allow-inconclusive", "--allow-unpaired"], 4, "failed: "],
      [[base, slower, "--metric", "loopLagMs.p99,notCompleted"], 0, "equivalent: 2 of 2"],
      [[base, slower, "--metric", "loopLagMs.p99", "--metric", "waitMs.p50"], 1, "1 of 2 metrics"],
      [[base, slower, "--metric", "waitMs.p50=60%"], 0, "equivalent: 1 of 1"],
      [[base, slower, "--delta", "dispatchOverheadMs.p50=60%"], 1, "regressed: 2 of 6"],
    ];
    for (const [args, code, verdict] of cases) {
      const found = await compare(...args);
      const shown = `${args.join(" ")} → ${[...found.outLines, ...found.errLines].join(" ⏎ ")}`;
      assertEquals(found.code, code, shown);
      assertStringIncludes(found.outLines[0], verdict, shown);
      const isHeld = verdict === "regressed: " && code === 3;
      assertEquals(found.errLines.length, isHeld ? 1 : 0, shown);
      if (isHeld) assertStringIncludes(found.errLines[0], "not paired, so the exit code is 3");
    }
  });
});

Deno.test("main() compare refuses unusable input with one line and exit code 2, and touches nothing", async () => {
  await withDirectory(async (directory) => {
    const study = arm();
    const good = keepStudy(`${directory}/good`, study);
    const { document } = study;
    const foreign = keepStudy(`${directory}/foreign`, {
      ...study,
      document: { ...document, schema: "dispatch-lab/study@2" as typeof document.schema },
    });
    const corrupt = keepStudy(`${directory}/corrupt`, study);
    const lines = Deno.readTextFileSync(`${corrupt}/trials.ndjson`).split("\n");
    Deno.writeTextFileSync(
      `${corrupt}/trials.ndjson`,
      [lines[0], "{}", ...lines.slice(2)].join("\n"),
    );
    const truncated = keepStudy(`${directory}/truncated`, study);
    const whole = Deno.readTextFileSync(`${truncated}/study.json`);
    Deno.writeTextFileSync(`${truncated}/study.json`, whole.slice(0, 500));
    const empty = keepStudy(`${directory}/empty`, { ...study, trials: [] });
    const other = keepStudy(`${directory}/other`, arm({ cells: [FULL] }));
    Deno.mkdirSync(`${directory}/nothing`);
    Deno.writeTextFileSync(`${directory}/file`, "");
    const before = contents(good, foreign, corrupt, truncated, empty, other);
    const cases: [string[], string][] = [
      [[], "compare takes two studies, deno task compare BASE HEAD, or a directory that gate"],
      [[good], "compare takes two studies"],
      [[good, good, good], `unexpected argument "${good}"`],
      [[good, `${directory}/absent`], "holds no study"],
      [[`${directory}/nothing`, good], "holds no study"],
      [[`${directory}/file`, good], "holds no study"],
      [[good, foreign], 'of another version: its schema is "dispatch-lab/study@2"'],
      [[good, corrupt], "damaged at line 2"],
      [[truncated, good], "damaged or of another version"],
      [[good, empty], "has no trial"],
      [
        [good, other],
        "no cell in common (only in the base: queue-notified under poisson (inside))",
      ],
      [[good, good, "--metric", "waitMs.p98"], 'did you mean "waitMs.p99"?'],
      [[good, good, "--metric", "loopLagMs.p99=x"], "must be above 0 and at most 1"],
      [[good, good, "--delta", "loopLagMs.p98=0.1"], 'did you mean "loopLagMs.p99"?'],
      [[good, good, "--delta", "loopLagMs.p99"], "write loopLagMs.p99=0.1"],
      [[good, good, "--metrik", "x"], "did you mean --metric?"],
      [[good, good, "--json=yes"], "--json takes no value"],
    ];
    for (const [args, message] of cases) {
      const { code, outLines, errLines } = await compare(...args);
      const shown = `${args.join(" ")} → ${errLines.join(" ⏎ ")}`;
      assertEquals([code, outLines, errLines.length], [2, [], 1], shown);
      assertMatch(errLines[0], /^error: /, shown);
      assertStringIncludes(errLines[0], message, shown);
    }
    assertEquals(contents(good, foreign, corrupt, truncated, empty, other), before);
  });
});

Deno.test("main() compare uses what a study that was cut off has, and leaves it as it is", async () => {
  await withDirectory(async (directory) => {
    const base = keepStudy(`${directory}/base`, arm());
    const head = keepStudy(`${directory}/head`, arm({ noise: 2 }));
    const text = Deno.readTextFileSync(`${head}/trials.ndjson`);
    Deno.writeTextFileSync(`${head}/trials.ndjson`, text.slice(0, -100));
    const before = contents(base, head);
    const { code, outLines } = await compare(base, head);
    assertEquals(code, 0);
    const shown = outLines.join("\n");
    assertStringIncludes(shown, "12 pairs of blocks");
    assertStringIncludes(
      shown,
      "! incomplete: queue-notified under poisson (inside) has no trial of",
    );
    assertStringIncludes(shown, "! blocks-left-out: block 12 of");
    assertEquals(contents(base, head), before);
  });
});

Deno.test("main() compare prints the whole comparison as JSON, and how to repeat it", async () => {
  await withDirectory(async (directory) => {
    const base = keepStudy(`${directory}/my base`, arm({ cells: [cell("a")] }));
    const head = keepStudy(`${directory}/head`, arm({ cells: [cell("b")], slower: 1.5, noise: 2 }));
    const flags = ["--metric", "dispatchOverheadMs.p50", "--delta", "dispatchOverheadMs.p50=5%"];
    const { code, outLines } = await compare(base, head, ...flags, "--json");
    assertEquals(code, 1);
    const comparison: Comparison = JSON.parse(outLines.join("\n"));
    assertEquals(comparison.schema, "dispatch-lab/comparison@1");
    assertEquals([comparison.base.label, comparison.head.label], [base, head]);
    assertEquals(comparison.cells.map((cell) => [cell.baseStrategy, cell.headStrategy]), [[
      "a",
      "b",
    ]]);
    assertEquals(comparison.cells[0].metrics[0].delta, 0.05);
    assertEquals(
      comparison.repeatCommand,
      `deno task compare '${base}' ${head} --metric dispatchOverheadMs.p50 ` +
        "--delta dispatchOverheadMs.p50=5%",
    );
    assert(!JSON.stringify(comparison).includes("NaN"));
  });
});

Deno.test("main() compare prints what a gate found, and how it was confirmed", async () => {
  await withDirectory(async (directory) => {
    const stored = gate({ base: {}, head: { slower: 1.5, noise: 2 } }, {
      base: {},
      head: { slower: 1.3 },
    });
    keepStudy(`${directory}/base`, stored.base);
    keepStudy(`${directory}/head`, stored.head);
    keepStudy(`${directory}/confirmation/base`, stored.confirmation!.base);
    keepStudy(`${directory}/confirmation/head`, stored.confirmation!.head);
    Deno.writeTextFileSync(`${directory}/gate.json`, JSON.stringify(stored.document));
    const { code, outLines } = await compare(directory);
    assertEquals(code, 1);
    assertStringIncludes(outLines[0], "and a fresh run of 30 blocks says so too");
    assert(outLines.some((line) => line.endsWith("regressed (fresh run)")));

    const late = await compare(directory, "--metric", "waitMs.p50");
    assertEquals([late.code, late.errLines.length], [2, 1]);
    assertStringIncludes(late.errLines[0], "--metric comes too late");
    // Its arms are studies like others.
    const arms = await compare(`${directory}/base`, `${directory}/head`);
    assertEquals(arms.code, 1);
    assertStringIncludes(arms.outLines.join("\n"), "pairs of blocks, interleaved");

    Deno.writeTextFileSync(`${directory}/gate.json`, "{");
    const damaged = await compare(directory);
    assertEquals([damaged.code, damaged.errLines.length], [2, 1]);
    assertStringIncludes(damaged.errLines[0], "damaged or of another version");
  });
});

Deno.test("main() compare --format html prints a page, and writes nothing", async () => {
  await withDirectory(async (directory) => {
    const [base, head] = [
      keepStudy(`${directory}/base`, arm({})),
      keepStudy(`${directory}/head`, arm({ slower: 1.5, noise: 2 })),
    ];
    const before = contents(base, head);
    const { code, outLines, errLines } = await compare(base, head, "--format", "html");
    assertEquals([code, errLines], [1, []]);
    const page = outLines.join("\n");
    assertStringIncludes(page, "<!doctype html>");
    assertStringIncludes(page, "regressed: 3 of 6");
    assertEquals(contents(base, head), before);
    const json = await compare(base, head, "--format", "json");
    assertEquals(json.outLines, (await compare(base, head, "--json")).outLines);
  });
});

Deno.test("main() compare refuses formats that it does not have, and two at once", async () => {
  const cases: [string[], string][] = [
    [["--format", "pdf"], "--format must be one of text, json, html"],
    [["--format", "html", "--json"], "exclude each other"],
  ];
  for (const [flags, message] of cases) {
    const { code, errLines } = await compare("a", "b", ...flags);
    assertEquals(code, 2);
    assertStringIncludes(errLines[0], message);
  }
});
