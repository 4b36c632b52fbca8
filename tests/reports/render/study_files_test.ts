import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import type { StoredStudy } from "../../../experiments/study_document.ts";
import {
  EXCHANGE_FORMATS,
  isChartFile,
  MARKDOWN_INLINE,
  renderExchange,
  renderStudyFiles,
  summarize,
  summarizeSweep,
} from "../../../mod.ts";
import { everyKindOfCell } from "../_every_kind_of_cell.ts";
import { richStudy } from "../figures/_rich_study.ts";
import { cell, failed, measured, study } from "../_records.ts";

function filesOf(stored: StoredStudy) {
  const { reports, charts } = renderStudyFiles(summarize(stored), summarizeSweep(stored));
  return { reports, charts, all: [...reports, ...charts] };
}

function textOf(stored: StoredStudy, path: string): string {
  return filesOf(stored).all.find((file) => file.path === path)!.text;
}

const unstable = {
  stability: { state: "unstable", reason: "overload", growthMsPerSecond: null },
} as const;

/** Studies in which something or everything is missing. */
const DEGENERATE: Readonly<Record<string, StoredStudy>> = {
  "every kind of cell": everyKindOfCell(),
  "everything recorded": richStudy(),
  "no cell": study([]),
  "no trial yet": { ...study([measured(cell("a"), 0)]), trials: [] },
  "one block and one strategy": study([measured(cell("a"), 0)]),
  "no trial measured": study([failed(cell("a"), 0, "crashed", "exit code 1")]),
  "nothing stable": study([0, 1].map((block) => measured(cell("a"), block, {}, unstable))),
  "nothing but zeros": study(
    [0, 1].map((block) =>
      measured(cell("a"), block, { waitMs: 0, serviceMs: 0, dispatchOverheadMs: 0, loopLagMs: 0 })
    ),
  ),
};

/** A page without what is no text of the report. */
function withoutCode(html: string): string {
  return html.replace(/<(script|style)>[\s\S]*?<\/\1>/g, "");
}

for (const [name, stored] of Object.entries(DEGENERATE)) {
  Deno.test(`renderStudyFiles() shows no NaN, null, undefined or Infinity: ${name}`, () => {
    for (const { path, text } of filesOf(stored).all) {
      if (path.endsWith(".json")) continue;
      const found = withoutCode(text).match(/.{0,40}(?:NaN|\bnull\b|undefined|Infinity).{0,40}/g);
      assertEquals(found, null, path);
    }
  });
}

Deno.test("renderStudyFiles() gives the page first, and two pictures a figure of the rich study", () => {
  const { reports, charts } = filesOf(richStudy());
  assertEquals(reports.map(({ path }) => path), ["report.html", "report.md", "report.json"]);
  const workloads = ["steady", "poisson-ratepersecond-200", "mixed"];
  const figures = ["latency", "parts", "loop-lag", "queue-length", "prediction"];
  const ids = workloads.flatMap((workload) => figures.map((figure) => `${figure}-${workload}`))
    // No strategy under it is held against a model.
    .filter((id) => id !== "prediction-steady");
  assertEquals(
    charts.map(({ path }) => path),
    ["answer", ...ids].flatMap((id) => [`charts/${id}.light.svg`, `charts/${id}.dark.svg`]),
  );
  for (const { path } of charts) assert(isChartFile(path.replace("charts/", "")), path);
});

Deno.test("renderStudyFiles() gives each picture that report.md refers to, and no other", () => {
  for (const [name, stored] of Object.entries(DEGENERATE)) {
    const markdown = textOf(stored, "report.md");
    const referred = [...markdown.matchAll(/(?:srcset|src)="([^"]*)"/g)].map(([, path]) => path);
    assertEquals(referred.sort(), filesOf(stored).charts.map(({ path }) => path).sort(), name);
  }
});

Deno.test("renderStudyFiles() draws pictures that stand alone: no variable, no reference", () => {
  for (const { path, text } of filesOf(richStudy()).charts) {
    assert(!text.includes("var(--"), path);
    assertEquals(text.match(/(?:href|url\()/g)?.length ?? 0, text.match(/url\(#/g)?.length ?? 0);
  }
});

Deno.test("renderStudyFiles() says in words why a figure is missing, in page and Markdown", () => {
  const stored = study([failed(cell("a"), 0, "crashed", "exit code 1")]);
  for (const path of ["report.html", "report.md"]) {
    const text = textOf(stored, path);
    assertStringIncludes(text, "No trial of this workload was measured.");
    assert(!text.includes('class="series"'), path);
  }
});

Deno.test("--format md --inline is report.md without pictures, to be pasted anywhere", () => {
  const report = summarize(richStudy());
  const subject = { kind: "study", arm: { study: richStudy(), report } } as const;
  const whole = renderExchange(EXCHANGE_FORMATS["md"], subject)!;
  assertEquals(whole, textOf(richStudy(), "report.md"));
  assertStringIncludes(whole, "<picture>");
  const inline = renderExchange(MARKDOWN_INLINE, subject)!;
  for (const gone of ["<picture>", "<details>", "charts/"]) assert(!inline.includes(gone), gone);
  const lines = new Set(whole.split("\n"));
  assertEquals(inline.split("\n").filter((line) => !lines.has(line)), []);
});
