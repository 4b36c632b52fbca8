import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { mser5 } from "../../../reports/stats/mser.ts";

/** Numerical Recipes' quick linear congruential generator, as uniform numbers. */
function lcg(seed: number): () => number {
  let state = seed >>> 0;
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
}

/** The definition, word for word: O(n²). */
function byDefinition(values: Float64Array): number {
  const means = Array.from(
    { length: Math.floor(values.length / 5) },
    (_, batch) => values.subarray(5 * batch, 5 * batch + 5).reduce((a, b) => a + b) / 5,
  );
  const errors = means.slice(0, means.length - 4).map((_, cut) => {
    const rest = means.slice(cut);
    const mean = rest.reduce((a, b) => a + b) / rest.length;
    return rest.reduce((sum, value) => sum + (value - mean) ** 2, 0) / rest.length ** 2;
  });
  return errors.indexOf(Math.min(...errors));
}

Deno.test("mser5() cuts where the transient ends", () => {
  const uniform = lcg(1);
  for (const transient of [0, 10, 50, 100]) {
    const series = Float64Array.from(
      { length: 1000 },
      (_, i) => (i < transient ? 5 * (1 - i / transient) + 3 : 0) + uniform(),
    );
    const cut = mser5(series);
    assert(cut.state === "found");
    assert(Math.abs(cut.values - transient) <= 10, `${cut.values} instead of ${transient}`);
  }
});

Deno.test("mser5() knows its seldom cases", () => {
  const ramp = Float64Array.from({ length: 1000 }, (_, i) => i ** 2);
  const jump = Float64Array.from({ length: 1000 }, (_, i) => i < 700 ? i % 7 : 100 + i % 2);
  const cases: [string, Float64Array, ReturnType<typeof mser5>][] = [
    ["nothing", new Float64Array(0), { state: "undefined" }],
    ["49 values", new Float64Array(49), { state: "undefined" }],
    ["50 equal values", new Float64Array(50).fill(3), { state: "found", values: 0 }],
    ["a NaN", new Float64Array(100).with(17, NaN), { state: "undefined" }],
    ["an infinite value", new Float64Array(100).with(17, Infinity), { state: "undefined" }],
    ["never settling", ramp, { state: "no-steady-state" }],
    ["settling late", jump, { state: "no-steady-state" }],
    ["one early outlier", new Float64Array(100).with(3, 9), { state: "found", values: 5 }],
    ["what fills no batch", new Float64Array(104).with(103, 99), { state: "found", values: 0 }],
  ];
  for (const [words, series, expected] of cases) assertEquals(mser5(series), expected, words);
});

Deno.test("mser5() agrees with its definition", () => {
  const whole = fc.integer({ min: 0, max: 1000 });
  fc.assert(fc.property(fc.array(whole, { minLength: 50, maxLength: 200 }), (values) => {
    const series = Float64Array.from(values);
    const cut = byDefinition(series);
    const rejected = 2 * cut >= Math.floor(values.length / 5);
    assertEquals(
      mser5(series),
      rejected ? { state: "no-steady-state" } : { state: "found", values: 5 * cut },
    );
  }));
});

Deno.test("mser5() does not care for unit and origin", () => {
  const power = fc.integer({ min: -3, max: 3 });
  const whole = fc.integer({ min: 0, max: 1000 });
  fc.assert(
    fc.property(fc.array(whole, { minLength: 50 }), whole, power, (values, shift, scale) => {
      const moved = values.map((value) => (value + shift) * 2 ** scale);
      assertEquals(mser5(Float64Array.from(moved)).state, mser5(Float64Array.from(values)).state);
    }),
  );
});
