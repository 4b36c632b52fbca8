import { equal } from "./_equal.ts";
import { failure, show } from "./_failure.ts";

/** Anything with elements and a length, except a string. */
export type ArrayLikeArg<T> = ArrayLike<T> & object;

/**
 * Asserts that each expected element occurs somewhere, by structure and in any
 * order. One occurrence may serve several expected elements.
 *
 * @example Usage
 * ```ts
 * import { assertArrayIncludes } from "@std/assert";
 *
 * assertArrayIncludes([{ id: 1 }, { id: 2 }], [{ id: 2 }]);
 * ```
 *
 * @typeParam T The type of the elements.
 * @param actual Where to look.
 * @param expected What must be there.
 * @param msg Words to add to the error.
 * @throws {AssertionError} If something is missing.
 */
export function assertArrayIncludes<T>(
  actual: ArrayLikeArg<T>,
  expected: ArrayLikeArg<NoInfer<T>>,
  msg?: string,
): void {
  const present = Array.from(actual);
  const missing = Array.from(expected).filter((item) =>
    !present.some((other) => equal(item, other))
  );
  if (missing.length > 0) throw failure(`${show(missing)} missing in ${show(actual)}`, msg);
}
