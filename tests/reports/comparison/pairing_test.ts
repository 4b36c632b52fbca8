import { assertAlmostEquals, assertEquals, assertStringIncludes } from "@std/assert";
import type { StoredStudy } from "../../../experiments/study_document.ts";
import { compareStudies } from "../../../reports/comparison/compare_studies.ts";
import type { ComparedMetric, Comparison } from "../../../reports/comparison/comparison.ts";
import { cell } from "../_records.ts";
import { arm, type ArmShape, FULL, leavingTasks } from "./_arms.ts";

const between = (base: ArmShape, head: ArmShape) =>
  compareStudies({ base: arm(base), head: arm(head) });
const metricOf = ({ cells }: Comparison, name: string, at = 0): ComparedMetric =>
  cells[at].metrics.find(({ metric }) => metric === name)!;
const messageOf = ({ warnings }: Comparison, code: string) =>
  warnings.find((warning) => warning.code === code)?.message ?? "";
const codes = ({ warnings }: Comparison) => warnings.map(({ code }) => code);
const environment = (more: Partial<StoredStudy["document"]["environment"]>) => ({
  document: { environment: { ...arm({ blocks: 1 }).document.environment, ...more } },
});

Deno.test("compareStudies() pairs the same tasks on the same host, and says why it does not", () => {
  const later = (createdAt: string, more = {}) => ({ document: { createdAt, ...more } });
  const cases: [ArmShape, Comparison["pairing"], string, string][] = [
    [{}, "interleaved", "", ""],
    // Arms of a gate begin within the same instant, and then take turns.
    [later("2026-01-02T03:04:05.300Z"), "interleaved", "", ""],
    [later("2026-01-02T03:04:08.000Z"), "same-blocks", "not-interleaved", "at the same time"],
    [later("2026-01-02T03:14:18.000Z"), "same-blocks", "not-interleaved", "began 10 min 0 s after"],
    [
      later("2026-01-01T03:04:05.000Z"),
      "same-blocks",
      "not-interleaved",
      "began 23 h 59 min after",
    ],
    [later("yesterday"), "same-blocks", "not-interleaved", "it is not known when each study ran"],
    [{ document: { seed: 2 } }, "unpaired", "unpaired", "their seeds differ (1 and 2)"],
    [environment({ cpu: "Other 1" }), "unpaired", "unpaired", "different hosts (Imaginary 9000, 4"],
    [environment({ cores: 2 }), "unpaired", "unpaired", "2 cores"],
    [environment({ os: "linux 7.0 x86_64" }), "unpaired", "unpaired", "linux 7.0"],
    [
      { document: { resumedOn: [environment({ cpu: "Other 1" }).document.environment] } },
      "unpaired",
      "unpaired",
      "different hosts",
    ],
    [environment({ loadAverage: [9], clockResolutionNs: 1 }), "interleaved", "", ""],
    [environment({ gitCommit: "f".repeat(40), gitDirty: true }), "interleaved", "", ""],
    [
      environment({ runtime: { deno: "2.9.7", v8: "15.1", typescript: "6.0.3" } }),
      "interleaved",
      "other-runtime",
      "base ran Deno 2.9.6, head 2.9.7",
    ],
    [
      {
        more: (block) => block === 3 ? { counts: { ...leavingTasks(0).counts, offered: 99 } } : {},
      },
      "unpaired",
      "unpaired",
      "block 3 of queue-notified under poisson (inside) had 100 tasks in the base and 99 in the head",
    ],
  ];
  for (const [head, pairing, code, message] of cases) {
    const comparison = between({}, head);
    assertEquals(comparison.pairing, pairing, message);
    assertEquals(codes(comparison), code === "" ? [] : [code]);
    assertStringIncludes(messageOf(comparison, code), message);
  }
});

Deno.test("compareStudies() pairs users of a closed loop by what was planned", () => {
  const shape = (durationMs: number, noise: number): ArmShape => ({
    cells: [FULL],
    noise,
    // Faster ones come more often.
    more: () => ({ counts: { ...leavingTasks(0).counts, offered: 100 + noise } }),
    document: { config: { profile: "quick", durationMs } },
  });
  assertEquals(between(shape(100, 1), shape(100, 2)).pairing, "interleaved");
  const other = between(shape(100, 1), shape(200, 2));
  assertEquals(other.pairing, "unpaired");
  assertStringIncludes(messageOf(other, "unpaired"), "planned for 100 ms and for 200 ms");
});

Deno.test("compareStudies() of two samples still finds what is large, each in its own order", () => {
  const comparison = between({ blocks: 9 }, {
    blocks: 14,
    slower: 1.5,
    noise: 2,
    document: { seed: 2 },
  });
  assertEquals([comparison.pairing, comparison.verdict], ["unpaired", "regressed"]);
  assertEquals(comparison.blocks, 9);
  const metric = metricOf(comparison, "dispatchOverheadMs.p50");
  assertEquals([metric.count, metric.baseValues.length, metric.headValues.length], [9, 9, 14]);
  assertAlmostEquals(metric.ratio!, 1.5, 0.03);
  // All of 14 above all of 9: one ordering of C(23, 9), times the metrics that decide.
  assertAlmostEquals(metric.pWorse, 1 / 817190, 1e-12);
  assertAlmostEquals(metric.adjustedPWorse, 6 / 817190, 1e-11);
});

Deno.test("compareStudies() matches cells by name, and those of two strategies by workload", () => {
  const [a, b] = [cell("a", { workload: "poisson" }), cell("b", { workload: "poisson" })];
  const elsewhere = cell("a", { workload: "poisson", placement: "outside" });
  const reversed = between({ cells: [a, b] }, { cells: [b, a] });
  assertEquals(reversed.cells.map(({ baseStrategy }) => baseStrategy), ["a", "b"]);
  assertEquals(reversed.unmatched, []);
  const strategies = between({ cells: [a] }, { cells: [b] });
  assertEquals(strategies.cells.map((cell) => [cell.baseStrategy, cell.headStrategy]), [[
    "a",
    "b",
  ]]);
  const some = between({ cells: [a, elsewhere] }, { cells: [a, b] });
  assertEquals(some.cells.length, 1);
  assertEquals(some.unmatched, [
    "only in the base: a under poisson (outside)",
    "only in the head: b under poisson (inside)",
  ]);
  const none = between({ cells: [elsewhere] }, { cells: [b] });
  assertEquals([none.cells.length, none.hypotheses, none.verdict], [0, 0, "inconclusive"]);
});

Deno.test("compareStudies() leaves a block out of both arms if one lacks it, and warns", () => {
  const whole = arm({ noise: 2 });
  const head = { ...whole, trials: whole.trials.filter(({ block }) => block !== 4 && block !== 7) };
  const comparison = compareStudies({ base: arm(), head });
  assertEquals(comparison.verdict, "equivalent");
  assertEquals(comparison.blocks, 11);
  const metric = metricOf(comparison, "loopLagMs.p99");
  assertEquals([metric.count, metric.headValues[4], metric.baseValues.length], [11, null, 13]);
  assertStringIncludes(messageOf(comparison, "incomplete"), "no trial of blocks 4, 7 in the head");
  assertStringIncludes(messageOf(comparison, "blocks-left-out"), "blocks 4, 7 of queue-notified");
});

Deno.test("compareStudies() warns of too few blocks, and says how many it takes", () => {
  const paired = between({ blocks: 8 }, { blocks: 8, slower: 2 });
  assertEquals(paired.verdict, "inconclusive");
  assertEquals(
    messageOf(paired, "too-few-blocks"),
    "8 blocks cannot show a regression or an improvement in any of 6 metrics: it takes 10",
  );
  assertEquals(codes(between({ blocks: 10 }, { blocks: 10, slower: 2 })), []);
  const unpaired = between({ blocks: 5 }, { blocks: 5, slower: 2, document: { seed: 2 } });
  assertStringIncludes(messageOf(unpaired, "too-few-blocks"), "it takes 6 in each study");
});
