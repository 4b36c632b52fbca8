import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import {
  choice,
  formatSelection,
  isModulePath,
  type ParameterTable,
  parseSelections,
  rangeInWords,
  resolveParameters,
  type ValuesOf,
} from "../../strategies/parameters.ts";

const table = {
  intervalMs: { kind: "number", default: 100, above: 0, about: "pause" },
  share: { kind: "number", default: 0.5, min: 0, max: 1, about: "share" },
  batch: { kind: "number", default: 1, min: 1, integer: true, about: "tasks" },
  offset: { kind: "number", default: 0, about: "any number" },
  drain: choice(["one", "present", "all"], "how many", "present"),
} as const satisfies ParameterTable;

Deno.test("parseSelections() reads names and the parameters that follow them", () => {
  const cases: [string, ReturnType<typeof parseSelections>][] = [
    ["a", [{ name: "a", given: {} }]],
    ["a,b", [{ name: "a", given: {} }, { name: "b", given: {} }]],
    ["a:x=1,y=2,b", [{ name: "a", given: { x: "1", y: "2" } }, { name: "b", given: {} }]],
    [" a : x = 1 , y = 2 ", [{ name: "a", given: { x: "1", y: "2" } }]],
    ["a,x=1", [{ name: "a", given: { x: "1" } }]],
    ["a:x=1,a:x=2", [{ name: "a", given: { x: "1" } }, { name: "a", given: { x: "2" } }]],
    ["a:file=b:c=d", [{ name: "a", given: { file: "b:c=d" } }]],
    ["a:toString=1", [{ name: "a", given: { toString: "1" } }]],
    ["./a.ts,b", [{ name: "./a.ts", given: {} }, { name: "b", given: {} }]],
    ["../a.ts:x=1,y=2,/b/c.js", [{ name: "../a.ts", given: { x: "1", y: "2" } }, {
      name: "/b/c.js",
      given: {},
    }]],
    ["/a=b/c:d/e.ts:x=/f.ts", [{ name: "/a=b/c:d/e.ts", given: { x: "/f.ts" } }]],
    ["./a.tsx.mts,x=1", [{ name: "./a.tsx.mts", given: { x: "1" } }]],
  ];
  for (const [text, expected] of cases) assertEquals(parseSelections(text), expected, text);
});

Deno.test("isModulePath() tells paths from names", () => {
  for (const path of ["./a.ts", "../a.ts", "/a.ts", "./a"]) assertEquals(isModulePath(path), true);
  for (const name of ["a", "a/b.ts", "a.ts", ".a", "...", ""]) {
    assertEquals(isModulePath(name), false, name);
  }
});

Deno.test("rangeInWords() says what a parameter may be", () => {
  assertEquals(Object.values(table).map(rangeInWords), [
    "a number above 0",
    "a number at least 0 and at most 1",
    "a whole number at least 1",
    "a number",
    "one of one, present, all",
  ]);
});

Deno.test("parseSelections() keeps a parameter called __proto__ for the table to refuse", () => {
  const [{ given }] = parseSelections("a:__proto__=1");
  assertEquals(Object.keys(given), ["__proto__"]);
  assertThrows(() => resolveParameters("strategy a", table, given), RangeError, "__proto__");
});

Deno.test("parseSelections() refuses what is not a selection", () => {
  const cases: [string, string][] = [
    ["", "an empty entry"],
    ["a,,b", "an empty entry"],
    ["a:", "an empty entry"],
    ["x=1", "comes before any name"],
    ["a:x", "is not name:key=value"],
    ["a:x=", "is not name:key=value"],
    ["./a.ts:", "an empty entry"],
    ["./a.ts:x", "is not name:key=value"],
    ["a:x= ", "is not name:key=value"],
    ["a:=1", "is not name:key=value"],
    ["a: =1", "is not name:key=value"],
    ["a:x=1,x=2", '"x" is given twice for "a"'],
  ];
  for (const [text, message] of cases) {
    assertThrows(() => parseSelections(text), SyntaxError, message, text);
  }
});

Deno.test("resolveParameters() fills in defaults, in the table's order", () => {
  const values = resolveParameters("strategy a", table, { drain: "all", intervalMs: "2.5" });
  const expected = { intervalMs: 2.5, share: 0.5, batch: 1, offset: 0, drain: "all" } as const;
  assertEquals<ValuesOf<typeof table>>(values, expected);
  assertEquals(Object.keys(values), Object.keys(table));
});

Deno.test("resolveParameters() takes numbers as text or as numbers", () => {
  const cases: [string | number, number][] = [
    ["5", 5],
    ["+5", 5],
    ["-.5", -0.5],
    ["5.", 5],
    ["1e-3", 0.001],
    ["2E+2", 200],
    [-7, -7],
  ];
  for (const [offset, expected] of cases) {
    assertEquals(resolveParameters("a", table, { offset }).offset, expected);
  }
});

Deno.test("resolveParameters() says what is wrong and what is allowed", () => {
  const cases: [Record<string, string | number>, string][] = [
    [
      { x: 1 },
      'unknown parameter of strategy a "x": known are intervalMs, share, batch, offset, drain',
    ],
    [{ toString: 1 }, 'unknown parameter of strategy a "toString"'],
    [{ intervalMs: 0 }, "strategy a: intervalMs must be a number above 0, got 0"],
    [{ share: "1.5" }, "share must be a number at least 0 and at most 1, got 1.5"],
    [{ batch: 1.5 }, "batch must be a whole number at least 1, got 1.5"],
    [{ drain: "some" }, 'drain must be one of one, present, all, got "some"'],
    ...["", "abc", "0x10", "1_000", "NaN", "Infinity", "1e999", "--1", "1 2", NaN, Infinity].map(
      (offset): [Record<string, string | number>, string] => [
        { offset },
        `strategy a: offset must be a number, got ${offset}`,
      ],
    ),
  ];
  for (const [given, message] of cases) {
    assertThrows(() => resolveParameters("strategy a", table, given), RangeError, message);
  }
  assertThrows(() => resolveParameters("strategy b", {}, { x: 1 }), RangeError, "there are none");
});

Deno.test("choice() takes the first word as default unless another is named", () => {
  assertEquals(choice(["a", "b"], "words").default, "a");
  assertEquals(choice(["a", "b"], "words", "b").default, "b");
});

Deno.test("formatSelection() writes only what differs from the defaults, in the table's order", () => {
  const values = resolveParameters("a", table, { drain: "one", batch: 1, intervalMs: 5 });
  assertEquals(formatSelection("a", table, values), "a:intervalMs=5,drain=one");
  assertEquals(formatSelection("a", table, resolveParameters("a", table, {})), "a");
});

/** Any values that the table allows; −0 is written as 0, so it is left out. */
const anyValues = fc.record({
  intervalMs: fc.double({ min: 0, minExcluded: true, max: 1e300, noNaN: true }),
  share: fc.double({ min: 0, max: 1, noNaN: true }),
  batch: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
  offset: fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
  drain: fc.constantFrom(...table.drain.choices),
});

Deno.test("parseSelections() and resolveParameters() undo formatSelection(), in lists too", () => {
  const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,12}$/);
  fc.assert(
    fc.property(fc.array(fc.tuple(name, anyValues), { minLength: 1, maxLength: 5 }), (cells) => {
      const text = cells.map(([name, values]) => formatSelection(name, table, values)).join(",");
      const parsed = parseSelections(text);
      assertEquals(parsed.map(({ name }) => name), cells.map(([name]) => name));
      for (const [at, { name, given }] of parsed.entries()) {
        assertEquals({ ...resolveParameters(name, table, given) }, { ...cells[at][1] });
      }
    }),
    { seed: 1 },
  );
});

Deno.test("resolveParameters() leaves resolved values as they are", () => {
  fc.assert(
    fc.property(anyValues, (values) => {
      assertEquals({ ...resolveParameters("a", table, values) }, { ...values });
    }),
    { seed: 2 },
  );
});
