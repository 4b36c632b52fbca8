import { assertEquals, assertThrows } from "@std/assert";
import { parseSlo } from "../../cli/slo.ts";
import { UsageError } from "../../cli/usage.ts";

Deno.test("parseSlo() reads a figure of the sojourn, a limit and its unit", () => {
  const cases: [string, ReturnType<typeof parseSlo>][] = [
    ["p99=10ms", { statistic: "p99", limitMs: 10 }],
    ["p50=250us", { statistic: "p50", limitMs: 0.25 }],
    ["p90=1.5µs", { statistic: "p90", limitMs: 0.0015 }],
    ["p999=1.5s", { statistic: "p999", limitMs: 1500 }],
    ["mean=1e-1ms", { statistic: "mean", limitMs: 0.1 }],
  ];
  for (const [text, expected] of cases) assertEquals(parseSlo(text), expected);
});

Deno.test("parseSlo() says what is wrong with anything else", () => {
  const cases: [string, string][] = [
    ["10ms", "a figure and its limit, such as p99=10ms"],
    ["p99=10ms=2", "a figure and its limit"],
    ["p95=10ms", 'on one of mean, p50, p90, p99, p999, got "p95"; did you mean "p'],
    ["toString=10ms", 'got "toString"'],
    ["p99=10", "needs a unit"],
    ["p99=10min", "needs a unit"],
    ["p99=ms", "above 0"],
    ["p99=-1ms", "above 0"],
    ["p99=0ms", "above 0"],
    ["p99=1e999s", "above 0"],
    ["p99=", "needs a unit"],
  ];
  for (const [text, message] of cases) {
    assertThrows(() => parseSlo(text), UsageError, message, text);
  }
});
