import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { renderJson } from "../../../reports/render/json.ts";
import { renderMarkdown } from "../../../reports/render/markdown.ts";
import { summarize } from "../../../reports/summarize.ts";
import { everyKindOfCell } from "../_every_kind_of_cell.ts";
import { cell, measured, study } from "../_records.ts";

const GOLDEN = new URL("./golden/report.md", import.meta.url);

Deno.test("renderMarkdown() gives the golden report, every state of a cell in it", async () => {
  const markdown = renderMarkdown(summarize(everyKindOfCell()));
  // To accept a change: write the file anew and read the difference.
  assertEquals(markdown, await Deno.readTextFile(GOLDEN));
});

Deno.test("renderMarkdown() shows no NaN, null or undefined, not even of an empty study", () => {
  for (const stored of [everyKindOfCell(), study([]), study([measured(cell("a"), 0)])]) {
    const markdown = renderMarkdown(summarize(stored));
    assertEquals(markdown.match(/NaN|null|undefined|Infinity/g), null);
  }
});

Deno.test("renderMarkdown() lets no name become markup", () => {
  const name = "a`b|c\u001b[31m<img>";
  const markdown = renderMarkdown(summarize(study([measured(cell(name), 0)])));
  assertStringIncludes(markdown, "`aˋb\\|c [31m<img>`");
  assert(!markdown.includes("\u001b"));
});

Deno.test("renderJson() is the report itself, and without NaN", () => {
  const report = summarize(everyKindOfCell());
  assertEquals(JSON.parse(renderJson(report)), JSON.parse(JSON.stringify(report)));
  assertEquals(renderJson(report).match(/NaN|Infinity/g), null);
});
