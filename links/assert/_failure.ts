import { AssertionError as NodeAssertionError } from "node:assert/strict";
import { AssertionError } from "./assertion_error.ts";

/** An error saying `what`, followed by the caller's own words where there are any. */
export function failure(what: string, msg?: string): AssertionError {
  return new AssertionError(msg ? `${what}: ${msg}` : `${what}.`);
}

/** As {@linkcode failure}, with Node's line-by-line difference of the two values below it. */
export function difference(
  what: string,
  actual: unknown,
  expected: unknown,
  msg?: string,
): AssertionError {
  const { message } = new NodeAssertionError({ actual, expected, operator: "deepStrictEqual" });
  // Node's first line is a heading of its own; ours replaces it.
  const body = message.slice(message.indexOf("\n") + 1);
  return new AssertionError(`${failure(what, msg).message}\n${body}`);
}

/** A value as text, for the middle of a sentence. */
export function show(value: unknown): string {
  return Deno.inspect(value, { strAbbreviateSize: 200 });
}
