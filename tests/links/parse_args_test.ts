import { assertEquals, assertThrows } from "@std/assert";
import * as entry from "@std/cli";
import { parseArgs, type ParseOptions } from "@std/cli/parse-args";

type Case = [args: string, expected: Record<string, unknown>, options?: ParseOptions];

/** Arguments are split at spaces; `""` is an empty one. */
const CASES: Record<string, Case> = {
  "nothing": ["a b", { _: ["a", "b"] }],
  "a long flag": ["--a", { a: true, _: [] }],
  "a long flag and a value": ["--a b c", { a: "b", _: ["c"] }],
  "a long flag with a value": ["--a=b c", { a: "b", _: ["c"] }],
  "a value with signs": ["--a=b=--c", { a: "b=--c", _: [] }],
  "an equals sign without a value": ["--a=", { "a=": true, _: [] }],
  "a flag after a flag": ["--a --b", { a: true, b: true, _: [] }],
  "a hyphen after a long flag": ["--a -", { a: true, _: ["-"] }],
  "a hyphen after a short flag": ["-a -", { a: "-", _: [] }],
  "an empty text after a flag": ['--a ""', { a: true, _: [""] }],
  "a repeated flag": ["--a 1 --a 2", { a: 2, _: [] }],
  "a built-in name": ["--toString --valueOf a", { toString: true, valueOf: "a", _: [] }],

  "numbers": ["--a 1 --b=-2.5 --c=1e3 --d 0x10 5", { a: 1, b: -2.5, c: 1000, d: 16, _: [5] }],
  "binary numbers": ["--a 0b11", { a: 3, _: [] }],
  "numbers and letters": ["--a 10ms --b=1_000 --c Infinity", {
    a: "10ms",
    b: "1_000",
    c: "Infinity",
    _: [],
  }],
  "a number as text": ["--a 007", { a: "007", _: [] }, { string: ["a"] }],
  "other arguments as text": ["007", { _: ["007"] }, { string: "_" }],

  "true and false after a flag": ["--a true --b=false", { a: "true", b: "false", _: [] }],
  "a boolean flag": ["--a b", { a: true, _: ["b"] }, { boolean: "a" }],
  "boolean flags not given": ["", { a: false, b: false, _: [] }, { boolean: ["a", "b"] }],
  "a boolean flag and false": ["--a false --b true c", { a: false, b: true, _: ["c"] }, {
    boolean: ["a", "b"],
  }],
  "a boolean flag with a value": ["--a=false --b=no", { a: false, b: true, _: [] }, {
    boolean: ["a", "b"],
  }],
  "all flags boolean": ["--a b --c=d -e f", { a: true, c: "d", e: "f", _: ["b"] }, {
    boolean: true,
  }],
  "no flag boolean": ["--a b", { a: "b", _: [] }, { boolean: false }],
  "a text flag": ["--a b", { a: "b", _: [] }, { string: "a" }],
  "a text flag without a value": ["--a --b", { a: "", b: "", _: [] }, { string: ["a", "b"] }],
  "a text flag not given": ["", { _: [] }, { string: ["a"] }],
  "a text flag and true": ["--a true", { a: "true", _: [] }, { string: "a" }],

  "a flag with no-": ["--no-a b", { "no-a": "b", _: [] }],
  "a boolean flag with no-": ["--no-a", { a: true, "no-a": true, _: [] }, {
    boolean: ["a"],
    default: { a: true },
  }],
  "a negated flag": ["--no-a b", { a: false, _: ["b"] }, { boolean: "a", negatable: "a" }],
  "a negated text flag": ["--no-a", { a: false, _: [] }, { string: ["a"], negatable: ["a"] }],
  "a negation taken back": ["--no-a --a", { a: true, _: [] }, { boolean: "a", negatable: "a" }],
  "a negation with a value": ["--no-a=5", { a: 5, _: [] }, { negatable: ["a"] }],
  "a negated list": ["--a 1 --no-a", { a: false, _: [] }, { collect: "a", negatable: "a" }],
  "a negated list begun anew": ["--a 1 --no-a --a 2", { a: [2], _: [] }, {
    collect: "a",
    negatable: "a",
  }],

  "a list": ["--a 1 --b 2 --a 3", { a: [1, 3], b: 2, _: [] }, { collect: ["a"] }],
  "a list of one": ["--a 1", { a: [1], _: [] }, { collect: ["a"] }],
  "a list not given": ["", { _: [] }, { collect: ["a"] }],
  "a list of texts": ["--a 1 --a --b", { a: ["1", ""], b: true, _: [] }, {
    collect: ["a"],
    string: ["a"],
  }],
  "a list of texts not given": ["", { a: [], _: [] }, { collect: ["a"], string: ["a"] }],
  "a list of booleans": ["--a --a", { a: [true, true], b: [], _: [] }, {
    collect: ["a", "b"],
    boolean: ["a", "b"],
  }],
  "a list with a default": ["", { a: ["x"], _: [] }, {
    collect: ["a"],
    string: ["a"],
    default: { a: ["x"] },
  }],
  "a list instead of its default": ["--a y", { a: ["y"], _: [] }, {
    collect: ["a"],
    default: { a: ["x"] },
  }],

  "defaults": ["--b 1", { a: "x", b: 1, c: null, _: [] }, { default: { a: "x", b: 2, c: null } }],
  "a true default": ["", { a: true, _: [] }, { boolean: ["a"], default: { a: true } }],
  "an alias": ["-a 1", { a: 1, all: 1, _: [] }, { alias: { a: "all" } }],
  "an alias backwards": ["--all 1", { a: 1, all: 1, _: [] }, { alias: { a: ["all"] } }],
  "two aliases": ["--b 1", { a: 1, b: 1, c: 1, _: [] }, { alias: { a: ["b", "c"] } }],
  "an alias of a boolean flag": ["-a b", { a: true, all: true, _: ["b"] }, {
    boolean: "all",
    alias: { a: "all" },
  }],
  "an alias of a text flag": ["-a 007", { a: "007", all: "007", _: [] }, {
    string: "all",
    alias: { a: "all" },
  }],
  "an alias of a list": ["-a 1 --all 2", { a: [1, 2], all: [1, 2], _: [] }, {
    collect: "all",
    alias: { a: "all" },
  }],
  "an alias of a default": ["", { a: 1, all: 1, _: [] }, {
    default: { a: 1 },
    alias: { a: "all" },
  }],
  "an alias of a negated flag": ["--no-all", { a: false, all: false, _: [] }, {
    negatable: "a",
    alias: { a: "all" },
  }],

  "short flags": ["-a -b", { a: true, b: true, _: [] }],
  "short flags together": ["-abc", { a: true, b: true, c: true, _: [] }],
  "short flags and a value": ["-abc d", { a: true, b: true, c: "d", _: [] }],
  "a short flag with a value": ["-a=b", { a: "b", _: [] }],
  "a short flag with an equals sign": ["-a==", { a: "=", _: [] }],
  "a short flag with a number": ["-a5 -b-6", { a: 5, b: -6, _: [] }],
  "a short flag with a path": ["-xI/tmp", { x: true, I: "/tmp", _: [] }],
  "a short flag with a hyphen": ["-a-", { a: "-", _: [] }],
  "digits as flags": ["-12 3", { 1: true, 2: 3, _: [] }],
  "a short boolean flag": ["-a b", { a: true, _: ["b"] }, { boolean: "a" }],
  "a short boolean flag and false": ["-a false", { a: false, _: [] }, { boolean: "a" }],
  "short text flags": ["-ab", { a: "", b: "", _: [] }, { string: ["a", "b"] }],

  "dotted names": ["--a.b 1 --a.c.d", { a: { b: 1, c: { d: true } }, _: [] }],
  "dotted defaults": ["--a.b 1", { a: { b: 1, c: 2 }, _: [] }, {
    default: { "a.b": 0, "a.c": 2 },
  }],
  "dotted boolean flags": ["", { a: { b: false }, _: [] }, { boolean: ["a.b"] }],

  "a double hyphen": ["--a -- --b 5", { a: true, _: ["--b", "5"] }],
  "a double hyphen, kept apart": ["a -- --b 5 --", { _: ["a"], "--": ["--b", "5", "--"] }, {
    "--": true,
  }],
  "no double hyphen, kept apart": ["a", { _: ["a"], "--": [] }, { "--": true }],
  "an early stop": ["--a b 1 --c 2", { a: "b", _: [1, "--c", "2"] }, { stopEarly: true }],
  "an early stop and a double hyphen": ["a --b -- c", { _: ["a", "--b", "c"] }, {
    stopEarly: true,
  }],
};

for (const [name, [args, expected, options]] of Object.entries(CASES)) {
  Deno.test(`parseArgs() reads ${name}`, () => {
    const list = args.split(" ").filter(Boolean).map((arg) => arg === '""' ? "" : arg);
    const before = [...list];
    assertEquals<unknown>(parseArgs(list, options), expected);
    assertEquals(list, before);
  });
}

Deno.test("parseArgs() reads values of several lines", () => {
  assertEquals(parseArgs(["--a=b\nc", "-d", "e\nf"]), { a: "b\nc", d: "e\nf", _: [] });
});

Deno.test("parseArgs() leaves blank arguments texts", () => {
  assertEquals(parseArgs(["--a", "\t", " "]), { a: "\t", _: [" "] });
});

Deno.test("parseArgs() reports what is not declared, and drops it if told so", () => {
  const seen: unknown[][] = [];
  const unknown = (...args: unknown[]) => {
    seen.push(args);
    return args[0] === "keep" || args[1] === "kept";
  };
  const args = "--a 1 --b --c=2 -d 3 --kept 4 word keep --no-e --f 5 -- rest".split(" ");
  assertEquals<unknown>(
    parseArgs(args, {
      boolean: ["b"],
      string: ["a"],
      alias: { f: "g" },
      collect: ["c"],
      negatable: ["e"],
      default: { d: 0 },
      unknown,
    }),
    { a: "1", b: true, d: 0, kept: 4, f: 5, g: 5, _: ["keep", "rest"] },
  );
  assertEquals(seen, [
    ["--c=2", "c", "2"],
    ["-d", "d", "3"],
    ["--kept", "kept", "4"],
    ["word"],
    ["keep"],
    ["--no-e", "e", false],
  ]);
});

Deno.test("parseArgs() keeps what is not declared, unless told false", () => {
  assertEquals(parseArgs(["--a", "b", "c"], { unknown: () => undefined }), { a: "b", _: ["c"] });
});

Deno.test("parseArgs() refuses an alias that is undefined", () => {
  assertThrows(() => parseArgs([], { alias: { a: undefined as never } }), TypeError);
});

Deno.test("parseArgs() is exported from the package itself too", () => {
  assertEquals(entry.parseArgs, parseArgs);
});

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends (<T>() => T extends B ? 1 : 2) ? true
  : false;
function assertType<_T extends true>(): void {}

Deno.test("parseArgs() has the types of the flags that are declared", () => {
  const flags = parseArgs([], {
    string: ["out", "seed", "strategy", "host"],
    boolean: ["force", "color"],
    collect: ["strategy", "extra"],
    negatable: ["color", "host"],
    default: { seed: "1", color: true, other: 5 },
    alias: { out: "o", force: ["f", "yes"] },
    "--": true,
  });
  assertType<Same<typeof flags.out, string | undefined>>();
  assertType<Same<typeof flags.seed, string>>();
  assertType<Same<typeof flags.strategy, string[]>>();
  assertType<Same<typeof flags.host, string | false | undefined>>();
  assertType<Same<typeof flags.force, boolean>>();
  assertType<Same<typeof flags.color, boolean>>();
  assertType<Same<typeof flags.extra, unknown[]>>();
  assertType<Same<typeof flags.other, unknown>>();
  assertType<Same<typeof flags.o, string | undefined>>();
  assertType<Same<typeof flags["--"], string[]>>();
  assertType<Same<typeof flags._, (string | number)[]>>();
  assertType<Same<typeof flags.undeclared, unknown>>();
});

Deno.test("parseArgs() has any type where nothing is declared", () => {
  const flags = parseArgs(["--depth.of", "3"]);
  const depth: number = flags.depth.of;
  assertEquals(depth, 3);
});

Deno.test("parseArgs() has the types of single names and of constant options", () => {
  const options = { boolean: "force", string: ["out"], alias: { force: "f" } } as const;
  const flags = parseArgs([], options);
  assertType<Same<typeof flags.force, boolean>>();
  assertType<Same<typeof flags.f, boolean>>();
  assertType<Same<typeof flags.out, string | undefined>>();
});
