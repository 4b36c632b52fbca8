import {
  assert,
  assertEquals,
  AssertionError,
  assertStrictEquals,
  assertThrows,
} from "@std/assert";
import {
  assertSpyCall,
  assertSpyCalls,
  MockError,
  restore,
  returnsNext,
  type Spy,
  spy,
  type Stub,
  stub,
} from "@std/testing/mock";

class Account {
  constructor(public balance = 0) {}
  add(amount: number): number {
    if (amount < 0) throw new RangeError("negative amount");
    return this.balance += amount;
  }
}

Deno.test("spy() notes the calls of a function and passes them on", () => {
  const half: Spy<unknown, [number], number> = spy((x: number) => x / 2);
  assertEquals(half.calls, []);
  assertEquals([half(4), half(6)], [2, 3]);
  assertEquals(half.calls, [{ args: [4], returned: 2 }, { args: [6], returned: 3 }]);
  assertSpyCall(half, 1, { args: [6], returned: 3, self: undefined });
  assertSpyCalls(half, 2);
});

Deno.test("spy() without a function does nothing but note", () => {
  const onDone = spy();
  assertEquals(onDone(1, "a"), undefined);
  assertEquals(onDone.calls, [{ args: [1, "a"], returned: undefined }]);
});

Deno.test("spy() notes what is thrown and throws it on", () => {
  const failure = new RangeError("too far");
  const raise = spy(() => {
    throw failure;
  });
  assertStrictEquals(assertThrows(() => raise()), failure);
  assertEquals(Object.keys(raise.calls[0] ?? {}), ["args", "error"]);
  assertStrictEquals(raise.calls[0]?.error, failure);
  assertSpyCall(raise, 0, { error: { Class: RangeError, msgIncludes: "far" } });
  assertSpyCall(raise, 0, { error: {} });
});

Deno.test("spy() notes the object a function is called on", () => {
  const owner = { method: spy(() => 1) };
  owner.method();
  assertSpyCall(owner.method, 0, { self: owner });
});

Deno.test("spy() of a mere function cannot be restored", () => {
  const original = () => 1;
  const one = spy(original);
  assertStrictEquals(one.original, original);
  assertEquals(one.restored, false);
  assertThrows(() => one.restore(), MockError);
});

Deno.test("spy() of an inherited method lets it work, until restored", () => {
  const account = new Account();
  const add = spy(account, "add");
  assertStrictEquals(account.add, add);
  assertStrictEquals(add.original, Account.prototype.add);
  assertEquals(account.add(5), 5);
  assertThrows(() => account.add(-1), RangeError);
  assertSpyCall(add, 0, { args: [5], self: account, returned: 5 });
  assertSpyCall(add, 1, { args: [-1], self: account, error: { Class: RangeError } });
  assertEquals(add.restored, false);
  add.restore();
  assertEquals(add.restored, true);
  assert(!Object.hasOwn(account, "add"));
  assertEquals([account.add(1), add.calls.length], [6, 2]);
  assertThrows(() => add.restore(), MockError);
});

Deno.test("spy() and stub() keep the property's descriptor", () => {
  const owner = {};
  const own = { value: () => 1, enumerable: false, writable: false, configurable: true };
  Object.defineProperty(owner, "method", own);
  const method = stub(owner as { method(): number }, "method");
  assertEquals(Object.keys(owner), []);
  method.restore();
  assertEquals(Object.getOwnPropertyDescriptor(owner, "method"), own);
});

Deno.test("spy() and stub() are restored by using", () => {
  const owner = { a: () => 1, b: () => 2 };
  const { a, b } = owner;
  {
    using _a = spy(owner, "a");
    using _b = stub(owner, "b");
    assertEquals([owner.a(), owner.b()], [1, undefined as never]);
  }
  assertStrictEquals(owner.a, a);
  assertStrictEquals(owner.b, b);
});

Deno.test("stub() makes a method call something else", () => {
  const account = new Account();
  const fake = (amount: number) => 100 * amount;
  using add: Stub<Account, [amount: number], number> = stub(account, "add", fake);
  assertEquals([account.add(-1), account.balance], [-100, 0]);
  assertStrictEquals(add.fake, fake);
  assertStrictEquals(add.original, Account.prototype.add);
  assertSpyCall(add, 0, { args: [-1], returned: -100, self: account });
});

Deno.test("stub() of a missing method is taken away again", () => {
  const owner: { method?: () => number } = {};
  {
    using _method = stub(owner, "method", (() => 1) as never);
    assertEquals(owner.method?.(), 1);
  }
  assert(!("method" in owner));
});

Deno.test("spy() and stub() refuse what they cannot replace", () => {
  const owner = { method: () => 1, value: 1 };
  using _method = spy(owner, "method");
  const fixed = Object.freeze({ method: () => 1 });
  assertThrows(() => spy(owner, "method"), MockError);
  assertThrows(() => stub(owner, "method"), MockError);
  assertThrows(() => spy(owner, "value"), MockError);
  assertThrows(() => stub(owner, "value"), MockError);
  assertThrows(() => spy(owner, "missing" as never), MockError);
  assertThrows(() => spy(fixed, "method"), MockError);
  assertThrows(() => stub(fixed, "method"), MockError);
});

Deno.test("restore() restores all that is not restored yet", () => {
  const owner = { a: () => 1, b: () => 2, c: () => 3 };
  const before = { ...owner };
  const a = spy(owner, "a");
  const b = stub(owner, "b");
  stub(owner, "c").restore();
  restore();
  assertEquals([a.restored, b.restored], [true, true]);
  assertEquals(owner, before);
  restore();
});

Deno.test("assertSpyCalls() fails at any other number of calls", () => {
  const one = spy();
  one();
  assertThrows(() => assertSpyCalls(one, 0), AssertionError);
  assertThrows(() => assertSpyCalls(one, 2), AssertionError);
});

Deno.test("assertSpyCall() fails if the call went otherwise", () => {
  const returns = spy((x: number) => x);
  const raises = spy((_x: number): number => {
    throw new RangeError("too far");
  });
  returns(1);
  assertThrows(() => raises(1), RangeError);
  assertSpyCall(returns, 0);
  assertThrows(() => assertSpyCall(returns, 1), AssertionError);
  assertThrows(() => assertSpyCall(returns, 0, { args: [2] }), AssertionError);
  assertThrows(() => assertSpyCall(returns, 0, { args: [1, 2] }), AssertionError);
  assertThrows(() => assertSpyCall(returns, 0, { returned: 2 }), AssertionError);
  assertThrows(() => assertSpyCall(returns, 0, { self: {} }), AssertionError);
  assertThrows(() => assertSpyCall(returns, 0, { error: {} }), AssertionError);
  assertThrows(() => assertSpyCall(raises, 0, { returned: 1 }), AssertionError);
  assertThrows(() => assertSpyCall(raises, 0, { error: { Class: TypeError } }), AssertionError);
  assertThrows(() => assertSpyCall(raises, 0, { error: { msgIncludes: "near" } }), AssertionError);
  assertThrows(() => assertSpyCall(returns, 0, { returned: 1, error: {} }), TypeError);
});

Deno.test("returnsNext() returns one value after another and throws errors", () => {
  const roll = returnsNext([6, new RangeError("off the table"), 1]);
  assertEquals(roll(), 6);
  assertThrows(() => roll(), RangeError, "off the table");
  assertEquals(roll(), 1);
  assertThrows(() => roll(), MockError);
});

Deno.test("returnsNext() reads its values when called", () => {
  let reads = 0;
  const next = returnsNext<number>((function* () {
    while (true) yield ++reads;
  })());
  assertEquals(reads, 0);
  assertEquals([next(), next(), reads], [1, 2, 2]);
});

Deno.test("MockError() has its name", () => {
  assertEquals(new MockError("no").name, "MockError");
});
