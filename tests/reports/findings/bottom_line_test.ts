import { assertEquals, assertMatch } from "@std/assert";
import { findBottomLine } from "../../../reports/findings/bottom_line.ts";
import { dominated } from "../../../reports/findings/dominance.ts";
import { cell, failed, study } from "../_records.ts";
import { summarize } from "../../../reports/summarize.ts";
import { cellsOf, type Medians, trialsOf } from "./_cells.ts";

const [a, b, c] = ["a", "b", "c"].map((name) => cell(name));
const SHORT: Medians = { waitMs: [1, 1.01, 1.02] };
const LONG: Medians = { waitMs: [9, 9.01, 9.02] };
const WIDE: Medians = { waitMs: [0.5, 2, 4] };
const UNSTABLE = {
  stability: { state: "unstable", reason: "overload", growthMsPerSecond: 5 },
} as const;

function lineOf(...trials: Parameters<typeof cellsOf>): string {
  const cells = cellsOf(...trials);
  const [{ text }, ...more] = findBottomLine(cells, dominated(cells));
  assertEquals(more, []);
  return text;
}

Deno.test("findBottomLine() crowns who is surely best, with the figure", () => {
  assertMatch(
    lineOf(trialsOf(a, SHORT), trialsOf(b, LONG)),
    /^For `steady` take `a`: it has surely the least p99 wait, 4\.\d\d ms \[.*\]\.$/,
  );
});

Deno.test("findBottomLine() crowns nobody where intervals meet, and names by name, not by luck", () => {
  assertEquals(
    lineOf(trialsOf(b, WIDE), trialsOf(a, { waitMs: [0.6, 2.1, 4.1] })),
    "No single winner for `steady`: take `a` or `b`, whose p99 wait cannot be told from the least.",
  );
});

Deno.test("findBottomLine() leaves out of a tie whom another of it dominates", () => {
  const blocking = { ...WIDE, dispatchCallMs: [0.5, 0.51, 0.52] };
  const free = { ...WIDE, dispatchCallMs: [0.001, 0.0011, 0.0012] };
  assertEquals(
    lineOf(trialsOf(a, blocking), trialsOf(b, free), trialsOf(c, free)),
    "No single winner for `steady`: take `b` or `c`, whose p99 wait cannot be told from the least. " +
      "Where `a` ties with them, it is left out as dominated.",
  );
  assertMatch(
    lineOf(trialsOf(a, blocking), trialsOf(b, free)),
    /^For `steady` take `b`: no p99 wait is surely better\. Where `a` ties /,
  );
});

Deno.test("findBottomLine() tells nothing from one block, and says so", () => {
  assertMatch(
    lineOf(trialsOf(a, { waitMs: [1] }), trialsOf(b, { waitMs: [9] })),
    /^For `steady` it cannot be told from one block which is best: by estimate `a` has the least p99/,
  );
});

Deno.test("findBottomLine() says what carries nothing, and when nothing carries a workload", () => {
  assertMatch(
    lineOf(trialsOf(a, SHORT), trialsOf(b, LONG), trialsOf(c, SHORT, UNSTABLE)),
    / `c` carries nothing of what others do\.$/,
  );
  assertEquals(
    lineOf(trialsOf(a, SHORT, UNSTABLE), trialsOf(b, LONG, UNSTABLE)),
    "No strategy carries `steady`.",
  );
});

Deno.test("findBottomLine() says the same of several workloads once, and counts what is too much", () => {
  const under = (workload: string, best: string) => [
    trialsOf({ ...a, workload }, best === "a" ? SHORT : LONG),
    trialsOf({ ...b, workload }, best === "b" ? SHORT : LONG),
  ];
  assertEquals(
    lineOf(...under("x", "b"), ...under("y", "a"), ...under("z", "a"))
      .replace(/, 4\.\d\d ms \[.*\]\./, "."),
    "For `y` and `z` take `a`: it has surely the least p99 wait. " +
      "For `x` take `b`: it has surely the least p99 wait.",
  );
});

Deno.test("findBottomLine() goes by goodput where more comes than the loop can carry", () => {
  const under = (goodputs: number[], identity: typeof a) =>
    goodputs.map((goodputPerSecond, block) => ({
      ...trialsOf(identity, { waitMs: goodputs.map(() => 1) }, {
        ...UNSTABLE,
        offeredLoad: 1.5,
        goodputPerSecond,
      })[block],
    }));
  const best = under([150, 151, 152], b);
  assertMatch(
    lineOf(under([10, 11, 12], a), best),
    /^For `steady` take `b`: it has surely the highest goodput, 151 \[.*\]\/s\.$/,
  );
  assertMatch(lineOf(under([140, 160, 150], a), best), /take `a` or `b`, whose goodput cannot be/);
});

Deno.test("findBottomLine() does not crown by the waits of those who give tasks up", () => {
  const shed = { counts: { ...trialsOf(a, SHORT)[0].counts, completed: 60, dropped: 40 } };
  assertMatch(
    lineOf(trialsOf(a, SHORT, shed), trialsOf(b, LONG), trialsOf(c, WIDE)),
    /^(?:For|No single winner for) `steady`(?!.*`a`)/,
  );
});

Deno.test("findBottomLine() chooses within a placement, and not where there is no choice", () => {
  const outside = cell("far", { placement: "outside" });
  assertMatch(
    lineOf(trialsOf(a, LONG), trialsOf(b, WIDE), trialsOf(outside, SHORT)),
    /^(?:For|No single winner for) `steady`(?!.*far)/,
  );
  assertMatch(
    lineOf(trialsOf(a, SHORT)),
    /^Only `a` was measured, so there is nothing to choose from: the p99 wait under `steady` is 4/,
  );
});

Deno.test("findBottomLine() says so where nothing was measured", () => {
  const { cells } = summarize(
    study([failed(a, 0, "crashed", "no"), failed(b, 0, "crashed", "no")]),
  );
  assertMatch(findBottomLine(cells, [])[0].text, /^Nothing was measured, /);
  assertEquals(findBottomLine([], []), []);
});
