import { assertAlmostEquals, assertEquals } from "@std/assert";
import { encodeHistogram } from "../../../experiments/histogram.ts";
import type { MeasuredTrial } from "../../../experiments/record.ts";
import type { ServiceLevel } from "../../../experiments/service_level.ts";
import { judgeSlo, sojournFigureMs } from "../../../reports/sweep/judge_slo.ts";
import { cell, failed, measured } from "../_records.ts";

const DIRECT = cell("direct");
const P99: ServiceLevel = { statistic: "p99", limitMs: 5 };

/** A trial whose p99 sojourn is so long: four times the median. */
const trial = (p99: number, block = 0, more: Partial<MeasuredTrial> = {}) =>
  measured(DIRECT, block, { sojournMs: p99 / 4 }, more);

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
  const { ms, ci95 } = judgeSlo([trial(4), trial(5)], P99);
  assertAlmostEquals(ms!, 4.5, 1e-12);
  // t with one degree of freedom, 12.706, × 0.5.
  assertAlmostEquals(ci95![1], 4.5 + 6.353, 1e-3);
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

Deno.test("judgeSlo() lets nobody meet a level by turning tasks away", () => {
  const counts = { ...trial(1).counts, completed: 98, dropped: 2 };
  const shedding = (block: number) =>
    measured(DIRECT, block, { sojournMs: 0.1 }, {
      counts,
      metrics: { ...trial(1).metrics, sojournMs: { ...trial(1).metrics.sojournMs, count: 98 } },
    });
  const judged = judgeSlo([shedding(0), shedding(1)], P99);
  assertEquals(judged, { verdict: "misses", ms: null, ci95: null });
  assertEquals(
    judgeSlo([shedding(0), shedding(1)], { statistic: "p50", limitMs: 5 }).verdict,
    "misses",
  );
});

Deno.test("sojournFigureMs() ranks among all tasks, those that never ended last", () => {
  // 98 tasks ended after 1 to 98 ms, two never did: the median of 100 is the 50th.
  const values = Float64Array.from({ length: 98 }, (_, task) => task + 1);
  const base = trial(1);
  const lossy: MeasuredTrial = {
    ...base,
    counts: { ...base.counts, completed: 98, cancelled: 2 },
    metrics: { ...base.metrics, sojournMs: { ...base.metrics.sojournMs, count: 98 } },
    histograms: { sojournMs: encodeHistogram(values) },
  };
  assertAlmostEquals(sojournFigureMs(lossy, "p50"), 50, 0.5);
  assertAlmostEquals(sojournFigureMs(lossy, "p90"), 90, 0.5);
  assertEquals(sojournFigureMs(lossy, "p99"), Infinity);
  assertEquals(sojournFigureMs(lossy, "mean"), Infinity);
  assertEquals(sojournFigureMs(base, "p99"), base.metrics.sojournMs.p99);
});
