import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import {
  BinCounts,
  LogHistogram,
} from "../../../../experiments/theory/simulation/log_histogram.ts";
import { quantile, sortedCopy } from "../../../../reports/stats/quantiles.ts";
import { createSampler } from "../../../../experiments/theory/simulation/sampler.ts";

function histogramOf(values: Float64Array): LogHistogram {
  const histogram = new LogHistogram();
  histogram.record(new Int32Array(values.buffer), values.length);
  return histogram;
}

function countsOf(...parts: readonly Float64Array[]): BinCounts {
  const all = new BinCounts();
  for (const part of parts) histogramOf(part).addTo(all, Infinity);
  return all;
}

Deno.test("BinCounts.quantileMs() is within 0.4 % of the exact quantile", () => {
  for (const scv of [0.1, 1, 4]) {
    const values = new Float64Array(50_000);
    createSampler({ kind: "gamma", meanMs: 3, scv }, 1, "test").fill(values, values.length);
    const all = countsOf(values);
    const sorted = sortedCopy(values);
    for (const p of [0.1, 0.5, 0.9, 0.99, 0.999]) {
      const exact = quantile(sorted, p);
      assertAlmostEquals(all.quantileMs(p) / exact, 1, 0.004, `scv ${scv}, p ${p}`);
    }
  }
});

Deno.test("BinCounts.quantileMs() of a constant is within 0.4 % over all sizes", () => {
  for (let ms = 1e-5; ms < 1e9; ms *= 3.7) {
    assertAlmostEquals(countsOf(Float64Array.of(ms)).quantileMs(0.5) / ms, 1, 0.004);
  }
});

Deno.test("BinCounts.quantileMs() knows times of 0, and the ends of its range", () => {
  const all = countsOf(Float64Array.of(0, 0, 0, 5));
  assertEquals([all.quantileMs(0), all.quantileMs(0.75)], [0, 0]);
  assertAlmostEquals(all.quantileMs(1), 5, 0.02);
  assertEquals(countsOf(Float64Array.of(1e-30)).quantileMs(1), 0);
  assert(countsOf(Float64Array.of(1e300)).quantileMs(1) >= 2 ** 35);
  assertEquals([new BinCounts().quantileMs(0.5), all.quantileMs(NaN)], [NaN, NaN]);
});

Deno.test("LogHistogram.addTo() gives the counts of all values together", () => {
  const [a, b] = [Float64Array.of(1, 2, 3), Float64Array.of(4, 5)];
  const together = countsOf(Float64Array.of(1, 2, 3, 4, 5));
  for (const p of [0.2, 0.5, 0.99]) {
    assertEquals(countsOf(a, b).quantileMs(p), together.quantileMs(p));
  }
});

Deno.test("LogHistogram.shareUpTo() is the inverse of the quantile", () => {
  const values = new Float64Array(10_000);
  createSampler({ kind: "exponential", meanMs: 1 }, 1, "test").fill(values, values.length);
  const all = countsOf(values);
  const histogram = histogramOf(values);
  for (const p of [0.01, 0.5, 0.99]) {
    assertAlmostEquals(histogram.shareUpTo(all.quantileMs(p)), p, 1e-9);
  }
  assertEquals(histogramOf(Float64Array.of(0, 0, 1, 2)).shareUpTo(0), 0.5);
  assertEquals(new LogHistogram().shareUpTo(1), NaN);
});
