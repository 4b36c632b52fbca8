import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { createRandom, deriveSeed } from "../../../experiments/workload/mod.ts";

/** Mean and variance of what a function gives. */
function sampled(draw: () => number, count: number): { mean: number; variance: number } {
  const values = Array.from({ length: count }, draw);
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / count;
  return { mean, variance };
}

Deno.test("createRandom() gives these numbers for seed 1, on every machine", () => {
  const random = createRandom(1);
  assertEquals([random.uniform(), random.uniform(), random.uniform(), random.uniform()], [
    0.2512376658012484,
    0.7816166209660693,
    0.5121826858586025,
    0.10181315173669014,
  ]);
  assertAlmostEquals(createRandom(7).exponential(10), 19.81425945908818, 1e-12);
  assertAlmostEquals(createRandom(7).normal(), -0.7919628213274013, 1e-12);
});

Deno.test("createRandom() repeats a seed and tells seeds apart, beyond 32 bits and below 0", () => {
  const firsts = [0, 1, -1, 2 ** 32, 2 ** 32 + 1, Number.MAX_SAFE_INTEGER].map((seed) => {
    assertEquals(createRandom(seed).uniform(), createRandom(seed).uniform());
    return createRandom(seed).uniform();
  });
  assertEquals(new Set(firsts).size, firsts.length);
});

Deno.test("createRandom() refuses a seed that is not a safe integer", () => {
  for (const seed of [NaN, 0.5, Infinity, 2 ** 53]) {
    assertThrows(
      () => createRandom(seed),
      RangeError,
      `'seed' must be a whole number, got ${seed}`,
    );
  }
});

Deno.test("createRandom() makes generators without shared state", () => {
  const [first, second] = [createRandom(5), createRandom(5)];
  const expected = [first.uniform(), first.uniform()];
  assertEquals([second.uniform(), second.uniform()], expected);
});

Deno.test("uniform() stays inside (0, 1) and has the uniform moments", () => {
  const random = createRandom(11);
  const { mean, variance } = sampled(() => {
    const value = random.uniform();
    assert(value > 0 && value < 1);
    return value;
  }, 100_000);
  assertAlmostEquals(mean, 1 / 2, 0.004);
  assertAlmostEquals(variance, 1 / 12, 0.002);
});

Deno.test("uniform() first numbers of neighbouring seeds fill 64 bins evenly", () => {
  const bins = new Array(64).fill(0);
  for (let seed = 0; seed < 6400; seed++) bins[Math.floor(createRandom(seed).uniform() * 64)]++;
  const chiSquared = bins.reduce((sum, count) => sum + (count - 100) ** 2 / 100, 0);
  assert(chiSquared < 103.4, `${chiSquared} is beyond the 99.9 % point for 63 degrees of freedom`);
});

Deno.test("exponential() has the mean it is given and SCV 1", () => {
  const random = createRandom(12);
  const { mean, variance } = sampled(() => random.exponential(4), 100_000);
  assertAlmostEquals(mean, 4, 0.05);
  assertAlmostEquals(variance / mean ** 2, 1, 0.04);
});

Deno.test("exponential() with mean 0 is 0 and still draws", () => {
  const [random, other] = [createRandom(3), createRandom(3)];
  assertEquals(random.exponential(0), 0);
  other.uniform();
  assertEquals(random.uniform(), other.uniform());
});

Deno.test("normal() has mean 0, variance 1 and draws two uniforms", () => {
  const random = createRandom(13);
  const { mean, variance } = sampled(() => random.normal(), 100_000);
  assertAlmostEquals(mean, 0, 0.013);
  assertAlmostEquals(variance, 1, 0.02);
  const [one, two] = [createRandom(3), createRandom(3)];
  one.normal();
  two.uniform();
  two.uniform();
  assertEquals(one.uniform(), two.uniform());
});

Deno.test("deriveSeed() gives these seeds, on every machine", () => {
  // Computed by a separate program from the published MurmurHash3 constants.
  assertEquals(deriveSeed(0), 3644920907);
  assertEquals(deriveSeed(42, "ab", 1), 367445873);
});

Deno.test("deriveSeed() minds order, type and the borders between labels", () => {
  const seeds = [
    deriveSeed(1),
    deriveSeed(2),
    deriveSeed(1, 1),
    deriveSeed(1, "1"),
    deriveSeed(1, ""),
    deriveSeed(1, 0),
    deriveSeed(1, "ab", "c"),
    deriveSeed(1, "a", "bc"),
    deriveSeed(1, "c", "ab"),
    deriveSeed(1, "abc"),
    deriveSeed(1, 2, 3),
    deriveSeed(1, 3, 2),
    deriveSeed(1, 2.5),
    deriveSeed(1, "arrivals", 0),
    deriveSeed(1, "service", 0),
  ];
  assertEquals(new Set(seeds).size, seeds.length);
  for (const seed of seeds) assert(Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32);
  assertEquals(deriveSeed(1, -0), deriveSeed(1, 0));
  assertThrows(() => deriveSeed(NaN, "a"), RangeError, "'seed' must be a whole number");
});

Deno.test("deriveSeed() flips about half the bits when one bit of the seed flips", () => {
  let flipped = 0;
  for (let seed = 0; seed < 1000; seed++) {
    let difference = deriveSeed(seed * 2, "block") ^ deriveSeed(seed * 2 + 1, "block");
    for (; difference !== 0; difference &= difference - 1) flipped++;
  }
  assertAlmostEquals(flipped / 1000, 16, 0.5);
});
