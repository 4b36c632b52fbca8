import { assert, assertEquals, assertMatch } from "@std/assert";
import fc from "fast-check";
import { z } from "zod";
import { EXCHANGE_FORMATS, renderExchange, type Subject } from "../../../../mod.ts";
import { cell, measured, study } from "../../_records.ts";
import { everyStudy, hostileNames, studyOf } from "./_everything.ts";

/** What the action reads of each entry (`BenchmarkResult` in its `src/extract.ts`). */
const ENTRIES = z.array(z.strictObject({
  name: z.string().min(1),
  unit: z.enum(["ns", "tasks/s", "tasks", "trials"]),
  value: z.number(),
  range: z.string().optional(),
  extra: z.string().optional(),
}));

function entries(which: "smaller" | "bigger", subject: Subject) {
  const format = EXCHANGE_FORMATS[`github-action-benchmark-${which}`];
  return ENTRIES.parse(JSON.parse(renderExchange(format, subject)!));
}

Deno.test("github-action-benchmark has times and failures where smaller is better, rates where bigger is", () => {
  const smaller = entries("smaller", everyStudy());
  assertEquals(new Set(smaller.map(({ unit }) => unit)), new Set(["ns", "tasks", "trials"]));
  const bigger = entries("bigger", everyStudy());
  assertEquals(new Set(bigger.map(({ unit }) => unit)), new Set(["tasks/s"]));
  const names = [...smaller, ...bigger].map(({ name }) => name);
  assertEquals(new Set(names).size, names.length);
  assert(names.includes("io-tcp under steady (outside): failed-trials"));
});

Deno.test("github-action-benchmark has ranges as the action reads them, and the interval beside", () => {
  const ranged = entries("smaller", everyStudy()).filter(({ range }) => range !== undefined);
  assert(ranged.length > 0);
  for (const { value, range, extra } of ranged) {
    const [, halfWidth] = /^± (\d+(?:\.\d+)?(?:e[+-]?\d+)?)$/.exec(range!)!;
    const [, low, high] = /interval (\S+) to (\S+)$/.exec(extra!)!.map(Number);
    assert(low <= value && value <= high, extra);
    assert(
      Math.abs(Number(halfWidth) - Math.max(value - low, high - value)) <= 1e-6 * value,
      extra,
    );
  }
});

Deno.test("github-action-benchmark has names that stay within the code span of a table's cell", () => {
  fc.assert(
    fc.property(hostileNames, (name) => {
      for (const entry of entries("smaller", studyOf(study([measured(cell(name), 0)])))) {
        assertMatch(entry.name, /^[^\s`|<>]* under steady \(inside\): [a-z0-9-]+$/);
      }
    }),
    { numRuns: 30 },
  );
});
