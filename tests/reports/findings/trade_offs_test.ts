import { assertEquals, assertMatch } from "@std/assert";
import { findTradeOffs } from "../../../reports/findings/trade_offs.ts";
import { cell } from "../_records.ts";
import { cellsOf, trialsOf } from "./_cells.ts";

const [a, b, c] = ["a", "b", "c"].map((name) => cell(name));
const PROMPT = { waitMs: [0.1, 0.11, 0.12], dispatchCallMs: [0.5, 0.51, 0.52] };
const FREE = { waitMs: [2, 2.1, 2.2], dispatchCallMs: [0.001, 0.0011, 0.0012] };

Deno.test("findTradeOffs() says what each of two surely wins, with both figures", () => {
  const [{ code, text, evidence }, ...more] = findTradeOffs(
    cellsOf(trialsOf(a, PROMPT), trialsOf(b, FREE)),
  );
  assertEquals([code, more], ["trade-off", []]);
  assertMatch(
    text,
    /^Under `steady`, `a` and `b` are a trade: `a` has the least p99 wait, 460 µs \[.*\] against 8\.\d\d ms \[.*\], and `b` has the least median dispatch call, 1\.10 µs \[.*\] against 510 µs \[.*\]\.$/,
  );
  assertEquals(evidence.map(({ metric }) => metric), [
    "waitMs.p99",
    "waitMs.p99",
    "dispatchCallMs.p50",
    "dispatchCallMs.p50",
  ]);
});

Deno.test("findTradeOffs() says nothing if a third strategy is told from neither", () => {
  const both = { waitMs: PROMPT.waitMs, dispatchCallMs: FREE.dispatchCallMs };
  assertEquals(
    findTradeOffs(cellsOf(trialsOf(a, PROMPT), trialsOf(b, FREE), trialsOf(c, both))),
    [],
  );
});

Deno.test("findTradeOffs() says nothing where only one side is sure", () => {
  const wide = { ...FREE, waitMs: [0.1, 2, 4] };
  assertEquals(findTradeOffs(cellsOf(trialsOf(a, PROMPT), trialsOf(b, wide))), []);
  const worse = { ...FREE, dispatchCallMs: [1, 1.01, 1.02] };
  assertEquals(findTradeOffs(cellsOf(trialsOf(a, PROMPT), trialsOf(b, worse))), []);
});

Deno.test("findTradeOffs() tells a pair once, whatever the number of workloads", () => {
  const trials = ["steady", "burst"].flatMap((workload) => [
    trialsOf({ ...a, workload }, PROMPT),
    trialsOf({ ...b, workload }, FREE),
  ]);
  const [{ text }, ...more] = findTradeOffs(cellsOf(...trials));
  assertEquals(more, []);
  assertMatch(text, /\. The two are at odds under `burst` too\.$/);
});

Deno.test("findTradeOffs() takes a third without an interval for one that is told from neither", () => {
  const once = { waitMs: [0.2], dispatchCallMs: [0.6] };
  assertEquals(
    findTradeOffs(cellsOf(trialsOf(a, PROMPT), trialsOf(b, FREE), trialsOf(c, once))),
    [],
  );
});
