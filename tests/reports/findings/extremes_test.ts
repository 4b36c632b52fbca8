import { assertEquals, assertMatch } from "@std/assert";
import { findExtremes } from "../../../reports/findings/extremes.ts";
import { findLeastWait } from "../../../reports/findings/least_wait.ts";
import { rankCells } from "../../../reports/ranking.ts";
import { cell } from "../_records.ts";
import { cellsOf, codesOf, trialsOf } from "./_cells.ts";

const [a, b, c] = ["a", "b", "c"].map((name) => cell(name));

function rankingsOf(...trials: Parameters<typeof cellsOf>) {
  return rankCells(cellsOf(...trials));
}

Deno.test("findExtremes() names the most of those that are surely more than the least", () => {
  const wide = { loopLagMs: [1, 5, 20] };
  const findings = findExtremes(rankingsOf(
    trialsOf(a, { loopLagMs: [1, 1.1, 1.2] }),
    trialsOf(b, { loopLagMs: [3, 3.1, 3.2] }),
    trialsOf(c, wide),
  ));
  assertEquals(codesOf(findings), ["loop-lag"]);
  assertMatch(
    findings[0].text,
    /under `steady` `b` most, 12\.\d ms \[.*\], surely more than `a`, 4\.\d\d ms \[.*\]\.$/,
  );
});

Deno.test("findExtremes() says nothing where intervals meet", () => {
  assertEquals(
    findExtremes(rankingsOf(
      trialsOf(a, { dispatchOverheadMs: [1, 2, 3] }),
      trialsOf(b, { dispatchOverheadMs: [2, 3, 4] }),
    )),
    [],
  );
});

Deno.test("findLeastWait() says ties as ties and winners as winners", () => {
  const tie = findLeastWait(rankingsOf(
    trialsOf(a, { waitMs: [1, 2, 3] }),
    trialsOf(b, { waitMs: [1.5, 2.5, 3] }),
  ));
  assertEquals(codesOf(tie), ["least-wait-tied"]);
  assertMatch(
    tie[0].text,
    /none of them sure: under `steady` `a`, .* \(not surely less than `b`\)\.$/,
  );
  const clear = findLeastWait(rankingsOf(
    trialsOf(a, { waitMs: [1, 1.01, 1.02] }),
    trialsOf(b, { waitMs: [9, 9.01, 9.02] }),
  ));
  assertEquals(codesOf(clear), ["least-wait"]);
  assertMatch(
    clear[0].text,
    /^Under `steady`, `a` has surely the least p99 wait, 4\.06 ms \[.*\]\.$/,
  );
});

Deno.test("findLeastWait() takes who has no interval for tied, and tells nothing without any", () => {
  const half = findLeastWait(rankingsOf(
    trialsOf(a, { waitMs: [1, 1.01, 1.02] }),
    trialsOf(b, { waitMs: [9] }),
  ));
  assertEquals(codesOf(half), ["least-wait-tied"]);
  const one = (workload: string) => [
    trialsOf({ ...a, workload }, { waitMs: [1] }),
    trialsOf({ ...b, workload }, { waitMs: [9] }),
  ];
  assertEquals(findLeastWait(rankingsOf(...one("steady"))), []);
  const [{ text }] = findLeastWait(rankingsOf(...one("steady"), ...one("burst")));
  assertMatch(
    text,
    /under `steady` `a`, 3\.99 ms \(measured in one block, which tells nothing\); under `burst` `a`, /,
  );
});

Deno.test("findLeastWait() does not compare the waits of who gives tasks up, nor calls 5 % sure", () => {
  const counts = { ...trialsOf(a, { waitMs: [1] })[0].counts, completed: 60, dropped: 40 };
  const short = trialsOf(a, { waitMs: [1, 1.01, 1.02] }, { counts });
  const long = trialsOf(b, { waitMs: [9, 9.01, 9.02] });
  assertEquals(findLeastWait(rankingsOf(short, long)), []);
  const near = (identity: typeof a, waitMs: number[]) =>
    trialsOf(identity, { waitMs }, { histograms: {} });
  const [{ text }] = findLeastWait(
    rankingsOf(near(a, [10, 10.001, 10.002]), near(b, [10.5, 10.501, 10.502])),
  );
  assertMatch(
    text,
    /none of them sure: under `steady` `a`, 40\.0 ms .* \(not surely less than `b`\)\.$/,
  );
});
