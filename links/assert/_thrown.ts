import { stripVTControlCharacters } from "node:util";
import { failure, show } from "./_failure.ts";

// deno-lint-ignore no-explicit-any -- any constructor of errors
export type ErrorClass<E extends Error> = new (...args: any[]) => E;

/** What a caller expects to be thrown, told from the words for the message. */
export interface Expectation<E extends Error> {
  readonly type?: ErrorClass<E>;
  readonly includes?: string;
  readonly msg?: string;
}

/**
 * Tells the two call forms apart: `(msg)` and `(ErrorClass, includes, msg)`.
 * A class that is no error is not checked, as in the original.
 */
export function expectation<E extends Error>(
  first: ErrorClass<E> | string | undefined,
  includes: string | undefined,
  msg: string | undefined,
): Expectation<E> {
  if (typeof first === "string") return { msg: first };
  const isErrorClass = first?.prototype instanceof Error || first?.prototype === Error.prototype;
  return isErrorClass ? { type: first, includes, msg } : { msg };
}

/** Checks a thrown value; `verb` is "thrown" or "rejected". */
export function check<E extends Error>(
  thrown: unknown,
  { type, includes, msg }: Expectation<E>,
  verb: string,
): void {
  if (!type) return;
  if (!(thrown instanceof Error)) {
    throw failure(`What was ${verb} is no Error: ${show(thrown)}`, msg);
  }
  if (!(thrown instanceof type)) {
    throw failure(`A ${type.name} should be ${verb}, but it was ${show(thrown)}`, msg);
  }
  const text = stripVTControlCharacters(thrown.message);
  if (includes && !text.includes(stripVTControlCharacters(includes))) {
    throw failure(`The error's message ${show(text)} lacks ${show(includes)}`, msg);
  }
}
