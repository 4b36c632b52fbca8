import { assert, assertEquals } from "@std/assert";
import {
  COMPARED_METRICS,
  defaultGatedMetrics,
  isMeaningfulAt,
} from "../../../reports/comparison/compared_metrics.ts";
import {
  findHistoryMetric,
  HISTORY_METRICS,
  isDeciding,
} from "../../../reports/history/history_metrics.ts";

const LOADS = ["saturated", "below-saturation"] as const;

Deno.test("isDeciding() is true of exactly what a gate decides by, at the same loads", () => {
  const gated = new Set(defaultGatedMetrics().map(({ metric }) => metric));
  for (const metric of COMPARED_METRICS) {
    const kept = findHistoryMetric(metric.metric);
    for (const load of LOADS) {
      assertEquals(
        kept !== null && isDeciding(kept, load),
        gated.has(metric.metric) && isMeaningfulAt(metric, load),
        `${metric.metric}, ${load}`,
      );
    }
  }
  for (const metric of ["timePerTaskMs.p50", "serviceMs.p50", "notCompleted"]) {
    assert(isDeciding(findHistoryMetric(metric)!, "saturated"), metric);
  }
});

Deno.test("HISTORY_METRICS explain what decides, each by the figure that its name says", () => {
  const explaining = HISTORY_METRICS.filter((metric) =>
    !LOADS.some((load) => isDeciding(metric, load))
  );
  assertEquals(explaining.map(({ metric }) => metric).sort(), [
    "dispatchCallMs.p50",
    "serviceMs.mean",
    "sojournMs.mean",
    "sojournMs.p50",
    "sojournMs.p99",
    "waitMs.mean",
    "waitMs.p50",
    "waitMs.p99",
  ]);
  assertEquals(new Set(HISTORY_METRICS.map(({ metric }) => metric)).size, HISTORY_METRICS.length);
  const single = ["throughputPerSecond", "timePerTaskMs.p50", "notCompleted"];
  for (const { metric, time } of HISTORY_METRICS) {
    const expected = single.includes(metric) ? null : metric;
    assertEquals(time && `${time.name}.${time.figure}`, expected);
  }
});
