import { MockError } from "./_mock_error.ts";

/**
 * Makes a function that returns one value after another, and throws those that
 * are errors.
 *
 * @example Usage
 * ```ts
 * import { returnsNext } from "@std/testing/mock";
 *
 * const roll = returnsNext([6, 1]);
 * console.log(roll(), roll()); // 6 1
 * ```
 *
 * @typeParam Return The type of the values.
 * @typeParam Self The type of `this`.
 * @typeParam Args The types of the arguments.
 * @param values The values; read one per call.
 * @returns The function, which throws a {@linkcode MockError} after the last.
 */
export function returnsNext<
  Return,
  // deno-lint-ignore no-explicit-any -- the original's default
  Self = any,
  // deno-lint-ignore no-explicit-any -- the original's default
  Args extends unknown[] = any[],
>(values: Iterable<Return | Error>): (this: Self, ...args: Args) => Return {
  let iterator: Iterator<Return | Error> | undefined;
  let calls = 0;
  return () => {
    iterator ??= values[Symbol.iterator]();
    const { done, value } = iterator.next();
    if (done) throw new MockError(`Cannot return another value: there were ${calls}`);
    calls++;
    if (value instanceof Error) throw value;
    return value;
  };
}
