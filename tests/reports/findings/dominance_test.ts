import { assertEquals, assertMatch } from "@std/assert";
import { dominated, findDominance } from "../../../reports/findings/dominance.ts";
import { cell } from "../_records.ts";
import { cellsOf, trialsOf } from "./_cells.ts";

const [a, b, c] = ["a", "b", "c"].map((name) => cell(name));
const QUICK = { dispatchCallMs: [0.001, 0.0011, 0.0012] };
const SLOW = { dispatchCallMs: [0.5, 0.51, 0.52] };
const UNSTABLE = {
  stability: { state: "unstable", reason: "overload", growthMsPerSecond: 5 },
} as const;

function textsOf(...trials: Parameters<typeof cellsOf>) {
  return findDominance(dominated(cellsOf(...trials))).map(({ text }) => text);
}

Deno.test("findDominance() says in what a strategy is surely worse, and how often", () => {
  const [finding, ...more] = findDominance(
    dominated(cellsOf(trialsOf(a, QUICK), trialsOf(b, SLOW))),
  );
  assertEquals([finding.code, more], ["dominated", []]);
  assertMatch(
    finding.text,
    /^`a` is nowhere surely worse than `b`, and surely better: `b` has a median dispatch call of 510 µs \[.*\] under `steady`, against 1\.10 µs \[.*\] \(1 of 5 comparisons tell the two apart\)\.$/,
  );
  assertEquals(finding.evidence.map(({ strategy, metric }) => [strategy, metric]), [
    ["b", "dispatchCallMs.p50"],
    ["a", "dispatchCallMs.p50"],
  ]);
});

Deno.test("findDominance() says nothing where intervals meet, or too little lies between them", () => {
  const wide = { dispatchCallMs: [0.001, 0.51, 1] };
  assertEquals(textsOf(trialsOf(a, QUICK), trialsOf(b, wide)), []);
  // 50 µs, of bodies of 1.25 ms.
  const near = { dispatchCallMs: [0.05, 0.0501, 0.0502] };
  assertEquals(textsOf(trialsOf(a, QUICK), trialsOf(b, near)), []);
});

Deno.test("findDominance() says nothing if each is surely better somewhere", () => {
  const slowButIdle = { ...SLOW, loopLagMs: [0.1, 0.11, 0.12] };
  assertEquals(textsOf(trialsOf(a, QUICK), trialsOf(b, slowButIdle)), []);
  const other = cell("b", { workload: "burst" });
  const far = { waitMs: [9, 9.1, 9.2] };
  assertEquals(
    textsOf(
      trialsOf(a, QUICK),
      trialsOf(b, SLOW),
      trialsOf({ ...other, strategy: "a" }, far),
      trialsOf(other, QUICK),
    ),
    [],
  );
});

Deno.test("findDominance() says nothing from one block, of other placements, or of what ran less", () => {
  const one = { dispatchCallMs: [0.5] };
  assertEquals(textsOf(trialsOf(a, { dispatchCallMs: [0.001] }), trialsOf(b, one)), []);
  const outside = cell("b", { placement: "outside" });
  assertEquals(textsOf(trialsOf(a, QUICK), trialsOf(outside, SLOW)), []);
  const burst = trialsOf(cell("b", { workload: "burst" }), SLOW);
  assertEquals(textsOf(trialsOf(a, QUICK), trialsOf(b, SLOW), burst), []);
});

Deno.test("findDominance() tells all that one dominates in one sentence, each once", () => {
  const middle = { dispatchCallMs: [0.2, 0.21, 0.22] };
  const texts = textsOf(trialsOf(b, SLOW), trialsOf(c, middle), trialsOf(a, QUICK));
  assertEquals(texts.length, 1);
  assertMatch(texts[0], /^`a` is nowhere surely worse than `b` and `c`, /);
});

Deno.test("findDominance() holds a backlog against a strategy, but not bodies that never end", () => {
  const [text] = textsOf(trialsOf(a, QUICK), trialsOf(b, QUICK, UNSTABLE));
  assertMatch(text, /surely better: `b` cannot carry `steady`\.$/);
  const hung = {
    stability: { state: "unstable", reason: "never-ended", growthMsPerSecond: null },
  } as const;
  assertEquals(textsOf(trialsOf(a, QUICK), trialsOf(b, QUICK, hung)), []);
});

Deno.test("findDominance() does not praise the waits of those who give tasks up", () => {
  const shed = { counts: { ...trialsOf(a, QUICK)[0].counts, completed: 60, dropped: 40 } };
  const [short, long] = [[1, 1.1, 1.2], [9, 9.1, 9.2]].map((waitMs) => ({ waitMs }));
  assertEquals(textsOf(trialsOf(a, short, shed), trialsOf(b, long)), []);
  assertEquals(textsOf(trialsOf(a, short), trialsOf(b, long)).length, 1);
});

/** Trials with a goodput of its own in each block. */
function goodput(identity: typeof a, goodputs: readonly number[], more: object = {}) {
  return goodputs.flatMap((goodputPerSecond, block) =>
    trialsOf(identity, QUICK, { ...more, goodputPerSecond })[block]
  );
}

Deno.test("findDominance() compares what holds without a steady state in every pair", () => {
  const [low, high] = [[10, 11, 12], [150, 151, 152]];
  // Two that are unstable.
  const [text] = textsOf(goodput(a, high, UNSTABLE), goodput(b, low, UNSTABLE));
  assertMatch(
    text,
    /^`a` is nowhere .* `b` has a goodput of 11\.0 \[.*\]\/s under `steady`, against 151/,
  );
  // Stable by giving tasks up: neither a merit, nor does it make up for the goodput.
  const shed = { counts: { ...trialsOf(a, QUICK)[0].counts, completed: 60, dropped: 40 } };
  assertMatch(
    textsOf(goodput(a, low, shed), goodput(b, high, UNSTABLE))[0],
    /^`b` is nowhere surely worse than `a`/,
  );
  assertEquals(textsOf(goodput(a, high, shed), goodput(b, high, UNSTABLE)), []);
  // Stable, but all too late: each has something.
  assertEquals(textsOf(goodput(a, low), goodput(b, high, UNSTABLE)), []);
  // One block cannot tell goodputs apart, but it is no reason to hide one.
  assertEquals(textsOf(goodput(a, [10]), goodput(b, [150], UNSTABLE)), []);
  assertEquals(textsOf(goodput(a, [150]), goodput(b, [150], UNSTABLE)).length, 1);
  // What the call takes counts too.
  const slow = trialsOf(a, SLOW);
  assertEquals(textsOf(slow, trialsOf(b, QUICK, UNSTABLE)), []);
});
