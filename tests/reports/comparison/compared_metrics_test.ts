import { assert, assertEquals } from "@std/assert";
import {
  comparableMetric,
  COMPARED_METRICS,
  countHypotheses,
  defaultGatedMetrics,
  loadOf,
} from "../../../reports/comparison/compared_metrics.ts";
import { cell, measured } from "../_records.ts";
import { EASY, FULL } from "./_arms.ts";

Deno.test("loadOf() tells from a cell's name whether it is offered all that it can carry", () => {
  const threads = (servers: number) => ({
    discipline: { kind: "work-conserving", servers } as const,
  });
  const cases = [
    [{ workload: "poisson" }, "below-saturation"],
    [{ workload: "steady:ratePerSecond=2000" }, "saturated"],
    [{ workload: "steady:ratePerSecond=1999" }, "below-saturation"],
    [{ workload: "poisson:ratePerSecond=3333" }, "below-saturation"],
    [{ workload: "poisson:ratePerSecond=3334" }, "saturated"],
    [{ workload: "steady:ratePerSecond=4000", ...threads(4) }, "below-saturation"],
    [{ workload: "steady:ratePerSecond=8000", ...threads(4) }, "saturated"],
    // The peer's delay does not hold the loop, but a limit of bodies at once holds it up.
    [{ workload: "io-heavy:ratePerSecond=300", body: "io" }, "below-saturation"],
    [
      {
        workload: "io-heavy:ratePerSecond=300",
        body: "io",
        discipline: { kind: "work-conserving", concurrency: 1 },
      },
      "saturated",
    ],
    [{ workload: "closed" }, "below-saturation"],
    [{ workload: "closed:thinkMs=0" }, "saturated"],
    [{ workload: "trace:file=a.csv" }, "below-saturation"],
    [{ workload: "./mine.ts:ratePerSecond=1000000" }, "below-saturation"],
    [{ workload: "" }, "below-saturation"],
  ] as const;
  for (const [more, load] of cases) assertEquals(loadOf(cell("a", more)), load, more.workload);
});

Deno.test("COMPARED_METRICS have one name each, and a value in a trial", () => {
  assertEquals(new Set(COMPARED_METRICS.map(({ metric }) => metric)).size, COMPARED_METRICS.length);
  const trial = measured(EASY, 0, { dispatchOverheadMs: 2 });
  for (const { metric, read, delta, role } of COMPARED_METRICS) {
    const value = read(trial);
    assert(value === null || Number.isFinite(value), metric);
    assertEquals(delta === 0, role === "exact", metric);
  }
  assertEquals(comparableMetric("dispatchOverheadMs.p99")!.read(trial), 8);
  const counts = { ...trial.counts, completed: 97, dropped: 2, unfinished: 1 };
  assertEquals(comparableMetric("notCompleted")!.read({ ...trial, counts }), 3);
  assertEquals(comparableMetric("wakeUpMs.mean")!.read(trial), null);
  assertEquals(comparableMetric("toString"), null);
});

Deno.test("defaultGatedMetrics() can find 5 % of throughput, and gate no waits", () => {
  const metrics = defaultGatedMetrics();
  assertEquals(metrics.map(({ metric }) => metric), [
    "dispatchOverheadMs.mean",
    "dispatchOverheadMs.p50",
    "dispatchOverheadMs.p99",
    "loopLagMs.p99",
    "serviceMs.p50",
    "throughputPerSecond",
    "timePerTaskMs.p50",
    "notCompleted",
  ]);
  assert(metrics.slice(4, 7).every(({ delta }) => delta < 0.05));
  assertEquals(metrics[7].delta, 0);
});

Deno.test("countHypotheses() counts the metrics that mean something in each cell", () => {
  const metrics = defaultGatedMetrics();
  const [easy, full] = [EASY, FULL].map((cell) => ({ base: cell, head: cell }));
  assertEquals(countHypotheses([easy], metrics), 6);
  assertEquals(countHypotheses([full], metrics), 5);
  assertEquals(countHypotheses([easy, full, easy], metrics), 17);
  assertEquals(countHypotheses([easy], [{ metric: "throughputPerSecond", delta: 0.03 }]), 0);
  assertEquals(countHypotheses([], metrics), 0);
  // Where one side is saturated, both are judged as such.
  assertEquals(countHypotheses([{ base: EASY, head: FULL }], metrics), 5);
});
