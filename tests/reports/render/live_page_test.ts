import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { parseHTML } from "linkedom";
import { followLive } from "../../../reports/live/mod.ts";
import { renderLivePage } from "../../../reports/render/html/live_page.tsx";
import { cell, failed, measured } from "../_records.ts";

const WHERE = { directory: "out/study", after: "run-3" };
const HOSTILE = `</script><img src=x onerror="alert(1)">&amp;'"`;

function halfway() {
  const cells = [cell("direct"), cell("loop-timer"), cell("direct", { workload: HOSTILE })];
  const study = followLive({ cells, blocks: 2 });
  study.record(measured(cells[0], 0, { waitMs: 2 }));
  study.record(failed(cells[2], 0, "crashed", HOSTILE));
  study.advance({
    noun: "trial",
    done: 2,
    total: 6,
    next: `direct, ${HOSTILE}, block 2`,
    cell: 1,
    remainingMs: 4000,
  });
  return study;
}

Deno.test("renderLivePage() is whole without a script: state so far, and it loads itself anew", () => {
  const html = renderLivePage(halfway().view(), WHERE);
  const { document } = parseHTML(html);
  assertEquals(document.querySelector("progress")!.getAttribute("value"), "2");
  assertEquals(document.querySelector("progress")!.getAttribute("max"), "6");
  const cellOf = (index: number) => document.querySelector(`[data-live="cell-${index}"]`)!;
  assertEquals(cellOf(0).textContent, "8.00 ms 1 of 2");
  assertEquals(cellOf(1).textContent, "– 0 of 2");
  assertEquals(cellOf(1).getAttribute("aria-current"), "true");
  assertEquals(cellOf(2).textContent, "failed 1 of 2");
  assertEquals(document.querySelectorAll(".absent").length, 1);
  assertEquals(document.querySelectorAll(`[data-live="latest"] tr`).length, 2);
  assertStringIncludes(html, `<noscript><meta http-equiv="refresh" content="5"/></noscript>`);
  assertEquals(
    document.querySelector("[data-live-after]")!.getAttribute("data-live-after"),
    "run-3",
  );
});

Deno.test("renderLivePage() shows hostile names and messages as text", () => {
  const { document } = parseHTML(renderLivePage(halfway().view(), WHERE));
  assertEquals(document.querySelectorAll("img").length, 0);
  const heads = [...document.querySelectorAll(".live-matrix thead th")];
  assertEquals(heads.map((head) => head.textContent), ["strategy", "steady", HOSTILE]);
  const [latest] = document.querySelectorAll(`[data-live="latest"] tr`);
  assertStringIncludes(latest.textContent!, `failed, crashed: ${HOSTILE}`);
  assertStringIncludes(document.querySelector(`[data-live="now"]`)!.textContent!, HOSTILE);
});

Deno.test("renderLivePage() connects to where it came from, and runs no script but its own", () => {
  const html = renderLivePage(halfway().view(), WHERE);
  const [, policy] = /Content-Security-Policy" content="([^"]+)"/.exec(html)!;
  assertStringIncludes(policy, "default-src 'none'");
  assertStringIncludes(policy, "connect-src 'self'");
  const [, scripts] = /script-src ([^;]+)/.exec(policy)!;
  assert(scripts.split(" ").every((source) => source.startsWith("'sha256-")), scripts);
});

Deno.test("renderLivePage() of a study that has ended says how to go on, and follows no more", () => {
  const study = halfway();
  study.finish({ state: "interrupted", command: "deno task bench --resume --out out/study" });
  const html = renderLivePage(study.view(), WHERE);
  const { document } = parseHTML(html);
  assertStringIncludes(
    document.querySelector(`[data-live="headline"]`)!.textContent!,
    "interrupted",
  );
  assertEquals(
    document.querySelector(`[data-live="command"]`)!.textContent,
    "deno task bench --resume --out out/study",
  );
  assertEquals(document.querySelector("[data-live-after]"), null);
  assertEquals(document.querySelector("[aria-current]"), null);
  assert(!html.includes('http-equiv="refresh"'));
});

Deno.test("renderLivePage() of a study of which nothing has run has no figure and no NaN", () => {
  const html = renderLivePage(followLive({ cells: [cell("direct")], blocks: 1 }).view(), WHERE);
  const { document } = parseHTML(html);
  assertEquals(document.querySelector(`[data-live="cell-0"]`)!.textContent, "– 0 of 1");
  assertStringIncludes(document.querySelector("#trials")!.textContent!, "No trial has ended yet.");
  assert(!document.body.textContent!.includes("NaN"));
});
