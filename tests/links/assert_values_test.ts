import nodeAssert from "node:assert/strict";
import {
  assert,
  assertAlmostEquals,
  assertGreaterOrEqual,
  assertInstanceOf,
  AssertionError,
  assertLessOrEqual,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";

class Job {
  constructor(readonly id: number, readonly state = "new") {}
}

const PASSES: Record<string, () => void> = {
  "assert() of a truthy value": () => assert("0"),
  "assertInstanceOf() of a subclass": () => assertInstanceOf(new RangeError(), Error),
  "assertGreaterOrEqual() at the limit": () => assertGreaterOrEqual(1, 1),
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
};

const FAILS: Record<string, (msg?: string) => void> = {
  "assertInstanceOf() of another class": (msg) => assertInstanceOf(new Error(), RangeError, msg),
  "assertInstanceOf() of a primitive": (msg) => assertInstanceOf("a", String, msg),
  "assertGreaterOrEqual() below": (msg) => assertGreaterOrEqual(0, 1, msg),
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

Deno.test("assertGreaterOrEqual() and its like take the caller's words as the whole message", () => {
  nodeAssert.throws(() => assertGreaterOrEqual(0, 1, "no"), { message: "no" });
  nodeAssert.throws(() => assertLessOrEqual(1, 0, "no"), { message: "no" });
});

Deno.test("AssertionError() keeps its cause", () => {
  const error = new AssertionError("no", { cause: 7 });
  nodeAssert.equal(error.name, "AssertionError");
  nodeAssert.equal(error.message, "no");
  nodeAssert.equal(error.cause, 7);
  nodeAssert.ok(error instanceof Error);
});

Deno.test("assert() and assertInstanceOf() narrow the type", () => {
  const value: unknown = new Job(2);
  assertInstanceOf(value, Job);
  assert(value.state === "new");
  nodeAssert.equal(value.id, 2);
});
