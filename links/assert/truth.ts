import { failure, show } from "./_failure.ts";
import { AssertionError } from "./assertion_error.ts";

/**
 * Asserts that a value is truthy.
 *
 * @example Usage
 * ```ts
 * import { assert } from "@std/assert";
 *
 * assert([1].includes(1));
 * ```
 *
 * @param expr The value.
 * @param msg The whole message of the error.
 * @throws {AssertionError} If it is falsy.
 */
export function assert(expr: unknown, msg = ""): asserts expr {
  if (!expr) throw new AssertionError(msg);
}

/**
 * Asserts that a value is neither `null` nor `undefined`.
 *
 * @example Usage
 * ```ts
 * import { assertExists } from "@std/assert";
 *
 * assertExists(new Map([["a", 0]]).get("a"));
 * ```
 *
 * @typeParam T The type of the value.
 * @param actual The value.
 * @param msg Words to add to the error.
 * @throws {AssertionError} If it is `null` or `undefined`.
 */
export function assertExists<T>(actual: T, msg?: string): asserts actual is NonNullable<T> {
  if (actual === undefined || actual === null) throw failure(`A value is ${actual}`, msg);
}

/**
 * Asserts that a value is an instance of a class.
 *
 * @example Usage
 * ```ts
 * import { assertInstanceOf } from "@std/assert";
 *
 * assertInstanceOf(new RangeError("too far"), Error);
 * ```
 *
 * @typeParam T The type of the class.
 * @param actual The value.
 * @param expectedType The class.
 * @param msg Words to add to the error.
 * @throws {AssertionError} If it is not an instance.
 */
export function assertInstanceOf<
  // deno-lint-ignore no-explicit-any -- any constructor
  T extends abstract new (...args: any[]) => any,
>(actual: unknown, expectedType: T, msg = ""): asserts actual is InstanceType<T> {
  if (!(actual instanceof expectedType)) {
    throw failure(`${show(actual)} is not an instance of ${expectedType.name}`, msg);
  }
}

/**
 * Fails.
 *
 * @example Usage
 * ```ts ignore
 * import { fail } from "@std/assert";
 *
 * fail("not reached");
 * ```
 *
 * @param msg Words to add to the error.
 * @throws {AssertionError} Always.
 */
export function fail(msg?: string): never {
  throw failure("Failed on purpose", msg);
}
