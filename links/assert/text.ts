import { failure, show } from "./_failure.ts";

/**
 * Asserts that a text matches a pattern.
 *
 * @example Usage
 * ```ts
 * import { assertMatch } from "@std/assert";
 *
 * assertMatch("p99 1.2 ms", /ms$/);
 * ```
 *
 * @param actual The text at hand.
 * @param expected The pattern; a global one moves its `lastIndex`, as ever.
 * @param msg Words to add to the error.
 * @throws {AssertionError} If it does not match.
 */
export function assertMatch(actual: string, expected: RegExp, msg?: string): void {
  if (!expected.test(actual)) throw failure(`${show(actual)} does not match ${expected}`, msg);
}

/**
 * Asserts that a text contains another.
 *
 * @example Usage
 * ```ts
 * import { assertStringIncludes } from "@std/assert";
 *
 * assertStringIncludes("p99 1.2 ms", "p99");
 * ```
 *
 * @param actual The text at hand.
 * @param expected The part it must contain.
 * @param msg Words to add to the error.
 * @throws {AssertionError} If it does not contain it.
 */
export function assertStringIncludes(actual: string, expected: string, msg?: string): void {
  if (!actual.includes(expected)) {
    throw failure(`${show(actual)} does not contain ${show(expected)}`, msg);
  }
}
