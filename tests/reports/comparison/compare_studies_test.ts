import { assert, assertAlmostEquals, assertEquals, assertStringIncludes } from "@std/assert";
import fc from "fast-check";
import { compareStudies } from "../../../reports/comparison/compare_studies.ts";
import type { ComparedMetric, Comparison } from "../../../reports/comparison/comparison.ts";
import { failed, measured } from "../_records.ts";
import { arm, type ArmShape, EASY, FULL, leavingTasks, NO_VALUES } from "./_arms.ts";

const between = (base: ArmShape, head: ArmShape) =>
  compareStudies({ base: arm(base), head: arm(head) });
const metricOf = ({ cells }: Comparison, name: string, at = 0): ComparedMetric =>
  cells[at].metrics.find(({ metric }) => metric === name)!;
const deciding = ({ cells }: Comparison) =>
  cells.flatMap(({ metrics }) =>
    metrics.filter(({ role }) => role === "gated" || role === "exact")
  );
const messageOf = ({ warnings }: Comparison, code: string) =>
  warnings.find((warning) => warning.code === code)?.message ?? "";
const codes = ({ warnings }: Comparison) => warnings.map(({ code }) => code);

Deno.test("compareStudies() calls identical arms equivalent, whatever they are like", () => {
  for (const cells of [[EASY], [FULL], [EASY, FULL]]) {
    const comparison = between({ cells, spread: 1 }, { cells, spread: 1 });
    assertEquals(comparison.verdict, "equivalent");
    assertEquals(comparison.warnings, []);
    assertEquals(comparison.hypotheses, cells.length === 2 ? 11 : cells[0] === EASY ? 6 : 5);
    for (const { verdict, ratio, role } of comparison.cells.flatMap(({ metrics }) => metrics)) {
      assertEquals([verdict, ratio], ["equivalent", role === "exact" ? 0 : 1]);
    }
  }
});

Deno.test("compareStudies() finds what got slower and says by how much", () => {
  const comparison = between({}, { slower: 1.5, noise: 2 });
  assertEquals(comparison.verdict, "regressed");
  const { ratio, ci95, verdict, base, head, count, delta } = metricOf(
    comparison,
    "dispatchOverheadMs.p50",
  );
  assertEquals([verdict, count, delta], ["regressed", 13, 0.25]);
  assertAlmostEquals(ratio!, 1.5, 0.02);
  assert(ci95![0] < 1.5 && ci95![1] > 1.48 && ci95![1] < 1.53);
  assertAlmostEquals(head! / base!, 1.5, 0.03);
  assertEquals(metricOf(comparison, "loopLagMs.p99").verdict, "equivalent");
  // Waits follow, and decide nothing.
  assertEquals(metricOf(comparison, "waitMs.p50").role, "derived");
});

Deno.test("compareStudies() finds 5 % of throughput, and shows it as it is", () => {
  const comparison = between({ cells: [FULL] }, { cells: [FULL], fewer: 1.05, noise: 2 });
  const { ratio, ci95, verdict } = metricOf(comparison, "throughputPerSecond");
  assertEquals([comparison.verdict, verdict], ["regressed", "regressed"]);
  assertAlmostEquals(ratio!, 1 / 1.05, 0.002);
  assert(ci95![0] < ci95![1] && ci95![1] < 1);
  assertEquals(
    between({ cells: [FULL], fewer: 1.05 }, { cells: [FULL], noise: 2 }).verdict,
    "improved",
  );
});

Deno.test("compareStudies() compares what means something at a cell's load", () => {
  const comparison = between({ cells: [EASY, FULL] }, { cells: [EASY, FULL] });
  assertEquals(comparison.cells.map(({ load }) => load), ["below-saturation", "saturated"]);
  const names = comparison.cells.map(({ metrics }) => metrics.map(({ metric }) => metric));
  assert(names[0].includes("dispatchOverheadMs.p99") && !names[0].includes("throughputPerSecond"));
  assert(names[1].includes("throughputPerSecond") && !names[1].includes("waitMs.p50"));
});

Deno.test("compareStudies() of arms that change places changes the verdicts, and inverts ratios", () => {
  const mirrored = {
    regressed: "improved",
    improved: "regressed",
    equivalent: "equivalent",
    inconclusive: "inconclusive",
  } as const;
  const shape = fc.record({
    slower: fc.double({ min: 0.5, max: 2, noNaN: true }),
    fewer: fc.double({ min: 0.9, max: 1.1, noNaN: true }),
    spread: fc.double({ min: 0, max: 0.5, noNaN: true }),
    noise: fc.integer({ min: 1, max: 1000 }),
    blocks: fc.integer({ min: 4, max: 14 }),
    left: fc.integer({ min: 0, max: 4 }),
    seed: fc.integer({ min: 1, max: 2 }),
  });
  const armOf = (
    { left, seed, ...rest }: typeof shape extends fc.Arbitrary<infer Shape> ? Shape : never,
  ) =>
    arm({
      ...rest,
      cells: [EASY, FULL],
      more: (block) => leavingTasks(block % 3 === 0 ? left : 0),
      document: { seed },
    });
  fc.assert(
    fc.property(shape, shape, (one, other) => {
      const [base, head] = [armOf(one), armOf(other)];
      const there = compareStudies({ base, head });
      const back = compareStudies({ base: head, head: base });
      assertEquals(there.pairing, back.pairing);
      there.cells.forEach(({ metrics }, at) => {
        for (const metric of metrics) {
          const mirror = metricOf(back, metric.metric, at);
          assertEquals(mirror.verdict, mirrored[metric.verdict], metric.metric);
          assertAlmostEquals(mirror.pWorse, metric.pBetter, 1e-9);
          const expected = metric.role === "exact" ? -metric.ratio! : 1 / metric.ratio!;
          assertAlmostEquals(mirror.ratio! / (expected || 1), expected === 0 ? 0 : 1, 1e-9);
        }
      });
    }),
    { numRuns: 25 },
  );
});

Deno.test("compareStudies() draws the gravest verdict, and says it in this order", () => {
  const verdict = (easy: number, full: number, spread = 0.01) => {
    const head = arm({ cells: [EASY, FULL], slower: easy, fewer: full, spread, noise: 2 });
    return compareStudies({ base: arm({ cells: [EASY, FULL], spread }), head }, {
      metrics: [
        { metric: "dispatchOverheadMs.p50", delta: 0.1 },
        { metric: "throughputPerSecond", delta: 0.03 },
      ],
    }).verdict;
  };
  assertEquals(verdict(1.5, 1 / 1.5), "regressed");
  assertEquals(verdict(1 / 1.5, 1.5), "regressed");
  assertEquals(verdict(1, 1), "equivalent");
  assertEquals(verdict(1, 1 / 1.5), "improved");
  assertEquals(verdict(1, 1, 2), "inconclusive");
});

Deno.test("compareStudies() has failed if a trial has, whatever the others say", () => {
  const whole = arm({ slower: 2 });
  const trials = whole.trials.map((trial) =>
    trial.block === 2 ? failed(EASY, 2, "crashed", "exit code 7") : trial
  );
  const comparison = compareStudies({ base: arm(), head: { ...whole, trials } });
  assertEquals(comparison.verdict, "failed");
  assertEquals(comparison.cells[0].failedTrials, { base: 0, head: 1 });
  assertEquals(metricOf(comparison, "dispatchOverheadMs.p50").verdict, "regressed");
  assertStringIncludes(
    messageOf(comparison, "trials-failed"),
    "1 of 13 trials of queue-notified under poisson (inside) failed in the head, the first being " +
      "crashed: exit code 7",
  );
});

Deno.test("compareStudies() counts tasks that were not completed exactly", () => {
  const counts = (base: (block: number) => number, head: (block: number) => number) => {
    const comparison = between({ more: (block) => leavingTasks(base(block)) }, {
      more: (block) => leavingTasks(head(block)),
    });
    return { comparison, ...metricOf(comparison, "notCompleted") };
  };
  const worse = counts(() => 0, () => 1);
  assertEquals([worse.verdict, worse.ratio, worse.ci95], ["regressed", 1, [1, 1]]);
  assertEquals(counts(() => 1, () => 0).verdict, "improved");
  assertEquals(counts((block) => block, (block) => block).verdict, "equivalent");
  const few = counts(() => 0, (block) => block === 3 || block === 5 ? 2 : 0);
  assertEquals([few.verdict, few.comparison.verdict], ["inconclusive", "inconclusive"]);
  assertEquals(
    messageOf(few.comparison, "counts-differ"),
    "notCompleted of queue-notified under poisson (inside) differs in blocks 3, 5, which may be chance",
  );
  // No share of the tasks is too small to matter, if it is certain.
  assertEquals(counts(() => 50, () => 51).verdict, "regressed");
});

Deno.test("compareStudies() of counts that overload makes vary is equivalent within a hundredth of the tasks", () => {
  const counts = (more: (block: number) => number) =>
    metricOf(
      between({ more: () => leavingTasks(50) }, {
        more: (block) => leavingTasks(50 + more(block)),
      }),
      "notCompleted",
    ).verdict;
  const wave = [0.2, -0.3, 0.1, -0.1, 0.4, -0.2, 0.3];
  assertEquals(counts((block) => wave[block % 7]), "equivalent");
  assertEquals(counts((block) => 100 * wave[block % 7]), "inconclusive");
});

Deno.test("compareStudies() warns if one arm alone is unstable", () => {
  const unstable = (share: number): ArmShape => ({
    more: (block) =>
      block < 13 * share
        ? { stability: { state: "unstable", reason: "overload", growthMsPerSecond: 1 } }
        : {},
  });
  const comparison = between({}, unstable(1));
  assertStringIncludes(messageOf(comparison, "one-arm-unstable"), "is unstable in the head alone");
  assertStringIncludes(
    messageOf(between(unstable(1), {}), "one-arm-unstable"),
    "in the base alone",
  );
  assertEquals(codes(between(unstable(1), unstable(1))), []);
  assertEquals(codes(between({}, unstable(0.3))), []);
});

Deno.test("compareStudies() of one block, or of none, is inconclusive and no error", () => {
  const one = between({ blocks: 1 }, { blocks: 1, slower: 9 });
  assertEquals([one.verdict, metricOf(one, "loopLagMs.p99").ci95], ["inconclusive", null]);
  const empty = { ...arm(), trials: [] };
  const endless = arm({ document: { blocks: Number.MAX_SAFE_INTEGER } });
  assertEquals(compareStudies({ base: endless, head: endless }).blocks, 13);
  const none = compareStudies({ base: empty, head: empty });
  assertEquals([none.verdict, none.blocks, none.hypotheses], ["inconclusive", 0, 6]);
  assert(codes(none).includes("no-values") && codes(none).includes("incomplete"));
});

Deno.test("compareStudies() lifts what no clock can tell from nothing, so that ratios exist", () => {
  const tiny = (overheadMs: number): ArmShape => ({
    more: () => {
      const { metrics } = measured(EASY, 0);
      const { dispatchOverheadMs } = metrics;
      const lower = { ...dispatchOverheadMs, p50: overheadMs, mean: -overheadMs, p99: overheadMs };
      return { metrics: { ...metrics, dispatchOverheadMs: lower } };
    },
  });
  const still = between(tiny(0), tiny(0.00009));
  assertEquals(metricOf(still, "dispatchOverheadMs.p50").ratio, 1);
  assertEquals(metricOf(still, "dispatchOverheadMs.mean").verdict, "equivalent");
  const grown = metricOf(between(tiny(0), tiny(0.001)), "dispatchOverheadMs.p50");
  assertAlmostEquals(grown.ratio!, 10, 1e-9);
  assertEquals(grown.base, 0);
});

Deno.test("compareStudies() keeps a metric that decides though nobody measured it, and drops others", () => {
  const silent: ArmShape = {
    more: () => {
      const { metrics } = measured(EASY, 0);
      return { metrics: { ...metrics, loopLagMs: NO_VALUES, returnMs: NO_VALUES } };
    },
  };
  const comparison = between(silent, silent);
  assertEquals(comparison.verdict, "inconclusive");
  assertEquals(metricOf(comparison, "loopLagMs.p99").ratio, null);
  assertEquals(metricOf(comparison, "returnMs.p50"), undefined);
  assertStringIncludes(messageOf(comparison, "no-values"), "no block has a value of loopLagMs.p99");
});

Deno.test("compareStudies() lets others decide if it is told so", () => {
  const compared = (...metrics: string[]) =>
    compareStudies({ base: arm(), head: arm({ slower: 1.5 }) }, {
      metrics: metrics.map((metric) => ({ metric, delta: 0.05 })),
    });
  const waits = compared("waitMs.p99", "notCompleted");
  assertEquals([waits.verdict, waits.hypotheses], ["regressed", 2]);
  assertEquals(deciding(waits).map(({ metric, role, delta }) => [metric, role, delta]), [
    ["waitMs.p99", "gated", 0.05],
    ["notCompleted", "exact", 0],
  ]);
  assertEquals(metricOf(waits, "dispatchOverheadMs.p99").role, "advisory");
  const nothing = compared("throughputPerSecond");
  assertEquals([nothing.verdict, nothing.hypotheses], ["inconclusive", 0]);
  assertStringIncludes(messageOf(nothing, "nothing-decides"), "throughput is gated where");
});

Deno.test("compareStudies() gives hints of what decides nothing, with both directions in mind", () => {
  const comparison = between({}, { slower: 1.5 });
  const hint = metricOf(comparison, "dispatchOverheadMs.p90");
  assertEquals([hint.role, hint.verdict, hint.adjustedPBetter], ["advisory", "regressed", 1]);
  assert(hint.adjustedPWorse >= 2 * hint.pWorse && hint.adjustedPWorse < 0.05);
  assertEquals(metricOf(comparison, "serviceMs.p50").verdict, "equivalent");
});

Deno.test("compareStudies() lets no count decide between trials of other numbers of tasks", () => {
  const { counts } = measured(EASY, 0);
  const longer = (unstable: boolean) => ({
    more: () => ({
      counts: { ...counts, offered: 600, released: 600, completed: 590, unfinished: 10 },
      ...(unstable && {
        stability: {
          state: "unstable" as const,
          reason: "wait-grows" as const,
          growthMsPerSecond: 9,
        },
      }),
    }),
  });
  const plain = between({}, longer(false));
  assert(!deciding(plain).some(({ role }) => role === "exact"));
  assertStringIncludes(messageOf(plain, "other-task-counts"), "offered 100 tasks");
  assert(deciding(plain).some(({ metric }) => metric.startsWith("dispatchOverheadMs")));
  const grown = between({}, longer(true));
  assert(!deciding(grown).some(({ metric }) => metric.startsWith("dispatchOverheadMs")));
  assert(codes(grown).includes("unstable-overheads"));
  // Of the same tasks a count is one.
  assert(
    deciding(between({}, { more: () => leavingTasks(3) })).some(({ role }) => role === "exact"),
  );
});
