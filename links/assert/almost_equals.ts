import { failure } from "./_failure.ts";

/**
 * Asserts that two numbers are close: `|expected - actual| <= tolerance`.
 * Identical numbers, NaN and infinities included, always pass.
 *
 * @example Usage
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(0.1 + 0.2, 0.3);
 * assertAlmostEquals(1.02, 1, 0.05);
 * ```
 *
 * @param actual The number at hand.
 * @param expected The number it should be near.
 * @param tolerance Largest allowed distance. The default is 1e-7 of `expected`,
 * so nothing but 0 itself is near 0; it is 1e-7 if `expected` is not finite.
 * @param msg Words to add to the error.
 * @throws {AssertionError} If they are further apart.
 */
export function assertAlmostEquals(
  actual: number,
  expected: number,
  tolerance?: number,
  msg?: string,
): void {
  if (Object.is(actual, expected)) return;
  const limit = tolerance ?? (Number.isFinite(expected) ? Math.abs(expected * 1e-7) : 1e-7);
  const distance = Math.abs(expected - actual);
  // Written so that a NaN distance fails.
  if (distance <= limit) return;
  throw failure(`${actual} is ${distance} away from ${expected}, more than ${limit}`, msg);
}
