import { show } from "./_failure.ts";
import { AssertionError } from "./assertion_error.ts";

/**
 * Asserts that a value is greater than or equal to another, as `>=` has it.
 *
 * @example Usage
 * ```ts
 * import { assertGreaterOrEqual } from "@std/assert";
 *
 * assertGreaterOrEqual(1, 1);
 * ```
 *
 * @typeParam T The type of both values.
 * @param actual The value at hand.
 * @param expected The value to compare with.
 * @param msg The whole message of the error.
 * @throws {AssertionError} If it is not.
 */
export function assertGreaterOrEqual<T>(actual: T, expected: T, msg?: string): void {
  if (!(actual >= expected)) throw new AssertionError(msg ?? unmet(actual, ">=", expected));
}

/**
 * Asserts that a value is less than or equal to another, as `<=` has it.
 *
 * @example Usage
 * ```ts
 * import { assertLessOrEqual } from "@std/assert";
 *
 * assertLessOrEqual(1, 1);
 * ```
 *
 * @typeParam T The type of both values.
 * @param actual The value at hand.
 * @param expected The value to compare with.
 * @param msg The whole message of the error.
 * @throws {AssertionError} If it is not.
 */
export function assertLessOrEqual<T>(actual: T, expected: T, msg?: string): void {
  if (!(actual <= expected)) throw new AssertionError(msg ?? unmet(actual, "<=", expected));
}

function unmet(actual: unknown, operator: string, expected: unknown): string {
  return `${show(actual)} ${operator} ${show(expected)} does not hold`;
}
