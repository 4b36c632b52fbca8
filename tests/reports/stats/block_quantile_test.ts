import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { createRandom } from "../../../experiments/workload/random.ts";
import {
  blockQuantile,
  type CellLayout,
  poolBlocks,
  type Tally,
} from "../../../reports/stats/block_quantile.ts";
import { meanInterval } from "../../../reports/stats/intervals.ts";
import { studentQuantile } from "../../../reports/stats/student.ts";

/** A cell for each value from so many below 0 on, in steps. */
function singleValues(step: number): CellLayout {
  const valueOf = (cell: number) => (cell - BELOW) * step;
  return { lowOf: valueOf, highOf: valueOf };
}

const BELOW = 100;
const WHOLE = singleValues(1);
const HUNDREDTHS = singleValues(0.01);

/** Values counted one by one. */
function tally(values: readonly number[], layout = WHOLE): Tally {
  const step = layout.lowOf(BELOW + 1);
  const counts = new Map<number, number>();
  for (const value of values) {
    const cell = Math.round(value / step) + BELOW;
    counts.set(cell, (counts.get(cell) ?? 0) + 1);
  }
  const cells = Uint16Array.from(counts.keys()).sort();
  return { layout, cells, counts: Float64Array.from(cells, (cell) => counts.get(cell)!) };
}

const upTo = (last: number, shift = 0) => Array.from({ length: last }, (_, i) => i + 1 + shift);

Deno.test("poolBlocks() weighs blocks alike, whatever their sizes, and leaves empty ones out", () => {
  const pool = poolBlocks([tally([1, 1, 2]), tally([]), tally([3])])!;
  const { layout, first, second, last } = pool;
  assertEquals([first, second!, last].map((cell) => layout.lowOf(cell)), [1, 2, 3]);
  const valuesOf = (cells: Uint16Array) => Array.from(cells, (cell) => layout.lowOf(cell));
  assertEquals(pool.blocks.map(({ cells, shares }) => [valuesOf(cells), [...shares]]), [
    [[1, 2], [2 / 3, 1]],
    [[3], [1]],
  ]);
  assertEquals(poolBlocks([tally([2]), tally([2])])!.second, null);
  assertEquals(pool.blocks.map(({ size }) => size), [3, 1]);
  assertEquals([0.3, 0.34, 0.5, 0.51].map((p) => blockQuantile(pool, p).value), [1, 2, 2, 3]);
  assertEquals(poolBlocks([tally([])]), null);
  assertEquals(poolBlocks([]), null);
});

Deno.test("blockQuantile() follows an example by hand", () => {
  // Shares up to 50: 0.50, 0.45 and 0.55; their standard error is 0.05 ÷ √3, t(0.975, 2) = 4.30265.
  const pool = poolBlocks([tally(upTo(100)), tally(upTo(100, 5)), tally(upTo(100, -5))])!;
  const half = 4.30265 * 0.05 / Math.sqrt(3);
  const { value, interval } = blockQuantile(pool, 0.5);
  assertEquals(value, 50);
  assertEquals(interval, [Math.ceil(100 * (0.5 - half)), Math.ceil(100 * (0.5 + half))]);
});

Deno.test("blockQuantile() interpolates within cells", () => {
  const cells: Tally = {
    layout: { lowOf: (cell) => [0, 10][cell], highOf: (cell) => [10, 30][cell] },
    cells: Uint16Array.of(0, 1),
    counts: Float64Array.of(1, 1),
  };
  const pool = poolBlocks([cells])!;
  const at = (p: number) => blockQuantile(pool, p).value;
  assertEquals([0, 0.25, 0.5, 0.75, 1].map(at), [0, 5, 10, 20, 30]);
  assertEquals(blockQuantile(pool, 0.5).interval, null);
});

Deno.test("blockQuantile() is a point where blocks are the same", () => {
  const pool = poolBlocks([tally([2, 2, 2]), tally([2, 2])])!;
  assertEquals(blockQuantile(pool, 0.99), { value: 2, interval: [2, 2] });
});

Deno.test("blockQuantile() takes in Student's t where blocks lie apart", () => {
  const levels = [100, 110, 120];
  const pool = poolBlocks(levels.map((level) => tally([level, level, level])))!;
  for (const p of [0.5, 0.99]) assertEquals(blockQuantile(pool, p).interval, meanInterval(levels));
});

Deno.test("blockQuantile() tests the least value from one side", () => {
  // Shares of zeros around 0.5 − e; only the two-sided limit reaches down to the zeros.
  const block = (zeros: number) => tally([...Array(zeros).fill(0), ...upTo(1000 - zeros)]);
  const shares = (shift: number) => [-30, -10, 0, 10, 30].map((off) => block(500 - shift + off));
  const error = Math.sqrt(2000 / 4 / 5);
  const [oneSided, twoSided] = [0.95, 0.975].map((p) => studentQuantile(p, 4) * error);
  const lowAt = (shift: number) => blockQuantile(poolBlocks(shares(shift))!, 0.5).interval![0];
  assertEquals(lowAt(Math.floor(oneSided) - 1), 0);
  assertEquals(lowAt(Math.ceil(oneSided) + 1), 1);
  assert(Math.ceil(oneSided) + 1 < Math.floor(twoSided));
  assert(lowAt(Math.ceil(twoSided) + 5) >= 1);
});

Deno.test("blockQuantile() holds the estimate within its interval, in order of p", () => {
  const values = fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 30 });
  fc.assert(fc.property(fc.array(values, { minLength: 2, maxLength: 5 }), (blocks) => {
    const pool = poolBlocks(blocks.map((values) => tally(values)))!;
    const found = [0.5, 0.9, 0.99].map((p) => blockQuantile(pool, p));
    for (const { value, interval } of found) {
      assert(interval![0] <= value && value <= interval![1], `${interval} around ${value}`);
    }
    assert(found[0].value <= found[1].value && found[1].value <= found[2].value);
  }));
});

/** How often the interval for the median of blocks that differ as a whole holds the truth, 100. */
function coverageOfNoise(blocks: number): number {
  const random = createRandom(blocks);
  const studies = 1000;
  let covered = 0;
  for (let study = 0; study < studies; study++) {
    const pool = poolBlocks(Array.from({ length: blocks }, () => {
      const level = 100 + 10 * random.normal();
      return tally(Array.from({ length: 40 }, () => level + random.uniform() - 0.5), HUNDREDTHS);
    }))!;
    const [low, high] = blockQuantile(pool, 0.5).interval!;
    if (low <= 100 && 100 <= high) covered++;
  }
  return covered / studies;
}

Deno.test("blockQuantile() covers the median of blocks that a noisy machine sets apart", () => {
  for (const blocks of [3, 5, 10]) assertAlmostEquals(coverageOfNoise(blocks), 0.96, 0.03);
});

Deno.test("blockQuantile() does not take blocks that happen to count alike for certain", () => {
  // Both have half of their twenty values up to 10; a share of twentieths is known to 0.05 ÷ √12.
  const { value, interval } = blockQuantile(poolBlocks([tally(upTo(20)), tally(upTo(20))])!, 0.5);
  const half = studentQuantile(0.975, 1) * 0.05 / Math.sqrt(12) / Math.sqrt(2);
  assertEquals(value, 10);
  assertEquals(interval, [Math.ceil(20 * (0.5 - half)), Math.ceil(20 * (0.5 + half))]);
});

Deno.test("blockQuantile() refuses what is no probability", () => {
  const pool = poolBlocks([tally([1, 2, 3]), tally([1, 2, 3])])!;
  for (const p of [NaN, -1, 2]) {
    assertThrows(() => blockQuantile(pool, p), RangeError, "'p' must be from 0 to 1");
  }
  assertThrows(() => blockQuantile(pool, 0.5, 1), RangeError, "'level' must be between 0 and 1");
});
