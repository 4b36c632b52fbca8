/**
 * Stands in for `jsr:@std/assert` where JSR cannot be reached: the assertions
 * this project uses, with the names, signatures and verdicts of the original,
 * written anew. `node:assert` renders the differences, so the wording of a
 * failure is Node's; whether an assertion fails, and with which class, is the
 * original's. deno.json's `links` points here; remove that field to use the
 * original.
 *
 * @module
 */
export { AssertionError } from "./assertion_error.ts";
export { assertAlmostEquals } from "./almost_equals.ts";
export { assertEquals, assertNotEquals } from "./equals.ts";
export { assertGreaterOrEqual, assertLessOrEqual } from "./comparison.ts";
export { assertRejects } from "./rejects.ts";
export { assertMatch, assertStringIncludes } from "./text.ts";
export { assertThrows } from "./throws.ts";
export { assert, assertInstanceOf } from "./truth.ts";
