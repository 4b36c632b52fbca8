import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { main } from "../../cli/main.ts";
import { sparkline } from "../../cli/track_text.ts";
import { commitOf } from "../../reports/history/describe_history.ts";
import { historyLines } from "../../experiments/history/history_lines.ts";
import { importHistory, readHistory } from "../../experiments/history/history_store.ts";
import type { History } from "../../experiments/history_point.ts";
import type { StoredStudy } from "../../experiments/study_document.ts";
import { cell, measured, study } from "../reports/_records.ts";
import { historyOf, noise, pointAt, trackedAt } from "../reports/history/_histories.ts";
import { capturedIo } from "./_captured_io.ts";
import { withDirectory } from "./_with_directory.ts";

/** Writes a study as bench does. */
function keep(directory: string, { document, trials }: StoredStudy): string {
  Deno.mkdirSync(directory);
  Deno.writeTextFileSync(`${directory}/study.json`, JSON.stringify(document));
  const lines = trials.map((trial) => JSON.stringify(trial) + "\n").join("");
  Deno.writeTextFileSync(`${directory}/trials.ndjson`, lines);
  return directory;
}

/** A study of some strategies in two blocks, begun in a given hour. */
function studyOf(hour: number, strategies: readonly string[], commit: string | null = null) {
  const trials = [0, 1].flatMap((block) =>
    strategies.map((name, index) =>
      measured(cell(name), block, { dispatchOverheadMs: 1 + index }, {
        order: block * strategies.length + index,
      })
    )
  );
  const { document } = study(trials);
  const createdAt = new Date(Date.UTC(2026, 0, 2, hour)).toISOString();
  return study(trials, {
    createdAt,
    environment: { ...document.environment, gitCommit: commit ?? `${hour}`.padStart(40, "a") },
  });
}

const BOTH = ["loop-immediate", "queue-notified"];

async function run(...args: string[]) {
  const io = capturedIo();
  const code = await main(["track", ...args], io);
  return { code, out: io.outLines.join("\n"), err: io.errLines.join("\n"), lines: io.errLines };
}

/** A history in which a cell gets worse with its 20th commit, and another better. */
function worseAt20(commits = 40): History {
  const factor = noise(1, 0.02);
  return historyOf(Array.from({ length: commits }, (_, at) =>
    trackedAt(at, [
      pointAt((at < 20 ? 1 : 1.4) * factor()),
      pointAt((at < 20 ? 2 : 1) * factor(), { workload: "burst" }),
      pointAt((at < 20 ? 2 : 3) * factor(), { metric: "serviceMs.mean" }),
    ])));
}

Deno.test("main() track keeps studies, and says what is there", async () => {
  await withDirectory(async (directory) => {
    const history = `${directory}/deep/h.sqlite`;
    const to = ["--history", history];
    const [one, two] = [1, 2].map((hour) => keep(`${directory}/${hour}`, studyOf(hour, BOTH)));
    for (const from of [two, one]) {
      const { code, out, err } = await run("add", from, ...to);
      assertEquals([code, err], [0, ""]);
      assertMatch(out, /^added: \d+ figures of commit a{11}/);
    }
    const again = await run("add", one, ...to);
    assertEquals([again.code, again.err], [0, ""]);
    assertMatch(again.out, /^already there: the study of 2026-01-02T01:00:00.000Z/);
    const list = await run("list", ...to);
    assertEquals(list.code, 0);
    assertMatch(list.out, /2026-01-02 01:00 .*\n2026-01-02 02:00 /);
    assertStringIncludes(list.out, "2 studies of 2 commits on 1 kind of host and runtime");
    assertStringIncludes(list.out, "ratios are to loop-immediate");
    const parsed = JSON.parse((await run("list", ...to, "--json")).out);
    assertEquals(parsed.schema, "dispatch-lab/track-list@1");
    assertEquals(parsed.studies.length, 2);
    const { reference, studies } = readHistory(history);
    assertEquals(reference, "loop-immediate");
    const point = studies[0].points.find(({ strategy, metric }) =>
      strategy === "queue-notified" && metric === "dispatchOverheadMs.p50"
    )!;
    assertEquals([point.value, point.ratio], [2, 2]);
  });
});

Deno.test("main() track keeps both sides of a gate, which began at the same time", async () => {
  await withDirectory(async (directory) => {
    const to = ["--history", `${directory}/h`];
    for (const side of ["b", "a"]) {
      const kept = keep(`${directory}/${side}`, studyOf(1, BOTH, side.repeat(40)));
      const { code, out } = await run("add", kept, ...to);
      assertEquals(code, 0);
      assertMatch(out, new RegExp(`^added: \\d+ figures of commit ${side}{12} `));
    }
    assertEquals(readHistory(to[1]).studies.map(({ commit }) => commit[0]), ["b", "a"]);
  });
});

Deno.test("main() track pins the reference, and changes it only when told so", async () => {
  await withDirectory(async (directory) => {
    const to = ["--history", `${directory}/h`];
    const others = ["direct", "queue-notified"];
    const plain = keep(`${directory}/plain`, studyOf(1, others));
    const none = await run("add", plain, ...to);
    assertEquals(none.code, 0);
    assertStringIncludes(none.err, "name one of its strategies with --reference");
    const [second, third] = [2, 3].map((hour) => keep(`${directory}/${hour}`, studyOf(hour, BOTH)));
    assertEquals((await run("add", second, ...to, "--reference", "queue-notified")).err, "");
    // No more by default, now that another is pinned.
    assertEquals((await run("add", third, ...to)).err, "");
    assertEquals(readHistory(to[1]).studies[2].reference, "queue-notified");
    const fourth = keep(`${directory}/4`, studyOf(4, BOTH));
    const refused = await run("add", fourth, ...to, "--reference", "loop-immediate");
    assertEquals([refused.code, refused.lines.length], [2, 1]);
    assertStringIncludes(refused.err, 'has "queue-notified" pinned as reference');
    const repinned = await run("add", fourth, ...to, "--reference", "loop-immediate", "--repin");
    assertEquals(repinned.code, 0);
    assertStringIncludes(repinned.err, "ratios to queue-notified count no more");
    const lacking = await run("add", keep(`${directory}/5`, studyOf(5, others)), ...to);
    assertStringIncludes(lacking.err, "lacks loop-immediate, the reference");
  });
});

Deno.test("main() track detect exits with 1 while a history ends with a change for the worse", async () => {
  await withDirectory(async (directory) => {
    const to = ["--history", `${directory}/h`];
    importHistory(to[1], worseAt20());
    const found = await run("detect", ...to);
    assertEquals([found.code, found.lines.length], [1, 1]);
    assertStringIncludes(found.err, "1 change for the worse still stands");
    assertMatch(
      found.out,
      /^worse since .*queue-notified, steady \(inside\).*after c01900000000, by c02000000000 /m,
    );
    assertStringIncludes(found.out, "- a change lies between two measurements");
    assertMatch(found.out, /^better since .*burst/m);
    assert(!found.out.includes("serviceMs"));
    assertStringIncludes((await run("detect", ...to, "--all")).out, "serviceMs.mean");
    assertEquals((await run("detect", ...to, "--advisory")).code, 0);
    assertEquals((await run("detect", ...to, "--delta", "dispatchOverheadMs.p50=60%")).code, 0);
    const later = await run("detect", ...to, "--since", "c020");
    assertEquals(later.code, 0);
    assertStringIncludes(later.out, "no change was found");
    assert(!/between two measurements|measured again/.test(later.out));
    const parsed = await run("detect", ...to, "--json");
    assertEquals(parsed.code, 1);
    const { schema, changes, hypotheses } = JSON.parse(parsed.out);
    assertEquals([schema, hypotheses, changes.length], ["dispatch-lab/track-changes@1", 2, 2]);
    assertEquals(changes[0].before.commit.slice(0, 4), "c019");
    assertEquals(changes[0].after.commit.slice(0, 4), "c020");
    assert(changes[0].confidence > 0.99 && changes[0].interval[0] > 1.3);
  });
});

Deno.test("main() track show has a row a study, its course and its changes", async () => {
  await withDirectory(async (directory) => {
    const to = ["--history", `${directory}/h`];
    importHistory(to[1], worseAt20());
    const shown = await run("show", "dispatchOverheadMs.p50", ...to, "--workload", "steady");
    assertEquals(shown.code, 0, shown.err);
    assertMatch(shown.out, /^ratio [▁▂▃]{20}[▆▇█]{20}$/m);
    assertEquals(shown.out.match(/^2026-/gm)?.length, 40);
    assertMatch(shown.out, /^.*c0200000000.* worse since ×1\.4\d* \[/m);
    assertEquals(shown.out.match(/worse/g)?.length, 1);
    const parsed = JSON.parse((await run("show", "serviceMs.mean", ...to, "--json")).out);
    assertEquals(parsed.schema, "dispatch-lab/track-series@1");
    assertEquals([parsed.series.length, parsed.series[0].points.length], [1, 40]);
    assertEquals(parsed.series[0].changes.length, 1);
  });
});

Deno.test("main() track detect says where the order of measuring is not that of the code", async () => {
  await withDirectory(async (directory) => {
    const to = ["--history", `${directory}/h`];
    const { reference, studies } = worseAt20(8);
    const commits = [0, 1, 1, 2, 0, 0, 3, 2].map((at) => studies[at].commit);
    importHistory(to[1], {
      reference,
      studies: studies.map((study, at) => ({ ...study, commit: commits[at] })),
    });
    const { out } = await run("detect", ...to);
    assertStringIncludes(
      out,
      "2 commits were measured again after others (c00000000000, c00200000000): there the order",
    );
    const { remeasured } = JSON.parse((await run("detect", ...to, "--json")).out);
    assertEquals(remeasured, [commits[0], commits[3]]);
  });
});

Deno.test("main() track takes a beginning of a commit for it if no other begins so", async () => {
  await withDirectory(async (directory) => {
    const to = ["--history", `${directory}/h`];
    const names = ["v1", "v1", "v10", "v2", "v30"];
    importHistory(
      to[1],
      historyOf(names.map((commit, at) => trackedAt(at, [pointAt(1)], { commit }))),
    );
    const seen = async (since: string) => {
      const { out } = await run("show", "dispatchOverheadMs.p50", ...to, "--since", since);
      return out.match(/^2026-/gm)?.length ?? out;
    };
    assertEquals([await seen("v3"), await seen("v2"), await seen("v1")], [1, 2, 5]);
    const { code, lines } = await run("detect", ...to, "--since", "v");
    assertEquals([code, lines], [2, [
      'error: --since: 4 commits begin with "v", so write more of the one you mean: v1, v10, v2, v30',
    ]]);
  });
});

Deno.test("main() track takes an export in again as what it was", async () => {
  await withDirectory(async (directory) => {
    const [one, two] = ["one", "two"].map((name) => ["--history", `${directory}/${name}`]);
    importHistory(one[1], worseAt20(5));
    const file = `${directory}/h.ndjson`;
    assertEquals(await run("export", file, ...one), { code: 0, out: file, err: "", lines: [] });
    assertStringIncludes((await run("export", file, ...one)).err, "is there already");
    assertEquals((await run("import", file, ...two)).out, "5 studies added");
    assertEquals((await run("import", file, ...two)).out, "0 studies added, 5 already there");
    const printed = await run("export", ...two);
    assertEquals(printed.out + "\n", Deno.readTextFileSync(file));
    Deno.writeTextFileSync(file, Deno.readTextFileSync(file) + "{}\n");
    const bad = await run("import", file, ...two);
    assertEquals([bad.code, bad.lines.length], [2, 1]);
    assertStringIncludes(bad.err, "cannot be imported: line 7 is not a line of a history");
  });
});

Deno.test("main() track shows hostile names as text", async () => {
  await withDirectory(async (directory) => {
    const to = ["--history", `${directory}/h`];
    const evil = "\x1b[2J|evil\r\n\u0007";
    const factor = noise(2, 0.02);
    importHistory(
      to[1],
      historyOf(
        Array.from({ length: 30 }, (_, at) =>
          trackedAt(
            at,
            [pointAt((at < 15 ? 1 : 2) * factor(), {
              strategy: evil,
              workload: evil,
              placement: evil,
            })],
            { commit: evil + at, host: evil, runtime: evil, reference: evil },
          )),
        evil,
      ),
    );
    const uses = [["list"], ["detect"], ["detect", "--all"], ["show", "dispatchOverheadMs.p50"]];
    for (const args of [...uses, ["show", "dispatchOverheadMs.p50", "--strategy", "evil"]]) {
      const { out, err } = await run(...args, ...to);
      assertStringIncludes(out + err, "|evil");
      // deno-lint-ignore no-control-regex -- control characters are what is looked for
      assert(!/[\u0000-\u0009\u000b-\u001f]/.test(out + err), args.join(" "));
    }
  });
});

Deno.test("main() track refuses unusable input with one line, and exit code 2", async () => {
  await withDirectory(async (directory) => {
    const history = `${directory}/h`;
    const to = ["--history", history];
    importHistory(history, worseAt20());
    const both = studyOf(1, BOTH);
    const whole = keep(`${directory}/whole`, both);
    const cut = keep(`${directory}/cut`, { ...both, trials: both.trials.slice(1) });
    const { document } = both;
    const nameless = keep(`${directory}/nameless`, {
      ...both,
      document: { ...document, environment: { ...document.environment, gitCommit: null } },
    });
    Deno.writeTextFileSync(`${directory}/text`, "not a database");
    Deno.writeTextFileSync(`${directory}/empty`, "");
    const missing = ["--history", `${directory}/missing`];
    const cases: [string[], string][] = [
      [[], "track needs one of add, list, detect, show, report, export, import"],
      [["detekt"], 'did you mean "detect"?'],
      [["add", cut, ...to], "only 3 of 4 trials have run: finish the study with --resume"],
      [["add", nameless, ...to], "name what was measured with --commit"],
      [["add", `${directory}/nothing`, ...to], "holds no study"],
      [["add", whole, "--repin", ...to], "add --reference STRATEGY"],
      [
        ["add", whole, "--reference", "queue-notifed", "--repin", ...to],
        'did you mean "queue-notified"?',
      ],
      [["add", whole, "extra", ...to], 'unexpected argument "extra"'],
      [["add", whole, "--history", `${directory}/text`], "it is no SQLite database"],
      [["add", whole, "--history", `${directory}/empty`], "it is empty"],
      [["add", whole, "--history", directory], "it is not a file"],
      [["import", ...to], "import needs a file"],
      [["import", `${directory}/nothing`, ...to], "cannot be read"],
      [["import", `${directory}/empty`, ...to], "it is empty"],
      [["list", "--jsn", ...to], "did you mean --json?"],
      [["detect", "--alpha", "1", ...to], "--alpha must be a number from 0.0001 to 0.5, got 1"],
      [["detect", "--delta", "dispatchOverheadMs.p5=1%", ...to], "dispatchOverheadMs.p50"],
      [["detect", "--delta", "waitMs.p50", ...to], "needs the share that matters"],
      [["detect", "--since", "nope", ...to], 'no study is of commit "nope"'],
      [["detect", "--since", "c02", ...to], '--since: 10 commits begin with "c02"'],
      [["show", "waitMs.p50", "--since", "c0", ...to], "and 36 more"],
      [["detect", "--seed", "x", ...to], "--seed must be a whole number from 0"],
      [["show", ...to], "show needs a metric"],
      [["show", "waitMs.p5", ...to], 'did you mean "waitMs.p50"?'],
      [["show", "latenessMs.p50", ...to], "a history does not keep"],
      [["show", "waitMs.p50", ...to], "no study has waitMs.p50 of such a cell"],
      [["show", "waitMs.p50", "--workload", "stedy", ...to], 'did you mean "steady"?'],
      ...["list", "detect", "export"].map((verb): [string[], string] => [
        [verb, ...missing],
        "there is no history at",
      ]),
    ];
    const before = [...Deno.readDirSync(directory)].length;
    for (const [args, message] of cases) {
      const { code, err, lines } = await run(...args);
      const shown = `${args.join(" ")} → ${err}`;
      assertEquals([code, lines.length], [2, 1], shown);
      assertMatch(err, /^error: /, shown);
      assertStringIncludes(err, message, shown);
    }
    assertEquals([...Deno.readDirSync(directory)].length, before);
    assertEquals((await run("add", nameless, ...to, "--commit", "v1")).code, 0);
  });
});

Deno.test("main() track --help shows verbs, and each its flags", async () => {
  const all = await run("--help");
  assertEquals(all.code, 0);
  for (const verb of ["add", "list", "detect", "show", "export", "import"]) {
    assertStringIncludes(all.out, `  ${verb}`);
    const own = await run(verb, "--help");
    assertEquals(own.code, 0);
    assertStringIncludes(own.out, "--history FILE");
    if (verb !== "detect") continue;
    assertMatch(own.out, /^ {2}saturated: .*timePerTaskMs\.p50.*notCompleted$/m);
    assertStringIncludes(own.out, "a change lies between two measurements");
  }
});

Deno.test("two processes add to one history at once, new or not, and both studies land", async () => {
  await withDirectory(async (directory) => {
    const studies = [1, 2, 3, 4].map((hour) => keep(`${directory}/${hour}`, studyOf(hour, BOTH)));
    for (let round = 0; round < 2; round++) {
      const history = `${directory}/history-${round}`;
      for (const pair of [studies.slice(0, 2), studies.slice(2)]) {
        const ends = await Promise.all(pair.map((from) =>
          new Deno.Command(Deno.execPath(), {
            args: [
              ...["run", "--quiet", "--no-prompt", "--allow-read", "--allow-write"],
              ...[new URL("../../cli/main.ts", import.meta.url).pathname, "track", "add", from],
              ...["--history", history],
            ],
            env: { NO_COLOR: "1" },
          }).output()
        ));
        for (const { code, stderr } of ends) {
          assertEquals([code, new TextDecoder().decode(stderr)], [0, ""]);
        }
      }
      assertEquals(readHistory(history).studies.map(({ createdAt }) => createdAt.slice(11, 13)), [
        ...["01", "02", "03", "04"],
      ]);
      assert(!historyLines(readHistory(history)).includes('"reference":null'));
    }
    const left = [...Deno.readDirSync(directory)].map(({ name }) => name).sort();
    assertEquals(left, ["1", "2", "3", "4", "history-0", "history-1"]);
  });
});

Deno.test("sparkline() goes from the least to the largest, and has a dot where there is nothing", () => {
  assertEquals(sparkline([0, 1, null, 2, 7]), "▁▂·▃█");
  assertEquals(sparkline([0]), "▅");
  assertEquals(sparkline([null]), "·");
  assertEquals(sparkline([]), "");
});

Deno.test("commitOf() shortens hashes only, and marks a tree that was changed", () => {
  assertEquals(
    commitOf({ commit: "0123456789abcdef".repeat(3).slice(0, 40), tree: "clean" }),
    "0123456789ab",
  );
  assertEquals(commitOf({ commit: "v1.2.3", tree: "unknown" }), "v1.2.3");
  assertEquals(commitOf({ commit: "v1.2.3", tree: "dirty" }), "v1.2.3+");
});

Deno.test("main() track report writes a page beside the history, or where --out says", async () => {
  await withDirectory(async (directory) => {
    const history = `${directory}/h.sqlite`;
    importHistory(history, worseAt20(30));
    const of = ["--history", history];
    const { code, out, err } = await run("report", ...of);
    assertEquals([code, out, err], [0, `${directory}/history.html`, ""]);
    const page = await Deno.readTextFile(out);
    assertStringIncludes(page, "worse since ×1.4");
    assertStringIncludes(page, "deno task track report --history ");
    const path = `${directory}/part.html`;
    const some = await run("report", "serviceMs.mean", ...of, "--out", path);
    assertEquals([some.code, some.out], [0, path]);
    const part = await Deno.readTextFile(path);
    assertStringIncludes(part, "serviceMs.mean: queue-notified");
    assert(!part.includes("dispatchOverheadMs.p50: queue-notified"));
    assertStringIncludes((await run("report", ...of, "--out", "-")).out, "<!doctype html>");
    for (
      const [args, message] of [
        [["nothing"], 'there is no metric "nothing"'],
        [["--workload", "brust"], 'did you mean "burst"?'],
        [["--alpha", "2"], "--alpha must be"],
      ] as const
    ) {
      const refused = await run("report", ...args, ...of);
      assertEquals(refused.code, 2);
      assertStringIncludes(refused.err, message);
    }
  });
});
