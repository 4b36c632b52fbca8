// deno-lint-ignore-file no-explicit-any -- the defaults of the original's type parameters
import type { GetParametersFromProp, GetReturnFromProp } from "./_method.ts";
import { MockError } from "./_mock_error.ts";

/** What a spy noted of one call. */
export interface SpyCall<Self = any, Args extends unknown[] = any[], Return = any> {
  /** The arguments. */
  args: Args;
  /** What was returned; absent if the call threw. */
  returned?: Return;
  /** What was thrown; absent if the call returned. */
  error?: Error;
  /** The object the method was called on; absent if there was none. */
  self?: Self;
}

/** A function that notes its calls and passes them on. */
export interface Spy<Self = any, Args extends unknown[] = any[], Return = any> {
  (this: Self, ...args: Args): Return;
  /** The function behind the spy. */
  original: (this: Self, ...args: Args) => Return;
  /** The calls so far, in order of their end. */
  calls: SpyCall<Self, Args, Return>[];
  /** Whether the method is itself again. */
  restored: boolean;
  /** Makes the method itself again; throws if this spies on a mere function. */
  restore(): void;
}

/** A {@linkcode Spy} in a method's place, which `using` takes away again. */
export interface MethodSpy<Self = any, Args extends unknown[] = any[], Return = any>
  extends Spy<Self, Args, Return>, Disposable {}

/** Any function. */
export type Callable = (this: any, ...args: any[]) => any;

const spies = new WeakSet<object>();
const unrestored = new Set<Spy>();

/** Makes a function that notes its calls of `target`. */
export function recorder(target: Callable, properties: PropertyDescriptorMap): Spy {
  const calls: SpyCall[] = [];
  const record = function (this: unknown, ...args: unknown[]): unknown {
    const call: SpyCall = this ? { args, self: this } : { args };
    try {
      return call.returned = target.apply(this, args);
    } catch (error) {
      call.error = error as Error;
      throw error;
    } finally {
      calls.push(call);
    }
  };
  Object.defineProperties(record, { calls: { enumerable: true, value: calls }, ...properties });
  spies.add(record);
  return record as unknown as Spy;
}

/** Puts a recorder of `target` in a method's place. */
export function occupy(
  self: any,
  property: PropertyKey,
  target: Callable,
  properties: PropertyDescriptorMap = {},
): MethodSpy {
  const original = self[property];
  if (spies.has(original)) {
    throw new MockError(`Cannot spy on '${String(property)}': it is spied on already`);
  }
  const before = Object.getOwnPropertyDescriptor(self, property);
  if (before && !before.configurable) {
    throw new MockError(`Cannot spy on '${String(property)}': it is not configurable`);
  }

  let restored = false;
  const restore = () => {
    if (restored) {
      throw new MockError(`Cannot restore '${String(property)}': it is restored already`);
    }
    if (before) Object.defineProperty(self, property, before);
    else delete self[property];
    restored = true;
    unrestored.delete(method);
  };
  const method = recorder(target, {
    original: { enumerable: true, value: original },
    restored: { enumerable: true, get: () => restored },
    restore: { enumerable: true, value: restore },
    [Symbol.dispose]: { value: restore },
    ...properties,
  }) as MethodSpy;
  Object.defineProperty(self, property, {
    configurable: true,
    enumerable: before?.enumerable ?? false,
    writable: before?.writable ?? false,
    value: method,
  });
  unrestored.add(method);
  return method;
}

/**
 * Makes a function that does nothing but note its calls.
 *
 * @example Usage
 * ```ts
 * import { assertSpyCalls, spy } from "@std/testing/mock";
 *
 * const onDone = spy();
 * onDone(1);
 * assertSpyCalls(onDone, 1);
 * ```
 *
 * @typeParam Self The type of `this`.
 * @typeParam Args The types of the arguments.
 * @typeParam Return What it returns.
 * @returns The spy.
 */
export function spy<Self = any, Args extends unknown[] = any[], Return = undefined>(): Spy<
  Self,
  Args,
  Return
>;
/**
 * Makes a function that notes its calls of another.
 *
 * @example Usage
 * ```ts
 * import { assertSpyCall, spy } from "@std/testing/mock";
 *
 * const double = spy((x: number) => 2 * x);
 * double(21);
 * assertSpyCall(double, 0, { args: [21], returned: 42 });
 * ```
 *
 * @typeParam Self The type of `this`.
 * @typeParam Args The types of the arguments.
 * @typeParam Return What it returns.
 * @param func The function to call.
 * @returns The spy.
 */
export function spy<Self, Args extends unknown[], Return>(
  func: (this: Self, ...args: Args) => Return,
): Spy<Self, Args, Return>;
/**
 * Notes the calls of a method, which goes on working.
 *
 * @example Usage
 * ```ts
 * import { assertSpyCalls, spy } from "@std/testing/mock";
 *
 * const queue = { push: (x: number) => x };
 * using push = spy(queue, "push");
 * queue.push(1);
 * assertSpyCalls(push, 1);
 * ```
 *
 * @typeParam Self The type of the object.
 * @typeParam Prop The name of the method.
 * @param self The object.
 * @param property The name of the method.
 * @returns The spy.
 * @throws {MockError} If there is no such method, or it cannot be spied on.
 */
export function spy<Self, Prop extends keyof Self>(
  self: Self,
  property: Prop,
): MethodSpy<Self, GetParametersFromProp<Self, Prop>, GetReturnFromProp<Self, Prop>>;
export function spy(target: any = () => {}, property?: PropertyKey): Spy {
  if (property !== undefined) {
    const method = target[property];
    if (typeof method !== "function") {
      throw new MockError(`Cannot spy on '${String(property)}': it is not a method`);
    }
    return occupy(target, property, method);
  }
  return recorder(target, {
    original: { enumerable: true, value: target },
    restored: { enumerable: true, get: () => false },
    restore: {
      enumerable: true,
      value: () => {
        throw new MockError("Cannot restore a function: only methods are replaced");
      },
    },
  });
}

/**
 * Restores all methods that are spied on or stubbed.
 *
 * @example Usage
 * ```ts
 * import { restore, stub } from "@std/testing/mock";
 *
 * const clock = { now: () => 0 };
 * stub(clock, "now", () => 5);
 * restore();
 * console.log(clock.now()); // 0
 * ```
 */
export function restore(): void {
  for (const method of unrestored) method.restore();
}
