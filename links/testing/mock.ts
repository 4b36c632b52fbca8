/**
 * Stands in for `jsr:@std/testing/mock` where JSR cannot be reached: spies on
 * functions and methods and stubs for methods, with the names, signatures and
 * behaviour of the original, written anew. Spies on classes, sessions and the
 * asynchronous assertions are left out, being unused here. deno.json's `links`
 * points here; remove that field to use the original.
 *
 * @module
 */
export { assertSpyCall, assertSpyCalls, type ExpectedSpyCall } from "./_spy_assertions.ts";
export { type MethodSpy, restore, type Spy, spy, type SpyCall } from "./_spy.ts";
export { type GetParametersFromProp, type GetReturnFromProp } from "./_method.ts";
export { MockError } from "./_mock_error.ts";
export { returnsNext } from "./_returns_next.ts";
export { type Stub, stub } from "./_stub.ts";
