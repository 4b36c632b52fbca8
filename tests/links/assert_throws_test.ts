import nodeAssert from "node:assert/strict";
import { AssertionError, assertRejects, assertThrows } from "@std/assert";

class NoError {}

const tooFar = new RangeError("too far by \x1b[1m3\x1b[22m");

function raise(value: unknown): () => never {
  return () => {
    throw value;
  };
}

Deno.test("assertThrows() returns what was thrown", () => {
  nodeAssert.equal(assertThrows(raise(tooFar)), tooFar);
  nodeAssert.equal(assertThrows(raise("text")), "text");
  nodeAssert.equal(assertThrows(raise(tooFar), "words"), tooFar);
  const error: RangeError = assertThrows(raise(tooFar), RangeError);
  nodeAssert.equal(error, tooFar);
});

Deno.test("assertRejects() resolves to what the promise was rejected with", async () => {
  nodeAssert.equal(await assertRejects(() => Promise.reject(tooFar)), tooFar);
  nodeAssert.equal(await assertRejects(() => Promise.reject("text"), "words"), "text");
  const error: RangeError = await assertRejects(() => Promise.reject(tooFar), RangeError);
  nodeAssert.equal(error, tooFar);
});

// deno-lint-ignore no-explicit-any -- any constructor, as in the signature
type Expected = [type: new (...args: any[]) => Error, includes?: string];

const ACCEPTED: Record<string, Expected> = {
  "the class": [RangeError],
  "a class above it": [Error],
  "a part of the message": [RangeError, "far by"],
  "an empty part": [RangeError, ""],
  "a part of the message without its colours": [RangeError, "by 3"],
  "a class that is no error, unchecked": [NoError as never],
};

const REFUSED: Record<string, Expected> = {
  "another class": [TypeError],
  "another part": [RangeError, "near"],
};

for (const [name, [type, includes]] of Object.entries(ACCEPTED)) {
  Deno.test(`assertThrows() and assertRejects() accept ${name}`, async () => {
    nodeAssert.equal(assertThrows(raise(tooFar), type, includes), tooFar);
    const rejected = () => Promise.reject(tooFar);
    nodeAssert.equal(await assertRejects(rejected, type, includes), tooFar);
  });
}

for (const [name, [type, includes]] of Object.entries(REFUSED)) {
  Deno.test(`assertThrows() and assertRejects() refuse ${name}`, async () => {
    const expected = (error: Error) =>
      error instanceof AssertionError && error.message.includes("in run 7");
    nodeAssert.throws(() => assertThrows(raise(tooFar), type, includes, "in run 7"), expected);
    const rejected = () => Promise.reject(tooFar);
    await nodeAssert.rejects(() => assertRejects(rejected, type, includes, "in run 7"), expected);
  });
}

Deno.test("assertThrows() fails if the function returns", () => {
  nodeAssert.throws(() => assertThrows(() => 1), AssertionError);
  nodeAssert.throws(() => assertThrows(() => 1, "in run 7"), /: in run 7/);
  nodeAssert.throws(() => assertThrows(() => 1, Error, "", "in run 7"), /: in run 7/);
  nodeAssert.throws(() => assertThrows(() => Promise.resolve()), AssertionError);
});

Deno.test("assertThrows() with a class refuses what is no error", () => {
  nodeAssert.throws(() => assertThrows(raise("text"), Error), AssertionError);
});

Deno.test("assertRejects() fails if the promise is fulfilled", async () => {
  await nodeAssert.rejects(() => assertRejects(() => Promise.resolve()), AssertionError);
  await nodeAssert.rejects(() => assertRejects(() => Promise.resolve(), "in run 7"), /: in run 7/);
});

Deno.test("assertRejects() fails if the function throws at once or returns no promise", async () => {
  await nodeAssert.rejects(() => assertRejects(raise(tooFar)), AssertionError);
  await nodeAssert.rejects(() => assertRejects(() => 1 as never), AssertionError);
});

Deno.test("assertRejects() with a class refuses what is no error", async () => {
  await nodeAssert.rejects(
    () => assertRejects(() => Promise.reject("text"), Error),
    AssertionError,
  );
});

Deno.test("assertRejects() accepts anything with a then()", async () => {
  const thenable: PromiseLike<never> = {
    then: (_done, failed) => Promise.reject(tooFar).then(undefined, failed) as never,
  };
  nodeAssert.equal(await assertRejects(() => thenable), tooFar);
});
