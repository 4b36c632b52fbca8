import nodeAssert from "node:assert/strict";
import {
  assert,
  assertAlmostEquals,
  assertArrayIncludes,
  assertExists,
  assertGreater,
  assertGreaterOrEqual,
  assertInstanceOf,
  AssertionError,
  assertLess,
  assertLessOrEqual,
  assertMatch,
  assertObjectMatch,
  assertStringIncludes,
  fail,
} from "@std/assert";

class Job {
  constructor(readonly id: number, readonly state = "new") {}
}

const same = { a: 1 };

const PASSES: Record<string, () => void> = {
  "assert() of a truthy value": () => assert("0"),
  "assertExists() of 0": () => assertExists(0),
  "assertExists() of an empty text": () => assertExists(""),
  "assertInstanceOf() of a subclass": () => assertInstanceOf(new RangeError(), Error),
  "assertGreater() above": () => assertGreater(2, 1),
  "assertGreater() of dates": () => assertGreater(new Date(2), new Date(1)),
  "assertGreaterOrEqual() at the limit": () => assertGreaterOrEqual(1, 1),
  "assertLess() below": () => assertLess(1n, 2n),
  "assertLessOrEqual() at the limit": () => assertLessOrEqual("a", "a"),
  "assertMatch() of a part": () => assertMatch("abc", /b/),
  "assertStringIncludes() of a part": () => assertStringIncludes("abc", "bc"),
  "assertStringIncludes() of nothing": () => assertStringIncludes("abc", ""),
  "assertAlmostEquals() of a rounding error": () => assertAlmostEquals(0.1 + 0.2, 0.3),
  "assertAlmostEquals() at 1e-7 of the expected": () => assertAlmostEquals(1 + 0.9e-7, 1),
  "assertAlmostEquals() of large numbers": () => assertAlmostEquals(1e9 + 99, 1e9),
  "assertAlmostEquals() at the tolerance": () => assertAlmostEquals(1.5, 1, 0.5),
  "assertAlmostEquals() of NaN": () => assertAlmostEquals(NaN, NaN),
  "assertAlmostEquals() of infinities": () => assertAlmostEquals(-Infinity, -Infinity),
  "assertAlmostEquals() of 0 and -0": () => assertAlmostEquals(0, -0),
  "assertArrayIncludes() in any order": () => assertArrayIncludes([1, 2, 3], [3, 1]),
  "assertArrayIncludes() by structure": () => assertArrayIncludes([{ a: [1] }], [{ a: [1] }]),
  "assertArrayIncludes() of NaN": () => assertArrayIncludes([NaN], [NaN]),
  "assertArrayIncludes() of one for two": () => assertArrayIncludes([1], [1, 1]),
  "assertArrayIncludes() in a typed array": () =>
    assertArrayIncludes(Uint8Array.of(1, 2), Uint8Array.of(2)),
  "assertObjectMatch() of a part": () => assertObjectMatch({ a: 1, b: 2 }, { a: 1 }),
  "assertObjectMatch() of nothing": () => assertObjectMatch({ a: 1 }, {}),
  "assertObjectMatch() of a nested part": () =>
    assertObjectMatch({ a: { b: { c: 1, d: 2 } } }, { a: { b: { c: 1 } } }),
  "assertObjectMatch() of parts of items": () =>
    assertObjectMatch({ a: [{ b: 1, c: 2 }] }, { a: [{ b: 1 }] }),
  "assertObjectMatch() of the head of an array": () =>
    assertObjectMatch({ a: [1, 2, 3] }, { a: [1, 2] }),
  "assertObjectMatch() of an instance": () =>
    assertObjectMatch({ job: new Job(1) }, { job: { id: 1 } }),
  "assertObjectMatch() of a pattern": () => assertObjectMatch({ a: /b/g }, { a: /b/g }),
  "assertObjectMatch() of a part of a map": () =>
    assertObjectMatch({ a: new Map([[1, { b: 1, c: 2 }], [2, { b: 3, c: 4 }]]) }, {
      a: new Map([[1, { b: 1 }]]),
    }),
  "assertObjectMatch() of a part of a set": () =>
    assertObjectMatch({ a: new Set([1, 2]) }, { a: new Set([2]) }),
  "assertObjectMatch() of the same object twice": () =>
    assertObjectMatch({ a: same, b: same, c: 1 }, { a: same, b: same }),
  "assertObjectMatch() of a symbol": () =>
    assertObjectMatch({ [Symbol.iterator]: 1, a: 1 }, { [Symbol.iterator]: 1 }),
};

const FAILS: Record<string, (msg?: string) => void> = {
  "assertExists() of null": (msg) => assertExists(null, msg),
  "assertExists() of undefined": (msg) => assertExists(undefined, msg),
  "assertInstanceOf() of another class": (msg) => assertInstanceOf(new Error(), RangeError, msg),
  "assertInstanceOf() of a primitive": (msg) => assertInstanceOf("a", String, msg),
  "assertGreater() at the limit": (msg) => assertGreater(1, 1, msg),
  "assertGreater() of NaN": (msg) => assertGreater(NaN, 1, msg),
  "assertGreaterOrEqual() below": (msg) => assertGreaterOrEqual(0, 1, msg),
  "assertLess() at the limit": (msg) => assertLess(1, 1, msg),
  "assertLessOrEqual() above": (msg) => assertLessOrEqual(2, 1, msg),
  "assertMatch() of another text": (msg) => assertMatch("abc", /^b/, msg),
  "assertStringIncludes() of another text": (msg) => assertStringIncludes("abc", "ac", msg),
  "assertAlmostEquals() beyond 1e-7 of the expected": (msg) =>
    assertAlmostEquals(1 + 1.1e-7, 1, undefined, msg),
  "assertAlmostEquals() of the smallest number and 0": (msg) =>
    assertAlmostEquals(Number.MIN_VALUE, 0, undefined, msg),
  "assertAlmostEquals() beyond the tolerance": (msg) => assertAlmostEquals(1.6, 1, 0.5, msg),
  "assertAlmostEquals() of NaN and a number": (msg) => assertAlmostEquals(NaN, 1, 5, msg),
  "assertAlmostEquals() of opposite infinities": (msg) =>
    assertAlmostEquals(Infinity, -Infinity, undefined, msg),
  "assertArrayIncludes() of a missing item": (msg) => assertArrayIncludes([1], [1, 2], msg),
  "assertArrayIncludes() of other structure": (msg) =>
    assertArrayIncludes([{ a: 1 }], [{ a: 2 }], msg),
  "assertObjectMatch() of a missing key": (msg) => assertObjectMatch({ a: 1 }, { b: 1 }, msg),
  "assertObjectMatch() of an undefined key": (msg) =>
    assertObjectMatch({ a: 1 }, { a: 1, b: undefined }, msg),
  "assertObjectMatch() of another value": (msg) => assertObjectMatch({ a: 1 }, { a: 2 }, msg),
  "assertObjectMatch() of a longer array": (msg) =>
    assertObjectMatch({ a: [1] }, { a: [1, 2] }, msg),
  "assertObjectMatch() of a later item": (msg) => assertObjectMatch({ a: [1, 2] }, { a: [2] }, msg),
  "assertObjectMatch() of an array for a literal": (msg) =>
    assertObjectMatch({ a: { 0: 1 } }, { a: [1] }, msg),
  "assertObjectMatch() of a missing entry": (msg) =>
    assertObjectMatch({ a: new Map([[1, 1]]) }, { a: new Map([[2, 1]]) }, msg),
  "assertObjectMatch() of a missing member": (msg) =>
    assertObjectMatch({ a: new Set([1]) }, { a: new Set([2]) }, msg),
  "assertObjectMatch() of another pattern": (msg) => assertObjectMatch({ a: /b/ }, { a: /c/ }, msg),
  "assertObjectMatch() of an inherited key": (msg) =>
    assertObjectMatch(Object.create({ a: 1 }), { a: 1 }, msg),
  "fail()": (msg) => fail(msg),
};

for (const [name, run] of Object.entries(PASSES)) Deno.test(`${name} passes`, run);

for (const [name, run] of Object.entries(FAILS)) {
  Deno.test(`${name} fails with the caller's words, if there are any`, () => {
    nodeAssert.throws(() => run(), AssertionError);
    nodeAssert.throws(() => run("in run 7"), (error: Error) => error.message.includes("in run 7"));
  });
}

Deno.test("assert() takes the caller's words as the whole message", () => {
  nodeAssert.throws(() => assert(0, "no"), { name: "AssertionError", message: "no" });
  nodeAssert.throws(() => assert(""), { name: "AssertionError", message: "" });
});

Deno.test("assertGreater() and its like take the caller's words as the whole message", () => {
  const compare = [assertGreater<number>, assertGreaterOrEqual<number>];
  for (const one of compare) nodeAssert.throws(() => one(0, 1, "no"), { message: "no" });
  const reverse = [assertLess<number>, assertLessOrEqual<number>];
  for (const one of reverse) nodeAssert.throws(() => one(1, 0, "no"), { message: "no" });
});

Deno.test("assertObjectMatch() refuses what is no object", () => {
  nodeAssert.throws(() => assertObjectMatch(null as never, {}), TypeError);
});

Deno.test("assertObjectMatch() ends on cycles", () => {
  const cycle: Record<string, unknown> = { a: 1 };
  cycle.self = cycle;
  assertObjectMatch(cycle, cycle);
});

Deno.test("AssertionError() keeps its cause", () => {
  const error = new AssertionError("no", { cause: 7 });
  nodeAssert.equal(error.name, "AssertionError");
  nodeAssert.equal(error.message, "no");
  nodeAssert.equal(error.cause, 7);
  nodeAssert.ok(error instanceof Error);
});

Deno.test("assert(), assertExists() and assertInstanceOf() narrow the type", () => {
  const maybe = [1, 2].find((x) => x > 1);
  assertExists(maybe);
  const definite: number = maybe;
  const value: unknown = new Job(definite);
  assertInstanceOf(value, Job);
  assert(value.state === "new");
  nodeAssert.equal(value.id, 2);
});
