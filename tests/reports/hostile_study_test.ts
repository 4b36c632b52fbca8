import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { parseHTML } from "linkedom";
import { comparisonText } from "../../cli/comparison_text.ts";
import { main } from "../../cli/main.ts";
import { createSteps } from "../../cli/progress.ts";
import { resultTable } from "../../cli/result_table.ts";
import { sweepText } from "../../cli/sweep_text.ts";
import { detectionText, historyText, seriesText } from "../../cli/track_text.ts";
import {
  detectChanges,
  EXCHANGE_FORMATS,
  readStudy,
  renderComparisonHtml,
  renderComparisonMarkdown,
  renderExchange,
  renderHistoryHtml,
  renderSideBySideFiles,
  renderStudyFiles,
  sideBySide,
  standaloneSvg,
  summarize,
  summarizeSweep,
} from "../../mod.ts";
import { capturedIo } from "../cli/_captured_io.ts";
import { withDirectory } from "../cli/_with_directory.ts";
import {
  EVERYTHING,
  HOSTILE,
  hostileComparison,
  hostileHistory,
  hostileStudy,
  hostileSweep,
} from "./_hostile_study.ts";
import { controlOffences, htmlOffences, markdownOffences, svgOffences } from "./_offences.ts";
import { armOf } from "./render/exchange/_everything.ts";

const stored = hostileStudy();
const swept = hostileSweep();
const files = renderStudyFiles(summarize(stored), null);
const sweptFiles = renderStudyFiles(summarize(swept), summarizeSweep(swept));
const other = { ...stored, document: { ...stored.document, seed: 7 } };
const sideFiles = renderSideBySideFiles(sideBySide([
  { directory: EVERYTHING, study: stored, report: summarize(stored) },
  { directory: HOSTILE[0], study: other, report: summarize(other) },
]));
const textOf = (path: string) => files.reports.find((file) => file.path === path)!.text;

Deno.test("a study with hostile names is one that the reader takes", async () => {
  await withDirectory(async (directory) => {
    await Deno.writeTextFile(`${directory}/study.json`, JSON.stringify(stored.document));
    const lines = stored.trials.map((trial) => JSON.stringify(trial) + "\n").join("");
    await Deno.writeTextFile(`${directory}/trials.ndjson`, lines);
    const { trials } = await readStudy(directory);
    assertEquals(trials.length, stored.trials.length);
  });
});

Deno.test("pages have no element, attribute, script or address from a name", () => {
  const detection = detectChanges(hostileHistory());
  assert(detection.series.some(({ changes }) => changes.length > 0));
  const pages = {
    study: textOf("report.html"),
    sweep: sweptFiles.reports.find(({ path }) => path === "report.html")!.text,
    sides: sideFiles.reports.find(({ path }) => path === "report.html")!.text,
    gate: renderComparisonHtml(hostileComparison()),
    history: renderHistoryHtml(hostileHistory(), detection, { repeatCommand: EVERYTHING }),
  };
  for (const [name, html] of Object.entries(pages)) {
    assertEquals([...new Set(htmlOffences(html))].slice(0, 20), [], name);
    assert(html.length < 20e6, `${name} has ${html.length} characters`);
  }
});

Deno.test("report.html shows names as text", () => {
  const { document } = parseHTML(textOf("report.html"));
  for (const name of HOSTILE.slice(0, 5)) {
    assertStringIncludes(document.body.textContent!, name);
  }
});

Deno.test("reports in Markdown have no link, image, markup or heading from a name", () => {
  const reports = {
    study: textOf("report.md"),
    sweep: sweptFiles.reports.find(({ path }) => path === "sweep.md")!.text,
    "sweep's study": sweptFiles.reports.find(({ path }) => path === "report.md")!.text,
    sides: sideFiles.reports.find(({ path }) => path === "report.md")!.text,
    gate: renderComparisonMarkdown(hostileComparison()),
  };
  for (const [name, markdown] of Object.entries(reports)) {
    assertEquals([...new Set(markdownOffences(markdown))].slice(0, 20), [], name);
  }
});

Deno.test("pictures are well-formed drawings in which names are text", async () => {
  const charts = [...files.charts, ...sweptFiles.charts, ...sideFiles.charts];
  assert(charts.length > 10);
  for (const { path } of charts) {
    assertEquals(path.match(/^charts\/[a-z][a-z0-9-]*\.(?:light|dark)\.svg$/)?.[0], path);
  }
  const pages = {
    gate: renderComparisonHtml(hostileComparison()),
    sweep: sweptFiles.reports[0].text,
  };
  const drawn = Object.entries(pages).map(([name, html]) => {
    const svg = parseHTML(html).document.querySelector(".chart-view svg");
    assert(svg !== null, name);
    return [`${name}.svg`, standaloneSvg(svg.toString(), "light")] as const;
  });
  const light = charts.filter(({ path }) => path.endsWith(".light.svg"))
    .map(({ path, text }, index) => [`${index} ${path}`, text] as const);
  assertEquals(await svgOffences(Object.fromEntries([...light, ...drawn])), []);
});

Deno.test("report.json holds names as they are, and no character that terminals obey", () => {
  const json = textOf("report.json");
  assertEquals(controlOffences(json), []);
  assertEquals(JSON.parse(json).cells[13].strategy, HOSTILE[13]);
});

Deno.test("exchange formats hold no character that terminals obey", () => {
  const study = { kind: "study", arm: armOf(stored) } as const;
  const comparison = {
    kind: "comparison",
    comparison: hostileComparison(),
    base: armOf(stored),
    head: armOf(stored),
  } as const;
  for (const [name, format] of Object.entries(EXCHANGE_FORMATS)) {
    for (const subject of [study, comparison]) {
      const text = renderExchange(format, subject)?.replaceAll("\r\n", "\n") ?? "";
      assertEquals(controlOffences(text), [], `${name} of a ${subject.kind}`);
      if (name === "github") assertEquals(markdownOffences(text), [], subject.kind);
    }
  }
});

Deno.test("what is printed holds no character that terminals obey", () => {
  const history = hostileHistory();
  const detection = detectChanges(history);
  const io = capturedIo();
  const terminal = capturedIo({ isTerminal: true, columns: 200 });
  const [plain, bar] = [io, terminal].map((to) => createSteps("trial", to));
  const show: typeof plain = (steps) => {
    plain(steps);
    bar(steps);
  };
  HOSTILE.forEach((next, done) => show({ done, total: HOSTILE.length, next, remainingMs: 1 }));
  const texts = {
    "result table": resultTable(summarize(stored)),
    "sweep": sweepText(summarizeSweep(swept)!),
    "comparison": comparisonText(hostileComparison()),
    "history": historyText(history),
    "changes": detectionText(detection, history),
    "series": seriesText(detection.series),
    "progress": [...io.errLines, ...terminal.statuses].join("\n"),
  };
  for (const [name, text] of Object.entries(texts)) {
    assertEquals(controlOffences(text), [], name);
    assert(text.includes("pwned"), name);
  }
});

Deno.test("errors hold no character that terminals obey", async () => {
  const name = "pwned\u001b[31m\u0007\u202e\u009b\n";
  const lines = [
    [name],
    ["bench", "--strategy", name],
    ["bench", "--workload", name],
    ["bench", `--${name}`],
    ["bench", "--config", name],
    ["bench", "--trace", name],
    ["report", name],
    ["report", "--format", name],
    ["compare", name, name],
    ["track", name],
    ["track", "show", "--history", name],
    ["sweep", "--over", name],
    ["plan", name],
  ];
  for (const args of lines) {
    const io = capturedIo();
    assertEquals(await main(args, io), 2, args.join(" "));
    assertEquals(controlOffences([...io.outLines, ...io.errLines].join("\n")), [], args[0]);
    assertEquals(io.errLines.length, 1, args.join(" "));
  }
});
