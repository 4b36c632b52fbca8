import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import {
  type LevelStatistic,
  parseServiceLevel,
  writeServiceLevel,
} from "../../experiments/service_level.ts";

Deno.test("parseServiceLevel() reads a figure of the sojourn, a limit and its unit", () => {
  const cases: [string, LevelStatistic, number][] = [
    ["p99=10ms", "p99", 10],
    ["p50=250us", "p50", 0.25],
    ["p90=1.5µs", "p90", 0.0015],
    ["p999=1.5s", "p999", 1500],
    [" mean=1e-1ms ", "mean", 0.1],
    ["mean=.5ms", "mean", 0.5],
  ];
  for (const [text, statistic, limitMs] of cases) {
    const level = parseServiceLevel(text);
    assertEquals(level.statistic, statistic, text);
    assertAlmostEquals(level.limitMs, limitMs, 1e-12, text);
    assertEquals(parseServiceLevel(writeServiceLevel(level)), level);
  }
});

Deno.test("parseServiceLevel() says what is wrong with anything else", () => {
  const cases: [string, typeof SyntaxError | typeof RangeError, string][] = [
    ["", SyntaxError, "such as p99=10ms"],
    ["10ms", SyntaxError, "a figure and its limit, such as p99=10ms"],
    ["p99=10ms=2", SyntaxError, "a figure and its limit"],
    ["p95=10ms", RangeError, '"p95": known are mean, p50, p90, p99, p999'],
    ["toString=10ms", RangeError, '"toString"'],
    ["p99=10", SyntaxError, "needs a unit"],
    ["p99=10min", SyntaxError, "needs a unit"],
    ["p99=", SyntaxError, "needs a unit"],
    ["p99=ms", SyntaxError, "above 0"],
    ["p99=-1ms", SyntaxError, "above 0"],
    ["p99=0ms", SyntaxError, "above 0"],
    ["p99=1e999s", SyntaxError, "above 0"],
  ];
  for (const [text, type, message] of cases) {
    assertThrows(() => parseServiceLevel(text), type, message, text);
  }
});
