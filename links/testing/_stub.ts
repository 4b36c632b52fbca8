// deno-lint-ignore-file no-explicit-any -- the defaults of the original's type parameters
import type { GetParametersFromProp, GetReturnFromProp } from "./_method.ts";
import { MockError } from "./_mock_error.ts";
import { type Callable, type MethodSpy, occupy } from "./_spy.ts";

/** A {@linkcode MethodSpy} that calls something other than the method. */
export interface Stub<Self = any, Args extends unknown[] = any[], Return = any>
  extends MethodSpy<Self, Args, Return> {
  /** The function that is called instead. */
  fake: (this: Self, ...args: Args) => Return;
}

/**
 * Makes a method do nothing but note its calls.
 *
 * @example Usage
 * ```ts
 * import { assertSpyCalls, stub } from "@std/testing/mock";
 *
 * using log = stub(console, "log");
 * console.log("unseen");
 * assertSpyCalls(log, 1);
 * ```
 *
 * @typeParam Self The type of the object.
 * @typeParam Prop The name of the method.
 * @param self The object.
 * @param property The name of the method.
 * @returns The stub.
 * @throws {MockError} If the property is no method, or it cannot be stubbed.
 */
export function stub<Self, Prop extends keyof Self>(
  self: Self,
  property: Prop,
): Stub<Self, GetParametersFromProp<Self, Prop>, GetReturnFromProp<Self, Prop>>;
/**
 * Makes a method call another function and note its calls.
 *
 * @example Usage
 * ```ts
 * import { stub } from "@std/testing/mock";
 *
 * const clock = { now: () => 0 };
 * using _now = stub(clock, "now", () => 5);
 * console.log(clock.now()); // 5
 * ```
 *
 * @typeParam Self The type of the object.
 * @typeParam Prop The name of the method.
 * @param self The object.
 * @param property The name of the method.
 * @param func The function to call instead.
 * @returns The stub.
 * @throws {MockError} If the property is no method, or it cannot be stubbed.
 */
export function stub<Self, Prop extends keyof Self>(
  self: Self,
  property: Prop,
  func: (
    this: Self,
    ...args: GetParametersFromProp<Self, Prop>
  ) => GetReturnFromProp<Self, Prop>,
): Stub<Self, GetParametersFromProp<Self, Prop>, GetReturnFromProp<Self, Prop>>;
export function stub(self: any, property: PropertyKey, fake: Callable = () => {}): Stub {
  const method = self[property];
  // A missing method may be stubbed, a missing one cannot be spied on.
  if (method !== undefined && typeof method !== "function") {
    throw new MockError(`Cannot stub '${String(property)}': it is not a method`);
  }
  return occupy(self, property, fake, { fake: { enumerable: true, value: fake } }) as Stub;
}
