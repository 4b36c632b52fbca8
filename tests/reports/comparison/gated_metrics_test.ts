import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { defaultGatedMetrics } from "../../../reports/comparison/compared_metrics.ts";
import {
  GATED_METRICS_FORM,
  parseDeltas,
  parseGatedMetrics,
} from "../../../reports/comparison/gated_metrics.ts";
import { UnknownNameError } from "../../../strategies/mod.ts";

Deno.test("parseGatedMetrics() takes names with a share, a percentage, or the default", () => {
  assertEquals(parseGatedMetrics(GATED_METRICS_FORM), [
    { metric: "dispatchOverheadMs.p99", delta: 0.25 },
    { metric: "throughputPerSecond", delta: 0.03 },
  ]);
  assertEquals(parseGatedMetrics(" waitMs.p50 = 12.5% , notCompleted"), [
    { metric: "waitMs.p50", delta: 0.125 },
    { metric: "notCompleted", delta: 0 },
  ]);
});

Deno.test("parseGatedMetrics() refuses what is no metric or no share", () => {
  const error = assertThrows(() => parseGatedMetrics("waitMs.p55"), UnknownNameError);
  assertEquals((error as UnknownNameError).given, "waitMs.p55");
  const cases: [string, string][] = [
    ["waitMs.p50=5", 'above 0 and at most 1, such as 0.05 or 5%, got "5"'],
    ["waitMs.p50=0", 'got "0"'],
    ["waitMs.p50=-1%", 'got "-1%"'],
    ["waitMs.p50=", 'got ""'],
    ["waitMs.p50=%", 'got "%"'],
    ["waitMs.p50=much", 'got "much"'],
    ["notCompleted=0.1", "any difference matters"],
    ["waitMs.p50,waitMs.p50=0.1", "given twice"],
    ["", 'unknown metric ""'],
  ];
  for (const [text, message] of cases) {
    const { message: said } = assertThrows(() => parseGatedMetrics(text)) as Error;
    assertStringIncludes(said, message, text);
  }
});

Deno.test("parseDeltas() changes shares and leaves the set as it is", () => {
  const changed = parseDeltas("dispatchOverheadMs.p99=10%,throughputPerSecond=0.02");
  assertEquals(
    changed,
    defaultGatedMetrics().map(({ metric, delta }) => ({
      metric,
      delta: { "dispatchOverheadMs.p99": 0.1, "throughputPerSecond": 0.02 }[metric] ?? delta,
    })),
  );
  const own = [{ metric: "waitMs.p50", delta: 0.1 }];
  assertEquals(parseDeltas("waitMs.p50=0.2", own), [{ metric: "waitMs.p50", delta: 0.2 }]);
  assertThrows(() => parseDeltas("throughputPerSecond=0.2", own), UnknownNameError);
  assertThrows(() => parseDeltas("waitMs.p50", own), SyntaxError, "write waitMs.p50=0.1");
});
