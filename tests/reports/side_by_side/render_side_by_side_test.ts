import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import {
  drawSideBySide,
  renderSideBySideFiles,
  renderSideBySideHtml,
  renderSideBySideMarkdown,
} from "../../../mod.ts";
import { formatMsWithInterval, formatWithInterval } from "../../../reports/format.ts";
import { sideBySide } from "../../../reports/side_by_side/mod.ts";
import { cell, failed, measured, study } from "../_records.ts";
import { elsewhere, inputs, waiting } from "./_sides.ts";

const two = sideBySide(inputs({
  a: waiting([1, 1.1, 1.2, 1.3]),
  b: waiting([2, 2.2, 2.4, 2.6], elsewhere({ cores: 8 })),
}));

Deno.test("renderers of studies side by side print the same digits", () => {
  const html = renderSideBySideHtml(two);
  const markdown = renderSideBySideMarkdown(two);
  for (const [first, second] of Object.values(two.cells[0].metrics)) {
    if (second.ratio === null) continue;
    const ratio = formatWithInterval(second.ratio.value, second.ratio.ci95);
    for (const text of [html, markdown]) assertStringIncludes(text, ratio);
    const isTime = two.cells[0].metrics["goodput"][0] !== first;
    if (!isTime) continue;
    for (const { value, ci95 } of [first, second]) {
      for (const text of [html, markdown]) {
        assertStringIncludes(text, formatMsWithInterval(value, ci95));
      }
    }
  }
  const shown = html.replace(/<script>.*?<\/script>|<style>.*?<\/style>/gs, "") + markdown;
  assert(!/NaN|undefined|Infinity/.test(shown));
});

Deno.test("renderers of studies side by side say that a difference is no verdict, and where to get one", () => {
  for (const text of [renderSideBySideHtml(two), renderSideBySideMarkdown(two)]) {
    assertStringIncludes(text, "no regression");
    assertStringIncludes(text, "deno task gate");
  }
});

Deno.test("renderSideBySideFiles() has each picture that the Markdown refers to, and no other", () => {
  const { reports, charts } = renderSideBySideFiles(two);
  assertEquals(reports.map(({ path }) => path), ["report.html", "report.md", "side-by-side.json"]);
  const referred = reports[1].text.matchAll(/(?:src|srcset)="([^"]+)"/g).map(([, path]) => path);
  assertEquals([...new Set(referred)].sort(), charts.map(({ path }) => path).sort());
  assertEquals(JSON.parse(reports[2].text), two);
  assert(!renderSideBySideMarkdown(two, { pictures: "none" }).includes("<picture>"));
});

Deno.test("renderers of studies side by side take a name for nothing but text", () => {
  const hostile = '<img src=x onerror="alert(1)">|`[a](b)';
  const one = cell(hostile, { workload: `w${hostile}` });
  const studies = { a: study([measured(one, 0)]), [`b${hostile}`]: study([measured(one, 0)]) };
  const document = sideBySide(inputs(studies));
  const html = renderSideBySideHtml(document);
  const markdown = renderSideBySideMarkdown(document);
  assert(!/<img src=x/.test(html));
  // What is left without code: nothing of the name is an element or a link.
  const bare = markdown.replace(/<img alt="[^"]*"/g, "").replace(/(?<!\\)`[^`\n]*`/g, "");
  assert(!/<img src=x|(?<!\\)\]\(b\)/.test(bare), bare);
  assertStringIncludes(html, "&lt;img src=x");
});

Deno.test("drawSideBySide() draws nothing where nothing has a figure, and says so", () => {
  const one = cell("queue-notified");
  const none = study([failed(one, 0, "crashed", "exited with 7")]);
  const document = sideBySide(inputs({ a: none, b: none }));
  const { ratios, workloads } = drawSideBySide(document);
  assertEquals([ratios.state, workloads.map(({ drawing }) => drawing.state)], [
    "undrawn",
    ["undrawn"],
  ]);
  const { reports, charts } = renderSideBySideFiles(document);
  assertEquals(charts, []);
  assertStringIncludes(reports[0].text, "failed");
});

Deno.test("drawSideBySide() has a mark a study with the exact values, wherever there is one", () => {
  const { workloads: [{ drawing }] } = drawSideBySide(two);
  assert(drawing.state === "drawn");
  const { views, viewsBy, legend } = drawing.figure;
  assertEquals(viewsBy, "metric");
  assertEquals(legend.map(({ name, rank }) => [name, rank]), [
    ["Imaginary 9000, 4 cores", 0],
    ["Imaginary 9000, 8 cores", 1],
  ]);
  const [first, second] = two.cells[0].metrics["wait-p99"];
  for (const { value, ci95 } of [first, second]) {
    assertStringIncludes(views[0].svg, formatMsWithInterval(value, ci95));
  }
});
