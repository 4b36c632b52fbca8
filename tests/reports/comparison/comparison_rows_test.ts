import { assertEquals, assertStringIncludes } from "@std/assert";
import { compareGate } from "../../../reports/comparison/compare_gate.ts";
import { compareStudies } from "../../../reports/comparison/compare_studies.ts";
import {
  basisOfComparison,
  comparedRow,
  rankMetrics,
  verdictInWords,
} from "../../../reports/comparison/comparison_rows.ts";
import type { ComparedMetric, Comparison } from "../../../reports/comparison/comparison.ts";
import { arm, type ArmShape, EASY, FULL } from "./_arms.ts";
import { aCell, aComparison, aMetric } from "./_comparison.ts";
import { gate } from "./_gates.ts";

const between = (head: ArmShape) =>
  compareStudies({
    base: arm({ cells: [EASY, FULL] }),
    head: arm({ cells: [EASY, FULL], noise: 2, ...head }),
  });

Deno.test("rankMetrics() puts the gravest first, and then what changed most for the worse", () => {
  const comparison = between({ slower: 2, fewer: 1.2 });
  const ranked = rankMetrics(comparison, ["gated", "exact"]);
  assertEquals(ranked.length, comparison.hypotheses);
  assertEquals(ranked.map(({ metric }) => metric.verdict), [
    ...Array(5).fill("regressed"),
    ...Array(6).fill("equivalent"),
  ]);
  // Less throughput is worse, though its ratio is below 1.
  assertEquals(ranked.slice(3, 5).map(({ metric }) => metric.metric).sort(), [
    "throughputPerSecond",
    "timePerTaskMs.p50",
  ]);
});

Deno.test("comparedRow() shows the fresh run's ratio, differences of counts, and units", () => {
  const stored = gate({ base: {}, head: { slower: 1.5, spread: 0 } }, {
    base: { spread: 0 },
    head: { slower: 1.25, spread: 0 },
  }, {
    metrics: [{ metric: "dispatchOverheadMs.p50", delta: 0.1 }, {
      metric: "notCompleted",
      delta: 0,
    }],
  });
  const rows = rankMetrics(compareGate(stored), ["gated", "exact"])
    .map((place) => comparedRow(place, (name) => `<${name}>`));
  assertEquals(rows[0][0], "<queue-notified> under <poisson> (<inside>)");
  assertEquals(rows[0].slice(3), [
    "25.0 µs",
    "×1.25 [1.25, 1.25]",
    "<0.0001",
    "regressed (fresh run)",
  ]);
  assertEquals(rows[1].slice(1), [
    "notCompleted",
    "0 tasks",
    "0 tasks",
    "0 [0, 0]",
    "1.00",
    "equivalent",
  ]);
});

Deno.test("verdictInWords() says how many metrics made it", () => {
  assertStringIncludes(
    verdictInWords(between({ slower: 2, fewer: 1 })),
    "regressed: 3 of 11 metrics",
  );
  assertStringIncludes(verdictInWords(between({ slower: 0.5, fewer: 1 })), "improved: 3 of 11");
  assertStringIncludes(verdictInWords(between({})), "equivalent: 11 of 11 metrics differ by less");
  assertStringIncludes(verdictInWords(between({ spread: 3 })), "cannot be called different");
  const slower = { base: {}, head: { slower: 2, noise: 2 } };
  assertStringIncludes(
    verdictInWords(compareGate(gate(slower, { base: {}, head: { slower: 2 } }))),
    "does not explain, and a fresh run of 30 blocks says so too",
  );
  assertStringIncludes(verdictInWords(compareGate(gate(slower, null, { end: "unfit" }))), "unfit");
  assertStringIncludes(
    verdictInWords(compareGate(gate(slower, null, { end: "failed" }))),
    "failed",
  );
});

Deno.test("verdictInWords() says of what scatters that nothing else is known of it", () => {
  const open = aMetric("loopLagMs.p99", { verdict: "inconclusive" });
  const same = aMetric("dispatchOverheadMs.p50");
  const better = aMetric("dispatchOverheadMs.mean", { verdict: "improved" });
  const notWorse = "equivalent: in no cell did dispatching get worse by as much as matters; ";
  const cases: [Comparison["verdict"], ComparedMetric[], words: string][] = [
    ["equivalent", [same], "equivalent: 1 of 1 metric differs by less than matters"],
    [
      "equivalent",
      [same, open, same, open],
      `${notWorse}2 of 4 metrics are shown to be the same, 2 scatter too much to tell`,
    ],
    [
      "equivalent",
      [open],
      `${notWorse}0 of 1 metric is shown to be the same, 1 scatters too much to tell`,
    ],
    [
      "improved",
      [better, open, same],
      "improved: 1 of 3 metrics got better by more than matters, and none got worse; " +
      "1 scatters too much to tell",
    ],
  ];
  for (const [verdict, metrics, words] of cases) {
    const cells = [aCell("direct", { metrics })];
    assertEquals(
      verdictInWords(aComparison({ verdict, cells, hypotheses: metrics.length })),
      words,
    );
  }
});

Deno.test("basisOfComparison() says how blocks correspond", () => {
  assertEquals(
    basisOfComparison(between({})),
    "13 pairs of blocks, interleaved; α = 0.01 over 11 metrics",
  );
  assertEquals(
    basisOfComparison(between({ document: { seed: 2 } })),
    "13 blocks a study, unpaired; α = 0.01 over 11 metrics",
  );
});
