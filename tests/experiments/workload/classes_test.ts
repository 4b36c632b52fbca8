import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import {
  createRandom,
  equalClasses,
  planClasses,
  type TaskClass,
} from "../../../experiments/workload/mod.ts";

const named = (...shares: number[]): TaskClass[] =>
  shares.map((share, index) => ({ name: `${index}`, share }));

Deno.test("planClasses() deals tasks out by shares", () => {
  const tasks = 40_000;
  for (const shares of [[0.25, 0.75], [0.1, 0.2, 0.7], [1], Array(8).fill(1 / 8)]) {
    const taskClass = planClasses(named(...shares), tasks, createRandom(1));
    shares.forEach((share, index) => {
      const count = taskClass.filter((found) => found === index).length;
      assertAlmostEquals(count, share * tasks, 4 * Math.sqrt(share * (1 - share) * tasks) + 1e-9);
    });
  }
});

Deno.test("planClasses() gives a class without a share no task", () => {
  for (const [shares, only] of [[[0, 1], 1], [[1, 0], 0], [[0, 1, 0], 1]] as const) {
    const taskClass = planClasses(named(...shares), 1000, createRandom(2));
    assert(taskClass.every((index) => index === only));
  }
});

Deno.test("planClasses() without classes draws nothing", () => {
  const random = createRandom(3);
  assertEquals(planClasses(undefined, 3, random), new Uint8Array(3));
  assertEquals(random.uniform(), createRandom(3).uniform());
});

Deno.test("planClasses() takes any equal classes and stays among them", () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 8 }), fc.integer(), (count, seed) => {
    const taskClass = planClasses(equalClasses(count), 50, createRandom(seed));
    assert(taskClass.every((index) => index < count));
  }));
});

Deno.test("planClasses() refuses classes that do not add up", () => {
  const cases: [TaskClass[], string][] = [
    [[], "there must be 1 to 8 of them, got 0"],
    [equalClasses(9), "there must be 1 to 8 of them, got 9"],
    [named(0.5, 0.4), "their shares must add up to 1, got 0.9"],
    [named(1.5, -0.5), "'share of 1' must be at least 0, got -0.5"],
    [named(NaN, 1), "'share of 0' must be at least 0, got NaN"],
  ];
  for (const [classes, message] of cases) {
    assertThrows(() => planClasses(classes, 1, createRandom(1)), RangeError, message);
  }
});
