import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { type Law, lawMoments } from "../../../../experiments/theory/law.ts";
import { Generator, placeWidths } from "../../../../experiments/theory/simulation/generator.ts";
import { createSampler } from "../../../../experiments/theory/simulation/sampler.ts";

const LAWS: readonly Law[] = [
  { kind: "fixed", meanMs: 2 },
  { kind: "exponential", meanMs: 3 },
  { kind: "erlang", meanMs: 3, stages: 4 },
  { kind: "erlang", meanMs: 3, stages: 40 },
  { kind: "gamma", meanMs: 0.5, scv: 0.3 },
  { kind: "gamma", meanMs: 0.5, scv: 2.5 },
  { kind: "hyperexponential", meanMs: 1, scv: 5 },
  { kind: "lognormal", meanMs: 1, scv: 1 },
  { kind: "pareto", meanMs: 1, shape: 3, ratio: 50 },
  { kind: "bimodal", meanMs: 1, share: 0.2, ratio: 8 },
  { kind: "replay", demandMs: [1, 0, 3, 2] },
  { kind: "atoms", valuesMs: [1, 7, 0, 2], weights: [5, 1, 0.5, 3] },
];

for (const law of LAWS) {
  Deno.test(`createSampler() draws values with the moments of the law: ${law.kind}`, () => {
    const count = 400_000;
    const values = new Float64Array(count);
    createSampler(law, 1, "test").fill(values, count);
    let [first, second, fourth] = [0, 0, 0];
    for (const value of values) {
      assert(value >= 0);
      first += value / count;
      second += value ** 2 / count;
      fourth += value ** 4 / count;
    }
    const { meanMs, secondMomentMs2 } = lawMoments(law);
    const variance = Math.max(0, secondMomentMs2 - meanMs ** 2);
    // Four standard errors; the rounding of sums for constants.
    assertAlmostEquals(first, meanMs, 4 * Math.sqrt(variance / count) + 1e-9);
    const spread = Math.sqrt(Math.max(0, fourth - second ** 2) / count);
    assertAlmostEquals(second, secondMomentMs2, 4 * spread + 1e-9);
  });

  Deno.test(`createSampler() draws the same one by one as many at a time: ${law.kind}`, () => {
    const many = new Float64Array(500);
    createSampler(law, 3, "test").fill(many, 500);
    const pieces = createSampler(law, 3, "test");
    const part = new Float64Array(100);
    pieces.fill(part, 100);
    const alone = Array.from({ length: 400 }, () => pieces.next());
    [...part, ...alone].forEach((value, i) => assertAlmostEquals(value, many[i], 1e-12));
  });
}

Deno.test("createSampler() gives unrelated streams for different purposes and seeds", () => {
  const law = { kind: "exponential", meanMs: 1 } as const;
  const streams = [
    createSampler(law, 1, "a"),
    createSampler(law, 1, "b"),
    createSampler(law, 2, "a"),
  ];
  assertEquals(new Set(streams.map((stream) => stream.next())).size, 3);
});

Deno.test("createSampler() refuses a law with a parameter out of its range", () => {
  assertThrows(
    () => createSampler({ kind: "gamma", meanMs: 1, scv: 0 }, 1, "test"),
    RangeError,
    "scv",
  );
});

/** χ² of counts that should be equal. */
function chiSquare(counts: Float64Array): number {
  const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

Deno.test("Generator.fillExponential() follows the exponential law, tail included", () => {
  const count = 2_000_000;
  const values = new Float64Array(count);
  new Generator(1, "test").fillExponential(values, count, placeWidths(1));
  const cells = new Float64Array(1000);
  let beyond = 0;
  for (const value of values) {
    cells[Math.min(999, Math.floor(-1000 * Math.expm1(-value)))]++;
    // The base strip ends here and the tail begins.
    if (value > 7.69711747013104972) beyond++;
  }
  // 999 degrees of freedom: mean 999, standard deviation 45.
  assertAlmostEquals(chiSquare(cells), 999, 4 * 45);
  const expected = count * Math.exp(-7.69711747013104972);
  assertAlmostEquals(beyond, expected, 4 * Math.sqrt(expected));
});

Deno.test("Generator.fillExponential() has no pattern in successive values", () => {
  const count = 1_000_000;
  const values = new Float64Array(count);
  new Generator(2, "test").fillExponential(values, count, placeWidths(1));
  const cells = new Float64Array(32 * 32);
  const cellOf = (value: number) => Math.min(31, Math.floor(-32 * Math.expm1(-value)));
  for (let i = 0; i < count; i += 2) cells[32 * cellOf(values[i]) + cellOf(values[i + 1])]++;
  // 1,023 degrees of freedom: mean 1,023, standard deviation 45.
  assertAlmostEquals(chiSquare(cells), 1023, 4 * 45);
});

Deno.test("Generator.uniform() fills its range evenly and never gives 0 or 1", () => {
  const generator = new Generator(1, "test");
  const cells = new Float64Array(500);
  for (let i = 0; i < 500_000; i++) {
    const value = generator.uniform();
    assert(value > 0 && value < 1);
    cells[Math.floor(value * 500)]++;
  }
  assertAlmostEquals(chiSquare(cells), 499, 4 * 32);
});
