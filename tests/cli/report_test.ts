import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { FILE_FORMATS } from "../../cli/file_formats.ts";
import { main } from "../../cli/main.ts";
import { createGate } from "../../experiments/gate/gate_store.ts";
import type { GateDocument, StoredGate } from "../../experiments/gate_document.ts";
import { createStudy, type StudyWriter } from "../../experiments/study/study_store.ts";
import type { StoredStudy } from "../../experiments/study_document.ts";
import {
  compareGate,
  EXCHANGE_FORMATS,
  readGate,
  readStudy,
  renderExchange,
  renderHtml,
  renderMarkdown,
  renderStudyFiles,
  type Subject,
  summarize,
} from "../../mod.ts";
import { everyKindOfCell } from "../reports/_every_kind_of_cell.ts";
import { cell, measured, study } from "../reports/_records.ts";
import { armOf } from "../reports/render/exchange/_everything.ts";
import { capturedIo } from "./_captured_io.ts";
import { withDirectory } from "./_with_directory.ts";

/** Puts a study on disk. */
async function store(directory: string, { document, trials }: StoredStudy): Promise<void> {
  using writer = await createStudy(directory, document, false);
  await append(writer, trials);
}

async function append(writer: StudyWriter, trials: StoredStudy["trials"]): Promise<void> {
  for (const [order, trial] of trials.entries()) await writer.append({ ...trial, order });
}

const FIT = { verdict: "fit", reasons: [] } as const;

/** A gate of a strategy whose head dispatches in twice the time. */
function slowerHead(more: Partial<GateDocument> = {}): StoredGate {
  const ofBlocks = (factor: number) =>
    study(
      Array.from({ length: 8 }, (_, block) =>
        measured(cell("direct"), block, { dispatchOverheadMs: factor * (0.01 + block / 1e4) })),
    );
  const [base, head] = [ofBlocks(1), ofBlocks(2)];
  const arm = { tree: null, commit: null, strategies: null };
  return {
    document: {
      schema: "dispatch-lab/gate@1",
      createdAt: base.document.createdAt,
      base: { ...arm, tree: "main" },
      head: { ...arm, tree: "HEAD" },
      config: base.document.config,
      seed: 1,
      blocks: 8,
      confirmationBlocks: 30,
      metrics: [{ metric: "dispatchOverheadMs.p50", delta: 0.1 }],
      end: "complete",
      host: { before: FIT, after: FIT },
      repeatCommand: "deno task gate --base main --head HEAD",
      ...more,
    },
    base,
    head,
    confirmation: null,
  };
}

/** Puts a gate on disk. */
async function storeGate(directory: string, { document, base, head }: StoredGate): Promise<void> {
  const studies = { base: base.document, head: head.document };
  const writers = await createGate(directory, document, studies);
  using baseWriter = writers.base;
  using headWriter = writers.head;
  await append(baseWriter, base.trials);
  await append(headWriter, head.trials);
}

/** Prints a directory in every format and holds it against what the format makes of a subject. */
async function assertAllFormats(directory: string, subject: Subject): Promise<void> {
  for (const [name, format] of Object.entries(EXCHANGE_FORMATS)) {
    const expected = renderExchange(format, subject);
    const io = capturedIo();
    const code = await main(["report", directory, "--format", name], io);
    if (expected === null) {
      assertEquals(code, 2, name);
      assertStringIncludes(io.errLines[0], `--format ${name} cannot show a ${subject.kind}: md, `);
      continue;
    }
    assertEquals(code, 0, name);
    // The stream adds the last line feed.
    assertEquals(io.outLines.join("\n") + "\n", expected, name);
    assertEquals(io.errLines, [], name);
  }
}

Deno.test("report --format prints a study in every format to the byte, line ends included", async () => {
  await withDirectory(async (directory) => {
    await store(directory, everyKindOfCell());
    await assertAllFormats(directory, { kind: "study", arm: armOf(await readStudy(directory)) });
  });
});

Deno.test("report --format prints a gate in every format, both arms and the verdicts", async () => {
  await withDirectory(async (directory) => {
    await storeGate(directory, slowerHead());
    const gate = await readGate(directory);
    const comparison = compareGate(gate);
    assertEquals(comparison.verdict, "inconclusive");
    const arms = { base: armOf(gate.base), head: armOf(gate.head) };
    await assertAllFormats(directory, { kind: "comparison", comparison, ...arms });
  });
});

Deno.test("report writes gate.html, gate.md with its picture and comparison.json into a gate", async () => {
  await withDirectory(async (directory) => {
    await storeGate(directory, slowerHead());
    const io = capturedIo();
    assertEquals(await main(["report", directory], io), 0);
    assertEquals(
      io.outLines,
      ["gate.html", "gate.md", "comparison.json"].map((name) => `${directory}/${name}`),
    );
    const page = await Deno.readTextFile(`${directory}/gate.html`);
    assertStringIncludes(page, "<h1>dispatch-lab comparison</h1>");
    const charts = [...Deno.readDirSync(`${directory}/charts`)].map(({ name }) => name).sort();
    assertEquals(charts, ["deciding-metrics.dark.svg", "deciding-metrics.light.svg"]);
    const markdown = await Deno.readTextFile(`${directory}/gate.md`);
    for (const chart of charts) assertStringIncludes(markdown, `"charts/${chart}"`);
    const html = capturedIo();
    assertEquals(await main(["report", directory, "--format", "html", "--out", "-"], html), 0);
    assertEquals(html.outLines.join("\n"), page.trimEnd());
    const inline = capturedIo();
    assertEquals(await main(["report", directory, "--format", "md", "--inline"], inline), 0);
    assertEquals(inline.outLines.join("\n").includes("<picture>"), false);
    const comparison = JSON.parse(await Deno.readTextFile(`${directory}/comparison.json`));
    assertEquals(comparison.verdict, "inconclusive");
  });
});

Deno.test("report refuses a gate without a trial, unless its host was unfit", async () => {
  for (const [end, code] of [["interrupted", 2], ["unfit", 0]] as const) {
    await withDirectory(async (directory) => {
      const gate = slowerHead({ end });
      const none = { base: { ...gate.base, trials: [] }, head: { ...gate.head, trials: [] } };
      await storeGate(directory, { ...gate, ...none });
      const io = capturedIo();
      assertEquals(await main(["report", directory, "--format", "json"], io), code);
      if (code === 0) assertEquals(JSON.parse(io.outLines.join("\n")).verdict, "unfit");
      else assertStringIncludes(io.errLines[0], "run deno task gate --base main --head HEAD");
    });
  }
});

Deno.test("report --help lists the formats with what each is for", async () => {
  const io = capturedIo();
  assertEquals(await main(["report", "--help"], io), 0);
  for (const [name, { about }] of Object.entries({ ...FILE_FORMATS, ...EXCHANGE_FORMATS })) {
    assertStringIncludes(io.outLines.find((line) => line.startsWith(`  ${name} `))!, about);
  }
});

Deno.test("report refuses a format that it does not know with one line, exit code 2", async () => {
  const io = capturedIo();
  assertEquals(await main(["report", "out", "--format", "openmetric"], io), 2);
  assertEquals(io.errLines.length, 1);
  assertStringIncludes(io.errLines[0], 'did you mean "openmetrics"?');
  const inherited = capturedIo();
  assertEquals(await main(["report", "out", "--format", "toString"], inherited), 2);
  assertStringIncludes(inherited.errLines[0], "--format must be one of md, json, ");
});

Deno.test("report --format html writes report.html into a study and says where, or where --out says", async () => {
  await withDirectory(async (directory) => {
    await store(directory, everyKindOfCell());
    const expected = renderHtml(summarize(await readStudy(directory)));
    const written = capturedIo();
    assertEquals(await main(["report", directory, "--format", "html"], written), 0);
    assertEquals(written.outLines, [`${directory}/report.html`]);
    assertEquals(await Deno.readTextFile(`${directory}/report.html`), expected);
    const elsewhere = capturedIo();
    const path = `${directory}/elsewhere.html`;
    assertEquals(
      await main(["report", directory, "--format", "html", "--out", path], elsewhere),
      0,
    );
    assertEquals(elsewhere.outLines, [path]);
    assertEquals(await Deno.readTextFile(path), expected);
    const printed = capturedIo();
    assertEquals(await main(["report", directory, "--format", "html", "--out", "-"], printed), 0);
    assertEquals(printed.outLines.join("\n") + "\n", expected);
  });
});

Deno.test("report writes the page first, Markdown with its pictures, and takes away pictures of before", async () => {
  await withDirectory(async (directory) => {
    await store(directory, everyKindOfCell());
    const charts = `${directory}/charts`;
    await Deno.mkdir(charts);
    const stale = ["latency-gone.light.svg", "latency-gone.dark.svg"];
    const foreign = ["drawing.svg", "Photo.light.svg", "notes.txt"];
    for (const name of [...stale, ...foreign]) await Deno.writeTextFile(`${charts}/${name}`, name);
    const io = capturedIo();
    assertEquals(await main(["report", directory], io), 0);
    assertEquals(
      io.outLines,
      ["report.html", "report.md", "report.json"].map((name) => `${directory}/${name}`),
    );
    const expected = renderStudyFiles(summarize(await readStudy(directory)), null);
    for (const { path, text } of [...expected.reports, ...expected.charts]) {
      assertEquals(await Deno.readTextFile(`${directory}/${path}`), text, path);
    }
    const kept = [...Deno.readDirSync(charts)].map(({ name }) => `charts/${name}`);
    assertEquals(
      kept.sort(),
      [...expected.charts.map(({ path }) => path), ...foreign.map((name) => `charts/${name}`)]
        .sort(),
    );
  });
});

Deno.test("report --format md --inline prints Markdown without pictures", async () => {
  await withDirectory(async (directory) => {
    await store(directory, everyKindOfCell());
    const io = capturedIo();
    assertEquals(await main(["report", directory, "--format", "md", "--inline"], io), 0);
    const expected = renderMarkdown(summarize(await readStudy(directory)), { pictures: "none" });
    assertEquals(io.outLines.join("\n") + "\n", expected);
    assert(!expected.includes("<picture>"));
  });
});

Deno.test("report --out writes a text to a file as it is, and says why it cannot", async () => {
  await withDirectory(async (directory) => {
    await store(directory, everyKindOfCell());
    const io = capturedIo();
    const path = `${directory}/figures.csv`;
    assertEquals(await main(["report", directory, "--format", "csv", "--out", path], io), 0);
    const subject = { kind: "study", arm: armOf(await readStudy(directory)) } as const;
    assertEquals(
      await Deno.readTextFile(path),
      renderExchange(EXCHANGE_FORMATS["csv"], subject),
    );
    const nowhere = capturedIo();
    const lost = `${directory}/none/figures.csv`;
    assertEquals(await main(["report", directory, "--format", "csv", "--out", lost], nowhere), 2);
    assertEquals(nowhere.errLines.length, 1);
    assertStringIncludes(nowhere.errLines[0], `"${lost}" cannot be written`);
  });
});

Deno.test("report refuses --out without a format and --inline without Markdown", async () => {
  for (
    const [args, message] of [
      [["--out", "a.html"], "name it with --format"],
      [["--inline"], "--inline goes with --format md"],
      [["--inline", "--format", "json"], "--inline goes with --format md"],
    ] as const
  ) {
    const io = capturedIo();
    assertEquals(await main(["report", "out", ...args], io), 2);
    assertEquals(io.errLines.length, 1);
    assertStringIncludes(io.errLines[0], message);
  }
});

Deno.test("report says which formats can show a gate where a page cannot", async () => {
  await withDirectory(async (directory) => {
    await storeGate(directory, slowerHead());
    const able = Object.keys(FILE_FORMATS).filter((name) => FILE_FORMATS[name].comparison !== null);
    const unable = Object.keys(FILE_FORMATS).filter((name) => !able.includes(name));
    for (const name of unable) {
      const io = capturedIo();
      assertEquals(await main(["report", directory, "--format", name], io), 2);
      assertStringIncludes(io.errLines[0], `--format ${name} cannot show a comparison: md, `);
    }
  });
});

Deno.test("report puts studies side by side into a directory of their own", async () => {
  await withDirectory(async (directory) => {
    const [a, b, out] = ["a", "b", "out"].map((name) => `${directory}/${name}`);
    for (const path of [a, b]) await store(path, study([measured(cell("direct"), 0)]));
    const io = capturedIo();
    assertEquals(await main(["report", a, b, "--out", out], io), 0);
    assertEquals(io.outLines, [
      `${out}/report.html`,
      `${out}/report.md`,
      `${out}/side-by-side.json`,
    ]);
    const { schema, studies } = JSON.parse(await Deno.readTextFile(`${out}/side-by-side.json`));
    assertEquals(schema, "dispatch-lab/side-by-side@1");
    assertEquals(studies.map(({ label }: { label: string }) => label), ["a", "b"]);
    // Once more into the same place, where nothing of anybody else's is.
    assertEquals(await main(["report", a, b, "--out", out], capturedIo()), 0);
  });
});

Deno.test("report prints studies side by side as Markdown or JSON, and writes them as a page", async () => {
  await withDirectory(async (directory) => {
    const [a, b] = ["a", "b"].map((name) => `${directory}/${name}`);
    for (const path of [a, b]) await store(path, study([measured(cell("direct"), 0)]));
    const printed = async (...more: string[]) => {
      const io = capturedIo();
      assertEquals([await main(["report", a, b, ...more], io), io.errLines], [0, []]);
      return io.outLines.join("\n");
    };
    assertStringIncludes(await printed("--format", "md"), "<picture>");
    const inline = await printed("--format", "md", "--inline");
    assertEquals(inline.includes("<picture>"), false);
    assertStringIncludes(inline, "# dispatch-lab, side by side");
    assertEquals(JSON.parse(await printed("--format", "json")).cells.length, 1);
    const page = `${directory}/page.html`;
    assertEquals(await printed("--format", "html", "--out", page), page);
    assertStringIncludes(await Deno.readTextFile(page), "<!doctype html>");
  });
});

Deno.test("report refuses to put side by side what is not several studies, in one line", async () => {
  await withDirectory(async (directory) => {
    const path = (name: string) => `${directory}/${name}`;
    const one = study([measured(cell("direct"), 0)]);
    for (const name of ["a", "b"]) await store(path(name), one);
    await store(path("other"), study([measured(cell("loop-timer"), 0)]));
    await Deno.mkdir(path("full"));
    await Deno.writeTextFile(path("full/letter.txt"), "Dear …");
    for (const name of ["gate", "old"]) await Deno.mkdir(path(name));
    await storeGate(path("gate"), slowerHead());
    const newer = JSON.stringify({ ...one.document, schema: "dispatch-lab/study@2" });
    await Deno.writeTextFile(path("old/study.json"), newer);
    const cases: readonly [string[], string][] = [
      [[path("a"), `${path("a")}/`], "is the same study as"],
      [[path("a"), path("gate")], "is a gate and has two studies"],
      [[path("a"), path("nowhere")], "holds no study"],
      [[path("a"), path("old")], "study@2"],
      [[path("a"), path("other")], "no two of the studies have a cell in common"],
      [[path("a"), path("b"), "--out", path("a")], 'holds other files already ("study.json")'],
      [[path("a"), path("b"), "--out", path("full")], 'holds other files already ("letter.txt")'],
      [[path("a"), path("b"), "--format", "csv"], "cannot show studies side by side"],
      [[path("a"), path("b"), "--inline"], "--inline goes with --format md"],
    ];
    for (const [args, said] of cases) {
      const io = capturedIo();
      assertEquals(await main(["report", ...args], io), 2, args.join(" "));
      assertEquals(io.errLines.length, 1, io.errLines.join("\n"));
      assertStringIncludes(io.errLines[0], said);
    }
  });
});
