import { assertEquals, assertMatch } from "@std/assert";
import fc from "fast-check";
import { cellLabel, encodeName, metricSlug } from "../../../../reports/render/exchange/_names.ts";
import { decodeName, hostileNames } from "./_everything.ts";

Deno.test("encodeName() leaves no control character and can be undone", () => {
  for (const unsafe of [undefined, /[^a-z]/u]) {
    fc.assert(fc.property(hostileNames, (name) => {
      const encoded = encodeName(name, unsafe);
      assertEquals(decodeName(encoded), name.toWellFormed());
      assertEquals(encoded.match(/[\p{Cc}\u2028\u2029\u202e]/u), null);
    }));
  }
});

Deno.test("encodeName() leaves names of people as they are", () => {
  for (const name of ["queue-polled:intervalMs=5,drain=all", "./мой/mine.ts:batch=4", "100 % é"]) {
    assertEquals(encodeName(name), name);
  }
});

Deno.test("cellLabel() tells all cells apart, in one line that no Markdown table breaks", () => {
  fc.assert(fc.property(hostileNames, hostileNames, (strategy, workload) => {
    const label = cellLabel({ strategy, workload, placement: "inside" });
    assertMatch(label, /^[^\s`|<>]* under [^\s`|<>]* \(inside\)$/);
    const [, first, second] = /^(\S*) under (\S*) \(/.exec(label)!;
    assertEquals(
      [first, second].map(decodeName),
      [strategy, workload].map((name) => name.toWellFormed()),
    );
  }));
});

Deno.test("metricSlug() takes the unit off and joins words by hyphens", () => {
  const cases = {
    "waitMs.p99": "wait-p99",
    "dispatchOverheadMs.mean": "dispatch-overhead-mean",
    "throughputPerSecond": "throughput",
    "offeredRatePerSecond": "offered-rate",
    "threadCpuUtilization": "thread-cpu-utilization",
    "notCompleted": "not-completed",
    "loopLagMs": "loop-lag",
  };
  for (const [metric, slug] of Object.entries(cases)) assertEquals(metricSlug(metric), slug);
});
