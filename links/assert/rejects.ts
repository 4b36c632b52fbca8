import { failure } from "./_failure.ts";
import { check, type ErrorClass, expectation } from "./_thrown.ts";

/**
 * Asserts that a function returns a promise that is rejected, whatever with.
 *
 * @example Usage
 * ```ts
 * import { assertRejects } from "@std/assert";
 *
 * await assertRejects(() => Promise.reject("no"));
 * ```
 *
 * @param fn The function to call.
 * @param msg Words to add to the error.
 * @returns What the promise was rejected with.
 * @throws {AssertionError} If the promise is fulfilled, or the function throws
 * at once or returns no promise.
 */
export function assertRejects(fn: () => PromiseLike<unknown>, msg?: string): Promise<unknown>;
/**
 * Asserts that a function returns a promise that is rejected with an error of
 * a class, and what its message contains.
 *
 * @example Usage
 * ```ts
 * import { assertRejects } from "@std/assert";
 *
 * await assertRejects(() => Promise.reject(new RangeError("too far")), RangeError, "far");
 * ```
 *
 * @typeParam E The type of the error.
 * @param fn The function to call.
 * @param ErrorClass The class of the error, or one above it.
 * @param msgIncludes What the error's message must contain.
 * @param msg Words to add to the error.
 * @returns The error the promise was rejected with.
 * @throws {AssertionError} If the promise is fulfilled or rejected with
 * something else, or the function throws at once or returns no promise.
 */
export function assertRejects<E extends Error = Error>(
  fn: () => PromiseLike<unknown>,
  // deno-lint-ignore no-explicit-any -- any constructor of errors
  ErrorClass: new (...args: any[]) => E,
  msgIncludes?: string,
  msg?: string,
): Promise<E>;
export async function assertRejects<E extends Error = Error>(
  fn: () => PromiseLike<unknown>,
  errorClassOrMsg?: ErrorClass<E> | string,
  msgIncludes?: string,
  msg?: string,
): Promise<unknown> {
  const expected = expectation(errorClassOrMsg, msgIncludes, msg);
  const promise = start(fn);
  if (!promise) throw failure("The function should return a promise", expected.msg);
  try {
    await promise;
  } catch (error) {
    check(error, expected, "rejected");
    return error;
  }
  throw failure("The promise should be rejected, but it was fulfilled", expected.msg);
}

/** The promise a function returns; `undefined` if it throws or returns something else. */
function start(fn: () => PromiseLike<unknown>): PromiseLike<unknown> | undefined {
  try {
    const result = fn();
    return typeof result === "object" && typeof result?.then === "function" ? result : undefined;
  } catch {
    return undefined;
  }
}
