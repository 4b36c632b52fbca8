// deno-lint-ignore-file no-explicit-any -- the defaults of the original's type parameters
// By path: `@std/assert` would make `deno lint` look for JSR.
import { assertEquals, AssertionError, assertThrows } from "../assert/mod.ts";
import type { Spy, SpyCall } from "./_spy.ts";

/** What to expect of one call; what is left out is not checked. */
export interface ExpectedSpyCall<Self = any, Args extends unknown[] = any[], Return = any> {
  /** The arguments, all of them. */
  args?: [...Args, ...unknown[]];
  /** The object the method was called on. */
  self?: Self;
  /** What was returned. */
  returned?: Return;
  /** What was thrown. */
  error?: {
    /** The class of the error, or one above it. */
    Class?: new (...args: any[]) => Error;
    /** What the error's message must contain. */
    msgIncludes?: string;
  };
}

/**
 * Asserts how often a spy was called.
 *
 * @example Usage
 * ```ts
 * import { assertSpyCalls, spy } from "@std/testing/mock";
 *
 * assertSpyCalls(spy(), 0);
 * ```
 *
 * @typeParam Self The type of `this`.
 * @typeParam Args The types of the arguments.
 * @typeParam Return What the spy returns.
 * @param spy The spy.
 * @param expectedCalls The number of calls.
 * @throws {AssertionError} If there were more or fewer.
 */
export function assertSpyCalls<Self, Args extends unknown[], Return>(
  spy: Spy<Self, Args, Return>,
  expectedCalls: number,
): void {
  assertEquals(spy.calls.length, expectedCalls, "number of calls");
}

/**
 * Asserts what happened in one call of a spy.
 *
 * @example Usage
 * ```ts
 * import { assertSpyCall, spy } from "@std/testing/mock";
 *
 * const half = spy((x: number) => x / 2);
 * half(4);
 * assertSpyCall(half, 0, { args: [4], returned: 2 });
 * ```
 *
 * @typeParam Self The type of `this`.
 * @typeParam Args The types of the arguments.
 * @typeParam Return What the spy returns.
 * @param spy The spy.
 * @param callIndex Which call, counted from 0.
 * @param expected What to expect of it; by default, only that it happened.
 * @throws {AssertionError} If there was no such call, or it went otherwise.
 * @throws {TypeError} If `expected` has both `returned` and `error`.
 */
export function assertSpyCall<Self, Args extends unknown[], Return>(
  spy: Spy<Self, Args, Return>,
  callIndex: number,
  expected: ExpectedSpyCall<Self, Args, Return> = {},
): void {
  const call: SpyCall | undefined = spy.calls[callIndex];
  if (spy.calls.length <= callIndex || !call) {
    throw new AssertionError(`Call ${callIndex} did not happen: ${spy.calls.length} calls`);
  }
  const part = (name: string) => `${name} of call ${callIndex}`;
  if (expected.args) assertEquals<unknown>(call.args, expected.args, part("arguments"));
  if ("self" in expected) assertEquals<unknown>(call.self, expected.self, part("self"));
  if ("returned" in expected) {
    if ("error" in expected) {
      throw new TypeError("Cannot expect a call both to return and to throw");
    }
    if (call.error) throw new AssertionError(`Call ${callIndex} threw ${call.error}`);
    assertEquals<unknown>(call.returned, expected.returned, part("result"));
  }
  if ("error" in expected) {
    if ("returned" in call) throw new AssertionError(`Call ${callIndex} returned`);
    const { Class = Error, msgIncludes } = expected.error ?? {};
    const rethrow = () => {
      throw call.error;
    };
    assertThrows(rethrow, Class, msgIncludes, part("error"));
  }
}
