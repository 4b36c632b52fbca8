import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { meanInterval } from "../../../../reports/stats/intervals.ts";
import { controlledMean } from "../../../../experiments/theory/simulation/control_variates.ts";
import { Generator } from "../../../../experiments/theory/simulation/generator.ts";

const OUTPUTS = Float64Array.of(3, 5, 4, 8, 6, 1, 2);

Deno.test("controlledMean() without controls is Student's interval", () => {
  const { mean, interval } = controlledMean(OUTPUTS, [], 0.95);
  const expected = meanInterval([...OUTPUTS], 0.95)!;
  assertAlmostEquals(mean, 29 / 7, 1e-12);
  interval.forEach((limit, i) => assertAlmostEquals(limit, expected[i], 1e-12));
});

Deno.test("controlledMean() finds the mean exactly where a control explains everything", () => {
  const control = Float64Array.of(1, -2, 0.5, 3, 7);
  const { mean, interval } = controlledMean(control.map((x) => 10 - 3 * x), [control], 0.99);
  [mean, ...interval].forEach((value) => assertAlmostEquals(value, 10, 1e-9));
});

Deno.test("controlledMean() agrees with least squares worked out by hand", () => {
  const { mean, interval } = controlledMean(
    Float64Array.of(2, 3.5, 1.75, 4.75),
    [Float64Array.of(0, 1, 1, 2)],
    0.95,
  );
  // x̄ = 1, Sxx = 2, Sxy = 2.75, ȳ = 3: β = 1.375, α = 1.625, RSS = 5.875 − 3.78125, two degrees of freedom.
  const half = 4.302652729696 * Math.sqrt((5.875 - 3.78125) / 2 * (1 / 4 + 1 / 2));
  assertAlmostEquals(mean, 1.625, 1e-12);
  assertAlmostEquals(interval[1] - mean, half, 1e-9);
});

Deno.test("controlledMean() leaves controls out that are constant, unknown or repeat others", () => {
  const control = Float64Array.of(1, 2, 0, 4, 3, 0, -1);
  const once = controlledMean(OUTPUTS, [control], 0.95);
  const others = [
    control.map((x) => 2 * x),
    new Float64Array(7),
    new Float64Array(7).fill(NaN),
  ];
  assertEquals(controlledMean(OUTPUTS, [control, ...others], 0.95), once);
});

Deno.test("controlledMean() has no interval for too few batches", () => {
  const { mean, interval } = controlledMean(Float64Array.of(1, 2), [Float64Array.of(0, 1)], 0.95);
  assertEquals([mean, ...interval], [NaN, NaN, NaN]);
});

Deno.test("controlledMean() holds the truth as often as it says", () => {
  const generator = new Generator(1, "test");
  let held = 0;
  for (let run = 0; run < 1000; run++) {
    const controls = [0, 1].map(() => Float64Array.from({ length: 20 }, () => generator.normal()));
    const outputs = Float64Array.from({ length: 20 }, (_, b) => {
      return 5 + 2 * controls[0][b] - controls[1][b] + generator.normal();
    });
    const { interval } = controlledMean(outputs, controls, 0.9);
    if (interval[0] <= 5 && 5 <= interval[1]) held++;
  }
  // Four standard deviations of a binomial count.
  assert(Math.abs(held - 900) < 4 * Math.sqrt(90), `${held} of 1000`);
});
