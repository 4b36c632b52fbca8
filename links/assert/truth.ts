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
