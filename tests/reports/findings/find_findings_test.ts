import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import type { Finding } from "../../../reports/report.ts";
import { summarize } from "../../../reports/summarize.ts";
import { cell, failed, measured, study } from "../_records.ts";

const [a, b, c] = ["a", "b", "c"].map((name) => cell(name));

function findingsOf(trials: Parameters<typeof study>[0]): readonly Finding[] {
  return summarize(study(trials)).findings;
}

function codes(findings: readonly Finding[]): string[] {
  return findings.map(({ code }) => code);
}

Deno.test("findFindings() says first who blocks the dispatch point and who does not", () => {
  const findings = findingsOf([
    measured(a, 0, { dispatchCallMs: 1, serviceMs: 1 }, { bodyInCallShare: 1 }),
    measured(b, 0, { dispatchCallMs: 0.002, serviceMs: 1 }),
    measured(c, 0, { dispatchCallMs: 0.05, serviceMs: 1 }),
  ]);
  assertEquals(codes(findings).slice(0, 2), ["dispatch-blocked", "dispatch-free"]);
  assertMatch(findings[0].text, /`a` blocks its dispatch point .* 1\.00 ms a call for a body of/);
  assertMatch(findings[1].text, /other 2 strategies .* 2\.00 µs \(`b`.* to 50\.0 µs \(`c`/);
});

Deno.test("findFindings() goes by where bodies ran, not by how long a call took", () => {
  const slow = findingsOf([measured(a, 0, { dispatchCallMs: 0.003, serviceMs: 0.001 })]);
  assertEquals(codes(slow), ["dispatch-free"]);
  const some = findingsOf([measured(a, 0, { dispatchCallMs: 1 }, { bodyInCallShare: 0.5 })]);
  assertEquals(codes(some), []);
});

Deno.test("findFindings() says ties as ties and winners as winners", () => {
  const blocks = (identity: typeof a, ...waits: number[]) =>
    waits.map((waitMs, block) => measured(identity, block, { waitMs }));
  const tie = findingsOf([...blocks(a, 1, 2, 3), ...blocks(b, 1.5, 2.5, 3)]);
  assert(codes(tie).includes("least-wait-tied"));
  assertStringIncludes(tie.find(({ code }) => code === "least-wait-tied")!.text, "do not tell it");
  const clear = findingsOf([...blocks(a, 1, 1.01, 1.02), ...blocks(b, 9, 9.01, 9.02)]);
  const winner = clear.find(({ code }) => code === "least-wait")!;
  assertMatch(winner.text, /`a` has the least p99 wait, 4\.06 ms \[.*\], and no other/);
});

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
  assertStringIncludes(text("unstable"), "90 of 100 were unfinished");
  assertStringIncludes(text("unstable"), "250 ms longer");
  assertStringIncludes(text("failed"), "&lt;b&gt;no");
  assertMatch(text("least-wait"), /`b` has the least/);
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
    "2 of 100 tasks of `a` under `steady` started and never ended",
  );
});

Deno.test("findFindings() counts what was never released and what threw", () => {
  const cut = {
    stability: { state: "unstable", reason: "overload", growthMsPerSecond: 0 },
    counts: { ...measured(a, 0).counts, offered: 400, completed: 60, failed: 40 },
  } as const;
  const { text } = findingsOf([measured(a, 0, {}, cut)]).find(({ code }) => code === "unstable")!;
  assertStringIncludes(text, "40 of 100 threw and 300 of 400 were never released.");
});

Deno.test("findFindings() says nothing of nothing", () => {
  assertEquals(findingsOf([]), []);
});
