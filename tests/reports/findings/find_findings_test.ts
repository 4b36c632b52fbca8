import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import type { Finding } from "../../../reports/report.ts";
import { wordsToMarkdown } from "../../../reports/words.ts";
import { everyKindOfCell } from "../_every_kind_of_cell.ts";
import { summarize } from "../../../reports/summarize.ts";
import { cell, failed, measured, study } from "../_records.ts";

const [a, b, c] = ["a", "b", "c"].map((name) => cell(name));

function findingsOf(trials: Parameters<typeof study>[0]): readonly Finding[] {
  return summarize(study(trials)).findings;
}

function codes(findings: readonly Finding[]): string[] {
  return findings.map(({ code }) => code);
}

Deno.test("findFindings() begins with what to take, then why not something else", () => {
  const findings = findingsOf([
    measured(a, 0, { dispatchCallMs: 1, serviceMs: 1 }, { bodyInCallShare: 1 }),
    measured(b, 0, { dispatchCallMs: 0.002, serviceMs: 1 }),
    measured(c, 0, { dispatchCallMs: 0.05, serviceMs: 1 }),
  ]);
  assertEquals(codes(findings), [
    "bottom-line",
    "dispatch-blocked",
    "dispatch-free",
  ]);
  assertMatch(findings[1].text, /`a` blocks its dispatch point .* 1\.00 ms a call for a body of/);
  assertMatch(findings[2].text, /other 2 strategies .* 2\.00 µs \(`b`.* to 50\.0 µs \(`c`/);
});

Deno.test("findFindings() goes by where bodies ran, not by how long a call took", () => {
  const slow = findingsOf([measured(a, 0, { dispatchCallMs: 0.003, serviceMs: 0.001 })]);
  assertEquals(codes(slow), ["bottom-line", "dispatch-free"]);
  const some = findingsOf([measured(a, 0, { dispatchCallMs: 1 }, { bodyInCallShare: 0.5 })]);
  assertEquals(codes(some), ["bottom-line"]);
  const three = findingsOf([
    measured(a, 0, { dispatchCallMs: 1, serviceMs: 1 }, { bodyInCallShare: 1 }),
    measured(b, 0, { dispatchCallMs: 0.5, serviceMs: 1 }, { bodyInCallShare: 0.5 }),
    measured(c, 0, { dispatchCallMs: 0.002, serviceMs: 1 }),
    measured(cell("d"), 0, { dispatchCallMs: 0.003, serviceMs: 1 }),
  ]);
  const free = three.find(({ code }) => code === "dispatch-free")!.text;
  assertMatch(free, /^2 strategies return from dispatch in 2\.00 µs/);
});

Deno.test("findFindings() rests on figures that stand in the cells", () => {
  const { cells, findings } = summarize(everyKindOfCell());
  assert(findings.length > 5);
  for (const { code, words, text, evidence } of findings) {
    assertEquals(wordsToMarkdown(words), text);
    if (code !== "failed") assert(evidence.length > 0, code);
    for (const { strategy, workload, placement, metric, value, ci95 } of evidence) {
      const cell = cells.find((cell) =>
        cell.strategy === strategy && cell.workload === workload && cell.placement === placement
      )!;
      const [, index = "", path] = metric.match(/^(?:classes\.([^.]+)\.)?(.+)$/)!;
      const from = index === "" ? cell : cell.classes.find(({ name }) => name === index)!;
      const steps = path.split(".");
      assertEquals(value, at(from, steps), `${code}: ${metric}`);
      const limits = path === "goodputPerSecond"
        ? cell.goodputPerSecondCi95
        : at(from, [...steps.slice(0, -1), "ci95", ...steps.slice(-1)]) ??
          at(from, [...steps.slice(0, -1), "ci95"]);
      if (ci95 !== null) assertEquals(ci95, limits, `${code}: ${metric}`);
    }
  }
});

/** What stands at a path. */
function at(from: unknown, steps: readonly string[]): unknown {
  return steps.reduce<unknown>(
    (value, step) => (value as Record<string, unknown> | null | undefined)?.[step],
    from,
  );
}

Deno.test("findFindings() names unstable and failed cells and leaves them out of the ranking", () => {
  const unstable = {
    stability: { state: "unstable", reason: "unfinished", growthMsPerSecond: 250 },
    counts: { ...measured(a, 0).counts, completed: 10, unfinished: 90 },
  } as const;
  const findings = findingsOf([
    measured(a, 0, { waitMs: 0.001 }, unstable),
    measured(b, 0),
    failed(c, 0, "crashed", "exit code 1: error: <b>no</b>"),
  ]);
  const text = (code: string) => findings.find((finding) => finding.code === code)!.text;
  assertStringIncludes(text("unstable"), "90 of 100 unfinished");
  assertStringIncludes(text("unstable"), "250 ms longer");
  assertStringIncludes(text("failed"), "&lt;b&gt;no");
  assertMatch(text("bottom-line"), /^For `steady` take `b`: no other was measured to carry it\.$/);
});

Deno.test("findFindings() does not blame a strategy for tasks that never end", () => {
  const hung = {
    stability: { state: "unstable", reason: "never-ended", growthMsPerSecond: null },
    counts: { ...measured(a, 0).counts, completed: 98, unfinished: 2 },
  } as const;
  const [, finding] = findingsOf([measured(a, 0, {}, hung)]);
  assertEquals(finding.code, "never-ended");
  assertStringIncludes(
    finding.text,
    "Of `a`, 2 of 100 tasks under `steady` started and never ended",
  );
});

Deno.test("findFindings() counts what was never released and what threw", () => {
  const cut = {
    stability: { state: "unstable", reason: "overload", growthMsPerSecond: 0 },
    counts: { ...measured(a, 0).counts, offered: 400, completed: 60, failed: 40 },
  } as const;
  const { text } = findingsOf([measured(a, 0, {}, cut)]).find(({ code }) => code === "unstable")!;
  assertStringIncludes(text, "40 of 100 threw, 300 of 400 never released).");
});

Deno.test("findFindings() says nothing of nothing", () => {
  assertEquals(findingsOf([]), []);
});
