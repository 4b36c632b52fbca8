import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { parseSlo } from "../../../experiments/sweep/slo.ts";
import { writeSlo } from "../../../experiments/sweep_document.ts";

Deno.test("parseSlo() reads statistic, number and unit", () => {
  const cases: [string, string, number][] = [
    ["p99=5ms", "p99", 5],
    ["p50=250us", "p50", 0.25],
    ["p90=250µs", "p90", 0.25],
    ["p999=1.5s", "p999", 1500],
    [" mean=.5ms ", "mean", 0.5],
  ];
  for (const [text, statistic, limitMs] of cases) {
    const slo = parseSlo(text);
    assertEquals(slo.statistic, statistic, text);
    assertAlmostEquals(slo.limitMs, limitMs, 1e-12, text);
    assertEquals(parseSlo(writeSlo(slo)), slo);
  }
});

Deno.test("parseSlo() refuses everything else", () => {
  for (
    const text of [
      "",
      "p99",
      "5ms",
      "p99=5",
      "p95=5ms",
      "p99=ms",
      "p99=0ms",
      "p99=-1ms",
      "p99=1e999s",
    ]
  ) {
    assertThrows(() => parseSlo(text), SyntaxError, "as in p99=5ms");
  }
});
