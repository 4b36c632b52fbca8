import { failure } from "./_failure.ts";
import { check, type ErrorClass, expectation } from "./_thrown.ts";

/**
 * Asserts that a function throws, whatever it is.
 *
 * @example Usage
 * ```ts
 * import { assertThrows } from "@std/assert";
 *
 * assertThrows(() => JSON.parse("{"));
 * ```
 *
 * @param fn The function to call.
 * @param msg Words to add to the error.
 * @returns What was thrown.
 * @throws {AssertionError} If it returns.
 */
export function assertThrows(fn: () => unknown, msg?: string): unknown;
/**
 * Asserts that a function throws an error of a class, and what its message
 * contains.
 *
 * @example Usage
 * ```ts
 * import { assertThrows } from "@std/assert";
 *
 * assertThrows(() => new Array(-1), RangeError, "length");
 * ```
 *
 * @typeParam E The type of the error.
 * @param fn The function to call.
 * @param ErrorClass The class of the error, or one above it.
 * @param msgIncludes What the error's message must contain.
 * @param msg Words to add to the error.
 * @returns The error that was thrown.
 * @throws {AssertionError} If it returns or throws something else.
 */
export function assertThrows<E extends Error = Error>(
  fn: () => unknown,
  // deno-lint-ignore no-explicit-any -- any constructor of errors
  ErrorClass: new (...args: any[]) => E,
  msgIncludes?: string,
  msg?: string,
): E;
export function assertThrows<E extends Error = Error>(
  fn: () => unknown,
  errorClassOrMsg?: ErrorClass<E> | string,
  msgIncludes?: string,
  msg?: string,
): unknown {
  const expected = expectation(errorClassOrMsg, msgIncludes, msg);
  try {
    fn();
  } catch (error) {
    check(error, expected, "thrown");
    return error;
  }
  throw failure("The function should throw, but it returned", expected.msg);
}
