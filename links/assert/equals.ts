import { equal } from "./_equal.ts";
import { difference, failure, show } from "./_failure.ts";

/**
 * Asserts that two values have the same structure. 0 equals -0 and NaN equals
 * NaN; maps and sets are compared whatever their order.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals({ waitsMs: [0, 1] }, { waitsMs: [0, 1] });
 * ```
 *
 * @typeParam T The type of both values.
 * @param actual The value at hand.
 * @param expected The value it should equal.
 * @param msg Words to add to the error.
 * @throws {AssertionError} If they differ.
 */
export function assertEquals<T>(actual: T, expected: T, msg?: string): void {
  if (!equal(actual, expected)) throw difference("Values differ", actual, expected, msg);
}

/**
 * Asserts that two values differ in structure.
 *
 * @example Usage
 * ```ts
 * import { assertNotEquals } from "@std/assert";
 *
 * assertNotEquals([1, 2], [2, 1]);
 * ```
 *
 * @typeParam T The type of both values.
 * @param actual The value at hand.
 * @param expected The value it should differ from.
 * @param msg Words to add to the error.
 * @throws {AssertionError} If they are equal.
 */
export function assertNotEquals<T>(actual: T, expected: T, msg?: string): void {
  if (equal(actual, expected)) throw failure(`Both values are ${show(actual)}`, msg);
}
