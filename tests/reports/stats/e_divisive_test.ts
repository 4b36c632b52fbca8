import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertLessOrEqual,
  assertThrows,
} from "@std/assert";
import fc from "fast-check";
import { createRandom } from "../../../experiments/workload/random.ts";
import { eDivisive } from "../../../reports/stats/e_divisive.ts";

/** Normal noise about levels, a number of values each. */
function series(seed: number, ...levels: readonly (readonly [level: number, count: number])[]) {
  const random = createRandom(seed);
  const values = levels.flatMap(([level, count]) =>
    Array.from({ length: count }, () => level + random.normal())
  );
  return { values, uniform: random.uniform };
}

function indices(seed: number, ...levels: readonly (readonly [level: number, count: number])[]) {
  const { values, uniform } = series(seed, ...levels);
  return eDivisive(values, uniform).map(({ index }) => index);
}

/** mn/(m + n) · Ê of the paper, term by term. */
function definition(values: readonly number[], at: number): number {
  const [before, after] = [values.slice(0, at), values.slice(at)];
  const [m, n] = [before.length, after.length];
  const distances = (a: readonly number[], b: readonly number[]) =>
    a.reduce((sum, x) => sum + b.reduce((inner, y) => inner + Math.abs(x - y), 0), 0);
  return m * n / (m + n) * (2 / (m * n) * distances(before, after) -
    distances(before, before) / (m * (m - 1)) - distances(after, after) / (n * (n - 1)));
}

Deno.test("eDivisive() finds a step where it is", () => {
  assertEquals(indices(1, [0, 30], [8, 20]), [30]);
  assertEquals(indices(2, [0, 3], [12, 30]), [3]);
  assertEquals(indices(3, [0, 30], [-12, 3]), [30]);
});

Deno.test("eDivisive() finds two steps, up and down again too", () => {
  assertEquals(indices(4, [0, 20], [9, 15], [20, 20]), [20, 35]);
  assertEquals(indices(5, [0, 40], [12, 15], [0, 45]), [40, 55]);
});

Deno.test("eDivisive() finds a change of the spread alone", () => {
  const { values, uniform } = series(6, [0, 160]);
  const found = eDivisive(values.map((value, at) => at < 80 ? value : 8 * value), uniform);
  const { index, p } = found.reduce((a, b) => b.statistic > a.statistic ? b : a);
  assertEquals(p, 0.001);
  assert(Math.abs(index - 80) <= 5, String(index));
});

Deno.test("eDivisive() has the statistic of the paper at its best place, ties or none", () => {
  const anySeries = fc.array(
    fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ noNaN: true, min: -1e6, max: 1e6 })),
    {
      minLength: 6,
      maxLength: 25,
    },
  );
  const { uniform } = createRandom(1);
  let divided = 0;
  fc.assert(
    fc.property(anySeries, (values) => {
      const places = Array.from(
        { length: values.length - 5 },
        (_, at) => definition(values, at + 3),
      );
      const most = Math.max(...places);
      // Any division passes that is not the only one.
      const all = eDivisive(values, uniform, { significance: 0.999, permutations: 100 });
      if (all.length === 0) return;
      divided++;
      const scale = Math.max(...values.map(Math.abs)) * values.length;
      // The first division is that of the whole series; its place may be one of several that are as good.
      const isBest = all.some(({ index, statistic }) =>
        Math.abs(statistic - most) <= 1e-9 * scale &&
        Math.abs(definition(values, index) - most) <= 1e-9 * scale
      );
      assert(isBest, JSON.stringify(all));
    }),
    { seed: 1, numRuns: 300 },
  );
  assert(divided > 200, String(divided));
});

Deno.test("eDivisive() takes noise for a change no more often than it says", () => {
  const runs = 400;
  for (const [seed, transform] of [(x: number) => x, Math.exp].entries()) {
    let alarms = 0;
    for (let run = 0; run < runs; run++) {
      const { values, uniform } = series(1000 * (seed + 1) + run, [0, 25]);
      const found = eDivisive(values.map(transform), uniform, {
        significance: 0.1,
        permutations: 199,
      });
      if (found.length > 0) alarms++;
    }
    // 40 are expected; the standard deviation is 6.
    assert(alarms >= 20 && alarms <= 60, String(alarms));
  }
});

Deno.test("eDivisive() finds nothing in series that are constant, short or empty", () => {
  for (const values of [[], [1], [1, 2, 3, 4, 500], Array(50).fill(0.1), Array(50).fill(1e15)]) {
    assertEquals(eDivisive(values, createRandom(1).uniform), []);
  }
});

Deno.test("eDivisive() cannot be certain of what few orders of values tell apart", () => {
  // Of the 20 ways to choose three of six, two divide as well.
  const six = [1, 2, 3, 101, 102, 103];
  assertEquals(eDivisive(six, createRandom(1).uniform), []);
  const [{ index, p }] = eDivisive(six, createRandom(1).uniform, { significance: 0.2 });
  assertEquals(index, 3);
  assertAlmostEquals(p, 0.1, 0.03);
  const step = Array.from({ length: 60 }, (_, at) => at % 7 + (at < 30 ? 0 : 1000));
  const [{ p: least }] = eDivisive(step, createRandom(1).uniform);
  assertEquals(least, 0.001);
});

Deno.test("eDivisive() finds the same with the same seed", () => {
  const { values } = series(7, [0, 15], [1.2, 15], [0, 10]);
  const once = eDivisive(values, createRandom(3).uniform, { significance: 0.5 });
  assertEquals(eDivisive(values, createRandom(3).uniform, { significance: 0.5 }), once);
});

Deno.test("eDivisive() keeps the least size on both sides", () => {
  const { values, uniform } = series(8, [0, 10], [30, 4], [0, 10]);
  for (const leastSize of [2, 3, 5, 8]) {
    const found = eDivisive(values, uniform, { significance: 0.9, leastSize });
    const ends = [0, ...found.map(({ index }) => index), values.length];
    for (let at = 1; at < ends.length; at++) assertLessOrEqual(leastSize, ends[at] - ends[at - 1]);
  }
});

Deno.test("eDivisive() refuses what is no number and options out of range", () => {
  const uniform = createRandom(1).uniform;
  for (const wrong of [NaN, Infinity, -Infinity]) {
    assertThrows(() => eDivisive([1, 2, wrong], uniform), RangeError, `got ${wrong}`);
  }
  for (
    const options of [
      { significance: 0 },
      { significance: 1 },
      { permutations: 0 },
      { permutations: 1.5 },
      { leastSize: 1 },
    ]
  ) {
    const [name] = Object.keys(options);
    assertThrows(() => eDivisive([1, 2], uniform, options), RangeError, `'${name}' must`);
  }
});
