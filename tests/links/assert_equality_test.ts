import nodeAssert from "node:assert/strict";
import { assertEquals, AssertionError, assertNotEquals } from "@std/assert";

class Point {
  constructor(readonly x: number) {}
  get double(): number {
    return 2 * this.x;
  }
}

class Hidden {
  #x: number;
  constructor(x: number) {
    this.#x = x;
  }
  get shown(): number {
    return this.#x;
  }
}

function loop(name: string): Record<string, unknown> {
  const object: Record<string, unknown> = { name };
  object.self = object;
  return object;
}

const symbol = Symbol("key");
const bare = Object.assign(Object.create(null), { a: 1 });

const EQUAL: Record<string, [unknown, unknown]> = {
  "texts": ["a", "a"],
  "0 and -0": [0, -0],
  "0 and -0 inside": [{ x: [0] }, { x: [-0] }],
  "NaN": [NaN, NaN],
  "big integers": [1n, 1n],
  "nested literals": [{ a: { b: [1, 2] } }, { a: { b: [1, 2] } }],
  "keys in another order": [{ a: 1, b: 2 }, { b: 2, a: 1 }],
  "symbols as keys": [{ [symbol]: 1 }, { [symbol]: 1 }],
  "a literal and an object without prototype": [{ a: 1 }, bare],
  "dates": [new Date(5), new Date(5)],
  "invalid dates": [new Date(NaN), new Date(NaN)],
  "patterns": [/a/g, /a/g],
  "addresses": [new URL("file:///a"), new URL("file:///a")],
  "query strings": [new URLSearchParams("a=1"), new URLSearchParams("a=1")],
  "sets in another order": [new Set([1, 2]), new Set([2, 1])],
  "sets of objects": [new Set([{ a: 1 }, { b: 2 }]), new Set([{ b: 2 }, { a: 1 }])],
  "maps in another order": [new Map([["a", 1], ["b", 2]]), new Map([["b", 2], ["a", 1]])],
  "maps with objects as keys": [new Map([[{ a: 1 }, 1]]), new Map([[{ a: 1 }, 1]])],
  "maps of maps": [new Map([["a", new Map([[1, [2]]])]]), new Map([["a", new Map([[1, [2]]])]])],
  "instances": [new Point(1), new Point(1)],
  "instances with private fields": [new Hidden(1), new Hidden(1)],
  "typed arrays": [Float64Array.of(0, NaN), Float64Array.of(-0, NaN)],
  "buffers": [Uint8Array.of(1, 2).buffer, Uint8Array.of(1, 2).buffer],
  "weak references": [new WeakRef({ a: 1 }), new WeakRef({ a: 1 })],
  "cycles": [loop("a"), loop("a")],
};

const DIFFERENT: Record<string, [unknown, unknown]> = {
  "texts": ["a", "b"],
  "a number and its text": [1, "1"],
  "null and undefined": [null, undefined],
  "an absent and an undefined key": [{}, { a: undefined }],
  "undefined under other keys": [{ a: undefined, b: 1 }, { c: undefined, b: 1 }],
  "arrays of other order": [[1, 2], [2, 1]],
  "arrays of other length": [[1, 2], [1, 2, 3]],
  "an array and a literal": [[1], { 0: 1 }],
  "symbols of the same text": [{ [Symbol("k")]: 1 }, { [Symbol("k")]: 1 }],
  "functions of the same text": [() => 1, () => 1],
  "dates": [new Date(5), new Date(6)],
  "a valid and an invalid date": [new Date(5), new Date(NaN)],
  "flags of patterns": [/a/g, /a/i],
  "addresses": [new URL("file:///a"), new URL("file:///b")],
  "sets": [new Set([1, 2]), new Set([1, 3])],
  "sets of objects": [new Set([{ a: 1 }]), new Set([{ a: 2 }])],
  "a set and a map": [new Set(), new Map()],
  "values of maps": [new Map([["a", 1]]), new Map([["a", 2]])],
  "keys of maps": [new Map([[{ a: 1 }, 1]]), new Map([[{ a: 2 }, 1]])],
  "instances": [new Point(1), new Point(2)],
  "an instance and a literal": [new Point(1), { x: 1 }],
  "instances with private fields behind getters": [new Hidden(1), new Hidden(2)],
  "typed arrays": [Float64Array.of(1), Float64Array.of(2)],
  "typed arrays of other types": [Uint8Array.of(1), Int8Array.of(1)],
  "typed arrays of other length": [Uint8Array.of(0), Uint8Array.of(0, 0)],
  "buffers": [Uint8Array.of(1).buffer, Uint8Array.of(2).buffer],
  "a weak map and a weak set": [new WeakMap(), new WeakSet()],
  "cycles": [loop("a"), loop("b")],
};

for (const [name, [actual, expected]] of Object.entries(EQUAL)) {
  Deno.test(`assertEquals() accepts and assertNotEquals() rejects equal ${name}`, () => {
    assertEquals(actual, expected);
    assertEquals(expected, actual);
    nodeAssert.throws(() => assertNotEquals(actual, expected), AssertionError);
  });
}

for (const [name, [actual, expected]] of Object.entries(DIFFERENT)) {
  Deno.test(`assertEquals() rejects and assertNotEquals() accepts different ${name}`, () => {
    assertNotEquals(actual, expected);
    assertNotEquals(expected, actual);
    nodeAssert.throws(() => assertEquals(actual, expected), AssertionError);
  });
}

Deno.test("assertEquals() refuses to compare what hides its content", () => {
  nodeAssert.throws(() => assertEquals(new WeakMap(), new WeakMap()), TypeError);
  nodeAssert.throws(() => assertEquals(new WeakSet(), new WeakSet()), TypeError);
});

Deno.test("assertEquals() names both values and the caller's words", () => {
  nodeAssert.throws(
    () => assertEquals({ wait: "short" }, { wait: "long" }, "second run"),
    (error: Error) =>
      error.name === "AssertionError" &&
      ["short", "long", ": second run"].every((part) => error.message.includes(part)),
  );
});
