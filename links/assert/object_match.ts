import { equal } from "./_equal.ts";
import { difference } from "./_failure.ts";

type Props = Record<PropertyKey, unknown>;

/**
 * Asserts that an object has at least the expected properties, at any depth.
 * Classes are ignored, and a nested array may be longer than expected.
 *
 * @example Usage
 * ```ts
 * import { assertObjectMatch } from "@std/assert";
 *
 * assertObjectMatch({ state: "done", waitMs: 3 }, { state: "done" });
 * ```
 *
 * @param actual The object at hand.
 * @param expected The part it must contain.
 * @param msg Words to add to the error.
 * @throws {AssertionError} If a part is missing or different.
 * @throws {TypeError} If either is not an object.
 */
export function assertObjectMatch(
  // deno-lint-ignore no-explicit-any -- the original's signature
  actual: Record<PropertyKey, any>,
  expected: Record<PropertyKey, unknown>,
  msg?: string,
): void {
  if (!isObject(actual) || !isObject(expected)) {
    throw new TypeError("Cannot match objects: one of the two values is not an object");
  }
  if (!contains(actual, expected)) {
    throw difference("Object lacks an expected part", actual, expected, msg);
  }
}

function contains(whole: object, part: object): boolean {
  const seen = new WeakMap<object, object>();
  return hasProperties(whole, part);

  /** Each own property of `b` is an own property of `a` and matches. */
  function hasProperties(a: object, b: object): boolean {
    // A pair met twice is compared in full, as the original does: this ends cycles.
    if (seen.get(a) === b) return equal(a, b);
    seen.set(a, b);
    return Reflect.ownKeys(b).every((key) =>
      Object.hasOwn(a, key) && matches((a as Props)[key], (b as Props)[key])
    );
  }

  function matches(a: unknown, b: unknown): boolean {
    if (!isObject(a) || !isObject(b) || a instanceof RegExp || b instanceof RegExp) {
      return equal(a, b);
    }
    if (Array.isArray(b)) return Array.isArray(a) && hasPrefix(a, b);
    if (b instanceof Map) return a instanceof Map && hasEntries(a, b);
    if (b instanceof Set) return a instanceof Set && b.isSubsetOf(a);
    return hasProperties(a, b);
  }

  function hasPrefix(a: unknown[], b: unknown[]): boolean {
    if (seen.get(a) === b) return equal(a, b);
    seen.set(a, b);
    return b.length <= a.length && b.every((item, i) => matches(a[i], item));
  }

  function hasEntries(a: Map<unknown, unknown>, b: Map<unknown, unknown>): boolean {
    return [...b].every(([key, value]) => {
      const other = a.get(key);
      if (!a.has(key)) return false;
      return isObject(other) && isObject(value) ? hasProperties(other, value) : equal(other, value);
    });
  }
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
