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
    "No single winner for `steady`: take `a` or `b`, whose p99 wait is not surely more than the least.",
  );
});

Deno.test("findBottomLine() leaves out of a tie whom another of it dominates", () => {
  const blocking = { ...WIDE, dispatchCallMs: [0.5, 0.51, 0.52] };
  const free = { ...WIDE, dispatchCallMs: [0.001, 0.0011, 0.0012] };
  assertEquals(
    lineOf(trialsOf(a, blocking), trialsOf(b, free), trialsOf(c, free)),
    "No single winner for `steady`: take `b` or `c`, whose p99 wait is not surely more than the " +
      "least. Leave `a` even where it ties: it is nowhere surely better than one of these, and " +
      "somewhere surely worse.",
  );
  assertEquals(
    lineOf(trialsOf(a, blocking), trialsOf(b, free)),
    "For `steady` take `b`: no p99 wait is surely better. Leave `a` even where it ties: it is nowhere " +
      "surely better than `b`, and somewhere surely worse.",
  );
});

Deno.test("findBottomLine() keeps whom only such dominate that are left out, and a circle as a whole", () => {
  const cells = cellsOf(...[a, b, c].map((one) => trialsOf(one, WIDE)));
  const [ofA, ofB, ofC] = cells.map((cell) => [cell]);
  const over = (by: typeof ofA, series: typeof ofA) => ({
    series,
    by,
    held: { wins: [], losses: 0, compared: 0 },
  });
  const names = (...pairs: ReturnType<typeof over>[]) =>
    findBottomLine(cells, pairs)[0].evidence.map(({ strategy }) => strategy).sort().join("");
  assertEquals(names(over(ofA, ofB), over(ofB, ofC)), "ac");
  assertEquals(names(over(ofA, ofB), over(ofB, ofC), over(ofA, ofC)), "a");
  assertEquals(names(over(ofA, ofB), over(ofB, ofC), over(ofC, ofA)), "abc");
});

Deno.test("findBottomLine() names all of three that dominate one another in a circle", () => {
  // Each is surely better than the next where intervals are narrow, and not told from it elsewhere.
  const [low, mid, wide] = [[1, 1.001, 1.002], [2, 2.001, 2.002], [0.2, 1.5, 4]];
  const circle = [
    { dispatchCallMs: low, loopLagMs: mid, dispatchOverheadMs: wide },
    { dispatchCallMs: mid, loopLagMs: wide, dispatchOverheadMs: low },
    { dispatchCallMs: wide, loopLagMs: low, dispatchOverheadMs: mid },
  ].map((medians, index) => trialsOf([a, b, c][index], { waitMs: [1, 1, 1], ...medians }));
  assertEquals(dominated(cellsOf(...circle)).length, 3);
  assertEquals(
    lineOf(...circle),
    "No single winner for `steady`: take `a`, `b` or `c`, whose p99 wait is not surely more than the " +
      "least.",
  );
});

Deno.test("findBottomLine() tells nothing from one block, and says so", () => {
  assertMatch(
    lineOf(trialsOf(a, { waitMs: [1] }), trialsOf(b, { waitMs: [9] })),
    /^For `steady` it cannot be told from one block which is best: by estimate `a` has the least p99/,
  );
  assertEquals(
    lineOf(trialsOf(a, { waitMs: [1] }), trialsOf(b, LONG)),
    "For `steady` it cannot be told which is best: by estimate `a` has the least p99 wait, 3.99 ms, " +
      "but without an interval.",
  );
});

Deno.test("findBottomLine() says what carries nothing, and when nothing carries a workload", () => {
  assertMatch(
    lineOf(trialsOf(a, SHORT), trialsOf(b, LONG), trialsOf(c, SHORT, UNSTABLE)),
    / `c` does not carry `steady`\.$/,
  );
  const both = ["x", "y"].flatMap((workload) => [
    trialsOf({ ...a, workload }, SHORT),
    trialsOf({ ...b, workload }, LONG),
    trialsOf({ ...c, workload }, SHORT, UNSTABLE),
  ]);
  assertMatch(lineOf(...both), /\. `c` carries none of these workloads\.$/);
  const more = ["v", "w"].map((workload) => trialsOf({ ...a, workload }, SHORT));
  assertMatch(lineOf(...both, ...more), /\. `c` carries none of `x` and `y`\.$/);
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
  assertEquals(
    lineOf(under([140, 160, 150], a), best),
    "No single winner for `steady`: take `a` or `b`, whose goodput is not surely less than the highest.",
  );
  assertEquals(
    lineOf(under([0, 0, 0], a)),
    "Only `a` was measured, so there is nothing to choose " +
      "from: it cannot carry `steady`.",
  );
  assertEquals(
    lineOf(under([0, 0, 0], a), under([0, 0, 0], b)),
    "No strategy carries `steady`.",
  );
});

Deno.test("findBottomLine() does not leave out pools where the loop is overloaded", () => {
  const goodput = (identity: typeof a, goodputs: number[], more: object) =>
    goodputs.flatMap((goodputPerSecond, block) =>
      trialsOf(identity, { waitMs: [1, 1, 1] }, { ...more, goodputPerSecond })[block]
    );
  const overloaded = goodput(a, [100, 101, 102], { ...UNSTABLE, offeredLoad: 1.5 });
  const pool = cell("pool", { discipline: { kind: "work-conserving", servers: 4 } });
  assertMatch(
    lineOf(overloaded, goodput(pool, [299, 300, 301], { offeredLoad: 0.4 })),
    /^For `steady` take `pool`: it has surely the highest goodput, 300 \[.*\]\/s\.$/,
  );
  assertEquals(
    lineOf(
      goodput(a, [0, 0, 0], { ...UNSTABLE, offeredLoad: 1.5 }),
      goodput(pool, [0, 0, 0], { ...UNSTABLE, offeredLoad: 0.4 }),
    ),
    "No strategy carries `steady`.",
  );
});

Deno.test("findBottomLine() does not crown by the waits of those who give tasks up", () => {
  const shed = { counts: { ...trialsOf(a, SHORT)[0].counts, completed: 60, dropped: 40 } };
  assertEquals(
    lineOf(trialsOf(a, SHORT, shed), trialsOf(b, LONG), trialsOf(c, WIDE)),
    "For `steady` take `c`: it has surely the least p99 wait, 14.2 ms [0, 26.0].",
  );
  assertEquals(
    lineOf(trialsOf(a, SHORT, shed), trialsOf(b, LONG)),
    "For `steady` take `b`: no other was measured to carry it without giving up tasks.",
  );
  assertEquals(
    lineOf(trialsOf(a, SHORT, shed), trialsOf(b, LONG, shed)),
    "No single winner for `steady`: take `a` or `b`, whose goodput is not surely less than the highest.",
  );
});

Deno.test("findBottomLine() calls nothing sure that differs by too little to matter", () => {
  const near = (identity: typeof a, waitMs: number[]) =>
    trialsOf(identity, { waitMs }, { histograms: {} });
  assertEquals(
    lineOf(near(a, [10, 10.001, 10.002]), near(b, [10.5, 10.501, 10.502])),
    "No single winner for `steady`: take `a` or `b`, whose p99 wait is not surely more than the least.",
  );
});

Deno.test("findBottomLine() chooses within a placement, and not where there is no choice", () => {
  const outside = cell("far", { placement: "outside" });
  assertEquals(
    lineOf(trialsOf(a, WIDE), trialsOf(b, { waitMs: [0.6, 2.1, 4.1] }), trialsOf(outside, SHORT)),
    "No single winner for `steady`: take `a` or `b`, whose p99 wait is not surely more than the least. " +
      "`far` (outside) has no other with the same placement to be held against.",
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
