/**
 * What a failed assertion throws. It is not Node's class of the same name: the
 * original has a plain subclass of `Error`, without `code` or `operator`.
 *
 * @example Usage
 * ```ts
 * import { AssertionError } from "@std/assert";
 *
 * const error = new AssertionError("one too many", { cause: "off by one" });
 * console.log(error.name, error.cause); // AssertionError off by one
 * ```
 */
export class AssertionError extends Error {
  /**
   * Makes an error named `AssertionError`.
   *
   * @param message What went wrong.
   * @param options `cause`, as for any `Error`.
   */
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "AssertionError";
  }
}
