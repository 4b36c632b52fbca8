import { assert, assertEquals, assertMatch, assertStringIncludes, assertThrows } from "@std/assert";
import fc from "fast-check";
import { DatabaseSync } from "node:sqlite";
import { HistoryError } from "../../../experiments/history/history_error.ts";
import { historyLines, parseHistoryLines } from "../../../experiments/history/history_lines.ts";
import {
  addToHistory,
  importHistory,
  readHistory,
} from "../../../experiments/history/history_store.ts";
import type { History, TrackedStudy } from "../../../experiments/history_point.ts";
import { withDirectory } from "../../cli/_with_directory.ts";
import { historyOf, pointAt, trackedAt } from "../../reports/history/_histories.ts";

function add(path: string, study: TrackedStudy, reference = study.reference) {
  return addToHistory(path, () => ({ study, reference }));
}

function inDirectory(use: (directory: string) => void): Promise<void> {
  return withDirectory((directory) => Promise.resolve(use(directory)));
}

/** All files of a directory with their contents. */
function contents(directory: string): Record<string, string> {
  const names = [...Deno.readDirSync(directory)].map(({ name }) => name).sort();
  return Object.fromEntries(
    names.map((name) => [name, Deno.readFileSync(`${directory}/${name}`).toHex()]),
  );
}

Deno.test("addToHistory() keeps studies in order of time, whole, and each once", () =>
  inDirectory((directory) => {
    const path = `${directory}/new/history.sqlite`;
    const points = [
      pointAt(1),
      pointAt(0.1, { metric: "waitMs.p50", interval: null, ratio: null, ratioInterval: null }),
      pointAt(2, { state: "failed", blocks: 0, value: null, placement: "outside" }),
      pointAt(-1e-9, {
        metric: "dispatchOverheadMs.mean",
        interval: [-5e-324, 1.7e308],
        ratio: null,
        ratioInterval: null,
      }),
    ];
    const [first, second, third] = [3, 1, 2].map((at) => trackedAt(at, points));
    for (const study of [first, second, third]) assertEquals(add(path, study), "added");
    assertEquals(add(path, second), "already-there");
    assertEquals(readHistory(path), {
      reference: "loop-immediate",
      studies: [second, third, first],
    });
    assertEquals([...Deno.readDirSync(`${directory}/new`)].map(({ name }) => name), [
      "history.sqlite",
    ]);
  }));

Deno.test("addToHistory() shows who writes what is pinned, and pins what it is told", () =>
  inDirectory((directory) => {
    const path = `${directory}/h`;
    const seen: (string | null)[] = [];
    for (const [at, reference] of [null, "a", null, "b"].entries()) {
      addToHistory(path, (pinned) => {
        seen.push(pinned);
        return { study: trackedAt(at, []), reference };
      });
    }
    assertEquals(seen, [null, null, "a", "a"]);
    assertEquals(readHistory(path).reference, "b");
  }));

Deno.test("addToHistory() keeps both arms of a gate that began in the same millisecond", () =>
  inDirectory((directory) => {
    const [path, copy] = [`${directory}/h`, `${directory}/copy`];
    const arms = [
      trackedAt(1, [pointAt(1)], { commit: "main" }),
      trackedAt(1, [pointAt(2)], { commit: "branch" }),
      trackedAt(1, [pointAt(3)], { commit: "branch", tree: "dirty" }),
    ];
    for (const arm of arms) assertEquals(add(path, arm), "added");
    for (const arm of arms) assertEquals(add(path, arm), "already-there");
    // In the order in which they were added, wherever they go.
    assertEquals(readHistory(path).studies, arms);
    assertEquals(importHistory(copy, readHistory(path)), { added: 3, alreadyThere: 0 });
    assertEquals(readHistory(copy).studies, arms);
  }));

Deno.test("addToHistory() adds nothing if it fails", () =>
  inDirectory((directory) => {
    const path = `${directory}/h`;
    add(path, trackedAt(1, [pointAt(1)]));
    const before = contents(directory);
    const wrong = trackedAt(2, [pointAt(NaN)]);
    assertThrows(() => add(path, wrong), SyntaxError, "points.0.value");
    assertThrows(
      () =>
        addToHistory(path, () => {
          throw new RangeError("no");
        }),
      RangeError,
      "no",
    );
    assertEquals(contents(directory), before);
  }));

Deno.test("a file that is no history is refused in one line, by all, and left as it is", () =>
  inDirectory((directory) => {
    const whole = `${directory}/whole`;
    for (let at = 0; at < 40; at++) {
      add(
        whole,
        trackedAt(at, Array.from({ length: 20 }, (_, n) => pointAt(n + 1, { workload: `w${n}` }))),
      );
    }
    const bytes = Deno.readFileSync(whole);
    const edited = (at: number, ...values: number[]) => {
      const copy = bytes.slice();
      copy.set(values, at);
      return copy;
    };
    const foreign = `${directory}/foreign`;
    using other = new DatabaseSync(foreign);
    other.exec("PRAGMA journal_mode = wal; CREATE TABLE theirs (x); INSERT INTO theirs VALUES (1)");
    other.close();
    const files: [string, Uint8Array, RegExp][] = [
      ["empty", new Uint8Array(), /is no history: it is empty/],
      ["text", new TextEncoder().encode("hello\n".repeat(50)), /it is no SQLite database/],
      ["short", bytes.slice(0, 50), /is the database of another program/],
      ["wal", Deno.readFileSync(foreign), /the database of another program/],
      ["newer", edited(60, 0, 0, 0, 2), /is a history of version 2, and 1 is known/],
      ["first-page", bytes.slice(0, 4096), /is damaged/],
      ["cut", bytes.slice(0, bytes.length - 5000), /is damaged/],
      ["page-lost", edited(8192, ...new Array(4096).fill(0)), /is damaged/],
      ["page-junk", edited(4096 * 3, ...new Array(4096).fill(0xa5)), /is damaged/],
    ];
    for (const [name, data, message] of files) {
      const place = `${directory}/in-${name}`;
      Deno.mkdirSync(place);
      const path = `${place}/history.sqlite`;
      Deno.writeFileSync(path, data);
      const before = contents(place);
      const uses = [
        () => readHistory(path),
        () => add(path, trackedAt(99, [])),
        () => importHistory(path, historyOf([])),
      ];
      for (const use of uses) {
        const error = assertThrows(use, HistoryError);
        assertMatch((error as Error).message, message);
        assert(!(error as Error).message.includes("\n"));
        assertEquals(contents(place), before, name);
      }
    }
    assertThrows(() => readHistory(directory), HistoryError, "it is not a file");
  }));

Deno.test("readHistory() of a missing file makes none", () =>
  inDirectory((directory) => {
    assertThrows(() => readHistory(`${directory}/h`), HistoryError, "there is no history at");
    assertThrows(() => readHistory(`${directory}/no/h`), HistoryError, "there is no history at");
    assertEquals(contents(directory), {});
    Deno.writeTextFileSync(`${directory}/file`, "");
    assertThrows(() => add(`${directory}/file/h`, trackedAt(1, [])), HistoryError, "file/h");
  }));

Deno.test("readHistory() undoes what a writer left that died midway", () =>
  inDirectory((directory) => {
    const path = `${directory}/h`;
    const first = trackedAt(
      1,
      Array.from({ length: 300 }, (_, n) => pointAt(n + 1, { workload: `w${n}` })),
    );
    add(path, first);
    const [crashed, journal] = [`${directory}/crashed`, `${directory}/crashed-journal`];
    {
      using writer = new DatabaseSync(path);
      // So small a cache that pages go to the disk before the end, as those of a large study do.
      writer.exec("PRAGMA cache_size = 1; BEGIN IMMEDIATE; UPDATE point SET value = 7");
      Deno.copyFileSync(path, crashed);
      Deno.copyFileSync(`${path}-journal`, journal);
      writer.exec("ROLLBACK");
    }
    assert(Deno.readFileSync(crashed).toHex() !== Deno.readFileSync(path).toHex());
    assertEquals(readHistory(crashed).studies, [first]);
    // Reading put the file back to what it was, and left nothing beside it.
    assertThrows(() => Deno.statSync(journal), Deno.errors.NotFound);
    assertEquals(add(crashed, trackedAt(2, [])), "added");
  }));

const text = fc.oneof(
  fc.string({ minLength: 1, unit: "binary" }).filter((value) => !value.includes("\0")),
  fc.constantFrom(
    "a|b",
    "\x1b[31mred",
    "line\nfeed",
    "'; DROP TABLE point; --",
    "日本語",
    "\u202e",
  ),
);
const figure = fc.double({ noNaN: true, noDefaultInfinity: true });
const interval = fc.option(
  fc.tuple(figure, figure).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const),
);
const anyPoint = fc.record({
  strategy: text,
  workload: text,
  placement: text,
  metric: text,
  load: fc.constantFrom("saturated" as const, "below-saturation" as const),
  state: fc.constantFrom("stable" as const, "unstable" as const, "failed" as const),
  blocks: fc.nat(),
  value: fc.option(figure),
  interval,
  ratio: fc.option(fc.double({ min: 1e-300, max: 1e300, noNaN: true })),
  ratioInterval: interval,
});
const anyHistory: fc.Arbitrary<History> = fc.record({
  reference: fc.option(text),
  studies: fc.uniqueArray(
    fc.record({
      at: fc.oneof(fc.constant(1), fc.nat(1e6)),
      points: fc.uniqueArray(anyPoint, {
        maxLength: 4,
        selector: ({ strategy, workload, placement, metric }) =>
          JSON.stringify([strategy, workload, placement, metric]),
      }),
      stamp: fc.record({
        fingerprint: text,
        commit: text,
        tree: fc.constantFrom("clean" as const, "dirty" as const, "unknown" as const),
        host: text,
        runtime: text,
        reference: fc.option(text),
      }),
    }).map(({ at, points, stamp }) => trackedAt(at, points, stamp)),
    {
      maxLength: 6,
      selector: ({ createdAt, fingerprint, host, runtime, commit, tree }) =>
        JSON.stringify([createdAt, fingerprint, host, runtime, commit, tree]),
    },
  ),
});

Deno.test("an exported history imports as what it was, whatever is in it", () =>
  inDirectory((directory) => {
    let number = 0;
    fc.assert(
      fc.property(anyHistory, (history) => {
        const [first, second] = [`${directory}/${number++}`, `${directory}/${number++}`];
        const count = history.studies.length;
        assertEquals(importHistory(first, history), { added: count, alreadyThere: 0 });
        const exported = historyLines(readHistory(first));
        const parsed = parseHistoryLines(exported);
        assertEquals(importHistory(second, parsed), { added: count, alreadyThere: 0 });
        assertEquals(historyLines(readHistory(second)), exported);
        assertEquals(importHistory(second, parsed), { added: 0, alreadyThere: count });
        assertEquals(historyLines(readHistory(second)), exported);
        for (const path of [first, second]) Deno.removeSync(path);
      }),
      { seed: 1, numRuns: 40 },
    );
  }));

Deno.test("importHistory() adds all or nothing, and refuses another reference", () =>
  inDirectory((directory) => {
    const path = `${directory}/h`;
    add(path, trackedAt(2, [pointAt(1)]));
    const before = contents(directory);
    const half = historyOf([
      trackedAt(1, [pointAt(1)]),
      trackedAt(3, [pointAt(1, { blocks: 1.5 })]),
    ]);
    assertThrows(() => importHistory(path, half), HistoryError, "point.blocks");
    const pinned = historyOf([trackedAt(1, [])], "direct");
    assertThrows(() => importHistory(path, pinned), HistoryError, '"loop-immediate" pinned');
    assertEquals(contents(directory), before);
    assertEquals(importHistory(path, historyOf([trackedAt(1, [])], null)).added, 1);
    assertEquals(readHistory(path).reference, "loop-immediate");
  }));

Deno.test("parseHistoryLines() names the line and what is wrong with it", () => {
  const good = historyLines(historyOf([trackedAt(1, [pointAt(1)]), trackedAt(2, [])]));
  const [head, first, second] = good.trimEnd().split("\n");
  const changed = (line: string, more: object) => JSON.stringify({ ...JSON.parse(line), ...more });
  const point = (more: object) => changed(first, { points: [{ ...pointAt(1), ...more }] });
  const cases: [string[], string][] = [
    [[], "it is empty"],
    [["", "  "], "it is empty"],
    [[first], "line 1 is not a line of a history: 'schema'"],
    [[head, "{"], "line 2 is not JSON"],
    [[head, first, "", "[]"], "line 4 is not a line of a history"],
    [[head, head], "line 2 is not a line of a history"],
    [[changed(head, { schema: "dispatch-lab/history@2" })], "line 1"],
    [[head, second, changed(first, { extra: 1 })], "line 3"],
    [[head, changed(first, { createdAt: "2026-01-01" })], "line 2"],
    [
      [head, changed(first, { createdAt: "2026-13-01T00:00:00.000Z" })],
      "'createdAt' is not a time",
    ],
    [[head, changed(first, { commit: "" })], "'commit'"],
    [[head, changed(first, { commit: "\ud800" })], "'commit' holds what is no text"],
    [[head, changed(first, { host: "a\0b" })], "'host' holds what is no text"],
    [[head, point({ value: "1" })], "'points.0.value'"],
    [[head, point({ ratio: 0 })], "'points.0.ratio'"],
    [[head, point({ interval: [2, 1] })], "'points.0.interval' begins above its end"],
    [[head, point({ blocks: 1.5 })], "'points.0.blocks'"],
    [[head, changed(first, { points: [pointAt(1), pointAt(2)] })], "has a metric of a cell twice"],
  ];
  for (const [lines, message] of cases) {
    const error = assertThrows(() => parseHistoryLines(lines.join("\n")), HistoryError) as Error;
    assertStringIncludes(error.message, message);
    assert(!error.message.includes("\n"), error.message);
    assertStringIncludes(error.message, "nothing was imported");
  }
  assertEquals(parseHistoryLines(good.replaceAll("\n", "\r\n\n")), parseHistoryLines(good));
});
