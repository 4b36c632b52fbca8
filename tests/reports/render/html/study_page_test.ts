import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { parseHTML } from "linkedom";
import type { StoredStudy } from "../../../../experiments/study_document.ts";
import { type FindingEvidence, renderHtml, summarize } from "../../../../mod.ts";
import { everyKindOfCell } from "../../_every_kind_of_cell.ts";
import { richStudy } from "../../figures/_rich_study.ts";
import { cell, measured, study } from "../../_records.ts";

/** The page of a study as a browser sees it. */
function pageOf(stored: StoredStudy) {
  return parseHTML(renderHtml(summarize(stored))).document;
}

Deno.test("renderHtml() has its sections in the order of the questions that a reader asks", () => {
  const ids = [...pageOf(richStudy()).querySelectorAll("main > section")].map(({ id }) => id);
  assertEquals(ids, [
    "answer",
    "findings",
    "workload-steady",
    "workload-poisson-ratepersecond-200",
    "workload-mixed",
    "predictions",
    "accounting",
    "method",
    "environment",
    "warnings",
    "glossary",
    "repeat",
  ]);
});

Deno.test("renderHtml() repeats no id, and each link within it leads somewhere", () => {
  const twins = study(
    ["steady:a=1", "steady:a-1"].flatMap((workload) =>
      [0, 1].map((block) => measured(cell("a", { workload }), block))
    ),
  );
  for (const stored of [richStudy(), twins]) {
    const page = pageOf(stored);
    const ids = [...page.querySelectorAll("[id]")].map(({ id }) => id);
    assertEquals(ids.length, new Set(ids).size);
    for (const link of page.querySelectorAll('a[href^="#"]')) {
      assert(ids.includes(link.getAttribute("href")!.slice(1)), link.outerHTML);
    }
  }
});

Deno.test("renderHtml() gives each finding as text with names as code, and its evidence beneath", () => {
  const report = summarize(everyKindOfCell());
  const page = pageOf(everyKindOfCell());
  const items = [...page.querySelectorAll(".findings > li")];
  assertEquals(items.length, report.findings.length);
  report.findings.forEach(({ words, evidence }, index) => {
    for (const word of words) {
      const text = (typeof word === "string" ? word : word.code).trim();
      // deno-lint-ignore no-control-regex -- HTML has no place for them
      assertStringIncludes(items[index].textContent!, text.replace(/[\u0000-\u001f]/g, "\ufffd"));
    }
    assertEquals(items[index].querySelectorAll(".evidence li").length, evidence.length);
  });
});

Deno.test("renderHtml() links evidence to the workload that it is from", () => {
  const report = summarize(everyKindOfCell());
  const [finding] = report.findings;
  const evidence: FindingEvidence = {
    ...{ strategy: "direct", workload: "mixed", placement: "inside", metric: "waitMs.p99" },
    ...{ value: 0.5, unit: "ms", ci95: [0.4, 0.6] },
  };
  const html = renderHtml({ ...report, findings: [{ ...finding, evidence: [evidence] }] });
  const item = parseHTML(html).document.querySelector(".evidence li")!;
  assertEquals(item.textContent, "direct under mixed (inside): waitMs.p99 500 µs [400, 600]");
  assertEquals(item.querySelector("a")!.getAttribute("href"), "#workload-mixed");
});

Deno.test("renderHtml() ends with the command that repeats the study", () => {
  const command = pageOf(everyKindOfCell()).querySelector("#repeat .command")!;
  assertEquals(command.textContent, "deno task bench --profile quick --seed 1");
});

Deno.test("renderHtml() lets no name become markup", () => {
  const name = "</script><img src=x onerror=alert(1)>\"'`|";
  const page = pageOf(study([measured(cell(name, { workload: name }), 0)]));
  assertEquals(page.querySelector("img"), null);
  assertEquals(page.querySelectorAll("script").length, 1);
  assertStringIncludes(page.querySelector("main")!.textContent!, name);
});

Deno.test("renderHtml() shows the numbers of every figure as a table", () => {
  const figures = [...pageOf(richStudy()).querySelectorAll("figure")];
  assertEquals(figures.length, 14);
  for (const figure of figures) {
    assert(figure.querySelector("svg") !== null, figure.id);
    assert(figure.querySelectorAll("table tbody tr").length > 0, figure.id);
  }
});
