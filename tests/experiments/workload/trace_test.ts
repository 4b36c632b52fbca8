import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { parseTrace, type ParseTraceOptions } from "../../../experiments/workload/mod.ts";

type Options = Partial<ParseTraceOptions>;
const parse = (text: string, options: Options = {}) =>
  parseTrace(text, { label: "a.csv", ...options });
const timesOf = (text: string, options?: Options) => Array.from(parse(text, options).timesMs);

Deno.test("parseTrace() reads times and demands from CSV", () => {
  const text =
    "id,TIMESTAMP,size\nx,2023-11-16 18:17:03.9799600,10\nx,2023-11-16 18:17:04.0319601,8\n";
  const trace = parse(text, { demandColumn: "size", demandScaleMsPerUnit: 0.5 });
  assertEquals(trace, {
    timesMs: Float64Array.of(0, 52.0001),
    demandMs: Float64Array.of(5, 4),
    rows: 2,
    timeColumn: "TIMESTAMP",
    demandColumn: "size",
  });
});

Deno.test("parseTrace() reads NDJSON with numbers, texts and blank lines", () => {
  const text = '\n{"at": 7, "ms": 1}\r\n\r\n{"ms": "2.5", "at": "9.25"}\n';
  const trace = parse(text, { demandColumn: "ms" });
  assertEquals(trace.timesMs, Float64Array.of(0, 2.25));
  assertEquals(trace.demandMs, Float64Array.of(1, 2.5));
  assertEquals([trace.timeColumn, trace.rows], ["at", 2]);
});

Deno.test("parseTrace() is not disturbed by marks, line ends, blank lines, blanks and quotes", () => {
  const cases = [
    "t,note\n1,a\n3,b",
    "\uFEFFt,note\n1,a\n3,b\n",
    "t,note\r\n1,a\r\n3,b\r\n",
    "t,note\r1,a\r3,b\r",
    "\n\nt,note\n\n1,a\n  \n3,b\n\n",
    " t , note \n 1 , a \n 3 , b \n",
    '"t","note"\n"1","a, ""b"" c"\n" 3 ","two\nlines"\n',
    '\uFEFF{"t":1}\n{"t":3}',
  ];
  for (const text of cases) assertEquals(timesOf(text), [0, 2], JSON.stringify(text));
});

Deno.test("parseTrace() reads ISO times in all common forms", () => {
  const cases: [string, string, number][] = [
    ["2023-11-16 18:17:03", "2023-11-16 18:17:04", 1000],
    ["2023-11-16T18:17:03Z", "2023-11-16T18:17:03.001Z", 1],
    ["2023-11-16T18:17:03.5", "2023-11-16T18:17:03,75", 250],
    ["2023-11-16T18:17:03.123456789Z", "2023-11-16T18:17:03.123456790Z", 1e-6],
    ["2023-11-16T18:17", "2023-11-16T18:18", 60_000],
    ["2023-11-16T20:17:03+02:00", "2023-11-16T18:17:04", 1000],
    ["2023-11-16T20:17:03 +0200", "2023-11-16T13:17:04-05", 1000],
    ["2023-12-31T23:59:59.9Z", "2024-01-01T00:00:00Z", 100],
    ["2024-02-28T00:00:00", "2024-03-01T00:00:00", 2 * 86_400_000],
    ["1969-12-31T23:59:59.5Z", "1970-01-01T00:00:00.25Z", 750],
  ];
  for (const [first, second, gapMs] of cases) {
    assertEquals(timesOf(`t\n"${first}"\n"${second}"\n`), [0, gapMs], second);
  }
});

Deno.test("parseTrace() reads numbers in their unit without losing small differences", () => {
  const cases: [Options["timeUnit"], string, string, number][] = [
    [undefined, "10", "12.5", 2.5],
    ["ms", "-1.5", "-0.5", 1],
    ["s", "1700158623.9799600", "1700158623.9799601", 0.0001],
    ["s", "1e3", "1.0001E3", 100],
    ["us", "1700158623979960", "1700158623979961.5", 0.0015],
    ["ns", "1700158623979960001", "1700158623979960002", 1e-6],
  ];
  for (const [timeUnit, first, second, gapMs] of cases) {
    assertEquals(timesOf(`t\n${first}\n${second}\n`, { timeUnit }), [0, gapMs], second);
  }
});

Deno.test("parseTrace() divides gaps by the speed and leaves demands", () => {
  const trace = parse("t,d\n0,4\n10,6\n", { demandColumn: "d", speed: 4 });
  assertEquals(trace.timesMs, Float64Array.of(0, 2.5));
  assertEquals(trace.demandMs, Float64Array.of(4, 6));
  assertEquals(timesOf("t\n0\n10\n", { speed: 0.5 }), [0, 20]);
});

Deno.test("parseTrace() takes the first column with times, and not the demands", () => {
  assertEquals(parse("name,size,t\na,1,2\nb,1,3\n").timeColumn, "size");
  assertEquals(parse("name,size,t\na,1,2\nb,1,3\n", { demandColumn: "size" }).timeColumn, "t");
  assertEquals(parse("name,size,t\na,9,2\nb,1,3\n", { timeColumn: "t" }).timeColumn, "t");
});

Deno.test("parseTrace() without a demand column has no demands", () => {
  const { demandMs, demandColumn } = parse("t,d\n1,2\n");
  assertEquals({ demandMs, demandColumn }, { demandMs: null, demandColumn: null });
});

Deno.test("parseTrace() takes equal times, zero demands and a single row", () => {
  assertEquals(timesOf("t\n5\n5\n"), [0, 0]);
  assertEquals(parse("t,d\n5,0\n", { demandColumn: "d" }).demandMs, Float64Array.of(0));
});

Deno.test("parseTrace() refuses malformed text with one line that names the place", () => {
  const cases: [string, Options, string][] = [
    ["", {}, "a.csv is empty"],
    ["\uFEFF \r\n\n", {}, "a.csv is empty"],
    ["t,d\n", {}, "a.csv has a header (line 1) and no rows"],
    ["\n\nt,d\n\n", {}, "a.csv has a header (line 3) and no rows"],
    ["1,2\n3,4\n", {}, 'a.csv: the header looks like data ("1", "2")'],
    [
      "a,b\nx,y\n",
      {},
      'a.csv, line 2: no column holds a time, ISO 8601 or a number: its columns are "a", "b"',
    ],
    [
      "t,d\n1,2\n\n3\n",
      {},
      "a.csv, line 4: the number of fields must be 2 as in the header, got 1",
    ],
    ['t,d\r\n1,"x\r\ny"\r\n3\r\n', {}, "a.csv, line 4: the number of fields must be 2"],
    ["t\n1\n2,3\n", {}, "a.csv, line 3: the number of fields must be 1 as in the header, got 2"],
    ["t\n1\nabc\n", {}, 'a.csv, line 3: the time must be a number, got "abc"'],
    ["t\n1\n2023-01-01 00:00:00\n", {}, "a.csv, line 3: the time must be a number"],
    ["t\n2023-01-01 00:00:00\n7\n", {}, "a.csv, line 3: the time must be an ISO 8601 time"],
    ["t,d\n1,2\n,3\n", {}, 'a.csv, line 3: the time must be a number, got ""'],
    ["t,d\nx,2\n1,3\n", { timeColumn: "t" }, "a.csv, line 2: the time must be a number"],
    ["t,d\n1,\n", { demandColumn: "d" }, 'a.csv, line 2: "d" must be a finite number, got ""'],
    ["t,d\n1,0x10\n", { demandColumn: "d" }, 'a.csv, line 2: "d" must be a finite number'],
    ["t,d\n1,Infinity\n", { demandColumn: "d" }, 'a.csv, line 2: "d" must be a finite number'],
    ['t,d\n1,2\n3,"x\n4,5\n', {}, "a.csv, line 3 or the next that is not blank: a quote opens"],
    ['t,d\n1,2\n3,x"y\n', {}, "a.csv, line 3 or the next that is not blank: a quote stands"],
    ["{}\n", {}, "a.csv, line 1: no column holds a time"],
    ['{"t":1}\n{"t":\n', {}, 'a.csv, line 2: must be a JSON object, got "{\\"t\\":"'],
    ['{"t":1}\n[2]\n', {}, 'a.csv, line 2: must be a JSON object, got "[2]"'],
    ['{"t":1}\n{"u":2}\n', {}, 'a.csv, line 2: the time must be a number, got ""'],
    ['{"t":1}\n{"t":null}\n', {}, 'a.csv, line 2: the time must be a number, got "null"'],
  ];
  for (const [text, options, message] of cases) {
    const error = assertThrows(() => parse(text, options), SyntaxError, message);
    assert(!error.message.includes("\n"), error.message);
  }
});

Deno.test("parseTrace() refuses dates that do not exist", () => {
  const days = ["2023-02-30 00:00", "2023-13-01 00:00", "2023-01-01 24:00", "2023-01-01 00:60"];
  const others = ["2023-01-01 00:00:60", "2023-01-01 00:00+24:00", "2023-01-01", "18:17:03"];
  for (const time of [...days, ...others]) {
    assertThrows(() => parse(`t\n${time}\n`), SyntaxError, "no column holds a time", time);
  }
});

Deno.test("parseTrace() refuses values out of range with one line that names the place", () => {
  const cases: [string, Options, string][] = [
    ["t\n1\n\n7\n3\n", {}, 'a.csv, line 5: time 3 is before line 4\'s 7: sort the file by "t"'],
    ["t,d\n1,2\n3,-4\n", { demandColumn: "d" }, 'a.csv, line 3: "d" must be at least 0, got -4'],
    ["t,d\n1,2\n", { timeColumn: "x" }, 'a.csv has no column "x": its columns are "t", "d"'],
    ["t,d\n1,2\n", { demandColumn: "D" }, 'a.csv has no column "D": its columns are "t", "d"'],
    ["t,t\n1,2\n", { timeColumn: "t" }, 'a.csv has more than one column "t"'],
    ["t\n1\n", { speed: 0 }, "Cannot parse a.csv: 'speed' must be above 0, got 0"],
    ["t\n1\n", { speed: -1 }, "'speed' must be above 0, got -1"],
    ["t\n1\n", { speed: NaN }, "'speed' must be above 0, got NaN"],
    ["t\n1\n", { demandScaleMsPerUnit: 0 }, "'demandScaleMsPerUnit' must be above 0, got 0"],
  ];
  for (const [text, options, message] of cases) {
    const error = assertThrows(() => parse(text, options), RangeError, message);
    assert(!error.message.includes("\n"), error.message);
  }
});

Deno.test("parseTrace() shortens long values in messages", () => {
  const error = assertThrows(() => parse(`t\n1\n${"x".repeat(5000)}\n`), SyntaxError, "line 3");
  assert(error.message.length < 120);
});

Deno.test("parseTrace() gives the same for CSV and NDJSON, from any start", () => {
  const gaps = fc.array(fc.integer({ min: 0, max: 10_000 }), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(gaps, fc.integer({ min: -1e9, max: 1e9 }), (gaps, start) => {
      const times = [start];
      for (const gap of gaps) times.push(times[times.length - 1] + gap);
      const csv = ["t", ...times].join("\n");
      const ndjson = times.map((t) => JSON.stringify({ t })).join("\n");
      const expected = Float64Array.from(times, (time) => time - start);
      assertEquals(parse(csv).timesMs, expected);
      assertEquals(parse(ndjson).timesMs, expected);
      assertAlmostEquals(
        parse(csv, { timeUnit: "s" }).timesMs.at(-1)!,
        expected.at(-1)! * 1000,
        1e-6,
      );
    }),
    { seed: 4 },
  );
});
