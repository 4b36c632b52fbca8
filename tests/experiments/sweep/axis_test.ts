import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import {
  type AxisRange,
  axisValues,
  parseAxes,
  writeAxis,
} from "../../../experiments/sweep/axis.ts";

const values = (text: string, numbers: "any" | "whole" = "any") =>
  axisValues(parseAxes(text)[0].range, numbers);

Deno.test("parseAxes() and axisValues() cut ranges and take lists", () => {
  const cases: [string, "any" | "whole", number[]][] = [
    ["ratePerSecond=100..10000:log:3", "any", [100, 1000, 10000]],
    ["ratePerSecond=100..200:log:4", "any", [100, 126, 158.7, 200]],
    ["intervalMs=0..10:lin:5", "any", [0, 2.5, 5, 7.5, 10]],
    ["share=-1..1:lin:3", "any", [-1, 0, 1]],
    ["concurrency=1..4:lin:7", "whole", [1, 2, 3, 4]],
    ["concurrency=1..64:log:7", "whole", [1, 2, 4, 8, 16, 32, 64]],
    ["concurrency=1.5..3:lin:2", "whole", [1.5, 3]],
    ["users=4,1,2,4", "whole", [1, 2, 4]],
    ["ratePerSecond=1e3", "any", [1000]],
    [" ratePerSecond = 1 , 2 ", "any", [1, 2]],
    ["x=0.1..0.30000004:lin:2", "any", [0.1, 0.30000004]],
  ];
  for (const [text, numbers, expected] of cases) {
    assertEquals(values(text, numbers), expected, text);
  }
});

Deno.test("parseAxes() tells two axes apart, joined by commas as flags are", () => {
  const axes = parseAxes("strategy.concurrency=1,2,4,ratePerSecond=10..20:lin:3");
  assertEquals(axes.map(({ scope, parameter }) => [scope, parameter]), [
    ["strategy", "concurrency"],
    [null, "ratePerSecond"],
  ]);
  const range: AxisRange = { kind: "list", values: [1, 2, 4] };
  assertEquals(axes[0].range, range);
});

Deno.test("writeAxis() writes what parseAxes() read", () => {
  for (const text of ["ratePerSecond=100..1000:log:5", "workload.users=1,2,4", "a=0.5..2:lin:3"]) {
    assertEquals(parseAxes(text).map(writeAxis), [text]);
  }
});

Deno.test("parseAxes() refuses what it cannot use, and says what to write", () => {
  const cases: [string, typeof SyntaxError | typeof RangeError, string][] = [
    ["ratePerSecond", SyntaxError, "names no parameter"],
    ["=1,2", SyntaxError, "not the name of a parameter"],
    ["loop.users=1", SyntaxError, '"loop.users" is not the name'],
    ["ratePerSecond=", SyntaxError, "not a value"],
    ["ratePerSecond=fast", SyntaxError, '"fast" is not a value of ratePerSecond'],
    ["ratePerSecond=1,,2", SyntaxError, '"" is not a value'],
    ["ratePerSecond=1..2", SyntaxError, "no range"],
    ["ratePerSecond=1..2:log", SyntaxError, "FROM..TO:log:STEPS"],
    ["ratePerSecond=1..2:exp:3", SyntaxError, "no range"],
    ["ratePerSecond=1..2:log:2.5", SyntaxError, "no range"],
    ["ratePerSecond=1..x:log:3", SyntaxError, "no range"],
    ["ratePerSecond=1..2:log:3,5", SyntaxError, "no range"],
    ["ratePerSecond=1..2:log:3,ratePerSecond=5", SyntaxError, "swept twice"],
    ["ratePerSecond=2..1:log:3", RangeError, "must go upwards, got 2..1"],
    ["ratePerSecond=2..2:lin:3", RangeError, "must go upwards"],
    ["ratePerSecond=0..2:log:3", RangeError, "use lin"],
    ["ratePerSecond=1..2:log:1", RangeError, "2 to 1000 steps, got 1"],
    ["ratePerSecond=1..2:lin:1001", RangeError, "got 1001"],
  ];
  for (const [text, kind, message] of cases) {
    const error = assertThrows(() => parseAxes(text), kind);
    assertStringIncludes(error.message, message, text);
  }
});
