import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { encodeHistogram } from "../../../experiments/histogram.ts";
import type { MeasuredTrial } from "../../../experiments/record.ts";
import type { ServiceLevel } from "../../../experiments/service_level.ts";
import { judgeSlo } from "../../../reports/sweep/judge_slo.ts";
import { summarizeCell } from "../../../reports/summarize_cell.ts";
import { cell, failed, measured } from "../_records.ts";

const DIRECT = cell("direct");
const P99: ServiceLevel = { statistic: "p99", limitMs: 5 };

/** A trial of a hundred tasks whose sojourns rise evenly up to one of so many ms. */
function trial(mostMs: number, block = 0, more: Partial<MeasuredTrial> = {}): MeasuredTrial {
  const sojourns = Float64Array.from({ length: 100 }, (_, task) => mostMs * (task + 1) / 100);
  const base = measured(DIRECT, block, { sojournMs: mostMs / 2 });
  return {
    ...base,
    histograms: { ...base.histograms, sojournMs: encodeHistogram(sojourns) },
    ...more,
  };
}

const UNSTABLE = {
  stability: { state: "unstable", reason: "wait-grows", growthMsPerSecond: 1 },
} as const;

Deno.test("judgeSlo() decides by the limits of the interval over blocks", () => {
  const cases: [number[], string][] = [
    [[4, 4.1, 4.2], "meets"],
    [[4, 4.5, 5.4], "undecided"],
    [[5.5, 5, 4.5], "undecided"],
    [[6, 6.1, 6.2], "misses"],
    [[4], "undecided"],
  ];
  for (const [p99s, verdict] of cases) {
    assertEquals(judgeSlo(p99s.map((p99, block) => trial(p99, block)), P99).verdict, verdict);
  }
  // All 200 together: the 199th is 4.95, and with two blocks nobody knows what lies beyond.
  const { ms, ci95 } = judgeSlo([trial(4), trial(5)], P99);
  assertAlmostEquals(ms!, 4.9, 0.01);
  assert(ci95![0] < 4 && ci95![1] >= 5);
});

Deno.test("judgeSlo() takes a point for missed where half of its trials are unstable", () => {
  assertEquals(judgeSlo([trial(1), trial(1, 1, UNSTABLE)], P99).verdict, "misses");
  const most = [trial(1), trial(1, 1), trial(1, 2), trial(1, 3, UNSTABLE)];
  assertEquals(judgeSlo(most, P99).verdict, "meets");
});

Deno.test("judgeSlo() says that a point failed if nothing was measured", () => {
  assertEquals(judgeSlo([], P99).verdict, "failed");
  const crash = failed(DIRECT, 0, "crashed", "exit code 1");
  assertEquals(judgeSlo([crash], P99), { verdict: "failed", ms: null, ci95: null });
  assertEquals(judgeSlo([crash, trial(1), trial(1, 1)], P99).verdict, "meets");
});

Deno.test("judgeSlo() shows the figure and the interval that a report shows", () => {
  const trials = [4, 4.5, 5, 4.2].map((mostMs, block) => trial(mostMs, block));
  const { sojournMs } = summarizeCell(DIRECT, trials);
  const { ms, ci95 } = judgeSlo(trials, P99);
  assertEquals([ms, ci95], [sojournMs.p99, sojournMs.ci95.p99]);
  const mean = judgeSlo(trials, { statistic: "mean", limitMs: 5 });
  assertEquals([mean.ms, mean.ci95], [sojournMs.mean, sojournMs.ci95.mean]);
});

Deno.test("judgeSlo() lets nobody meet a level by turning tasks away", () => {
  // Ten of a hundred never end: the p99 is infinite, the median that of the 50th of all.
  const shedding = (block: number): MeasuredTrial => {
    const { counts, metrics, histograms } = trial(1, block);
    const sojourns = Float64Array.from({ length: 90 }, (_, task) => (task + 1) / 100);
    return trial(1, block, {
      counts: { ...counts, completed: 90, dropped: 10 },
      metrics: { ...metrics, sojournMs: { ...metrics.sojournMs, count: 90 } },
      histograms: { ...histograms, sojournMs: encodeHistogram(sojourns) },
    });
  };
  const trials = [shedding(0), shedding(1)];
  assertEquals(judgeSlo(trials, P99), { verdict: "misses", ms: null, ci95: null });
  const mean = judgeSlo(trials, { statistic: "mean", limitMs: 5 });
  assertEquals(mean, { verdict: "misses", ms: null, ci95: null });
  const p50 = judgeSlo(trials, { statistic: "p50", limitMs: 5 });
  assertAlmostEquals(p50.ms!, 0.5, 0.001);
  assertEquals(p50.verdict, "meets");
  // One block alone cannot say that a level is met, but that it never can be.
  assertEquals(judgeSlo([shedding(0)], P99).verdict, "misses");
});
