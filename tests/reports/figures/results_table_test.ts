import { assertEquals, assertStringIncludes } from "@std/assert";
import { renderMarkdown } from "../../../reports/render/markdown.ts";
import { resultsNotes, resultsTable, roundTrips } from "../../../reports/figures/results_table.ts";
import { rankCells } from "../../../reports/ranking.ts";
import { wordsToMarkdown } from "../../../reports/words.ts";
import { summarize } from "../../../reports/summarize.ts";
import { cell, failed, measured, study } from "../_records.ts";

function pooled(servers: number) {
  return cell(`npm-piscina:concurrency=${servers}`, {
    family: "npm",
    discipline: { kind: "work-conserving", concurrency: servers, servers },
  });
}

Deno.test("roundTrips() says how much later the loop learns of what threads did", () => {
  const { cells } = summarize(study([
    measured(pooled(2), 0, { returnMs: 0.045 }),
    measured(pooled(1), 0, { returnMs: 0.5 }),
    measured(cell("direct"), 0, { returnMs: 3 }),
    failed(pooled(3), 0, "crashed", "exit code 1"),
  ]));
  assertEquals(roundTrips(cells).map(wordsToMarkdown), [
    "`npm-piscina:concurrency=2`: bodies ran on 2 threads; the loop learnt of their end 45.0 µs " +
    "later (p50), 180 µs (p99).",
    "`npm-piscina:concurrency=1`: bodies ran on 1 thread; the loop learnt of their end 500 µs " +
    "later (p50), 2.00 ms (p99).",
  ]);
});

Deno.test("roundTrips() shows the interval of blocks, and where the producer was if not inside", () => {
  const trials = [0, 1, 2].map((block) =>
    measured({ ...pooled(2), placement: "outside" }, block, { returnMs: 1 })
  );
  const [line] = roundTrips(summarize(study(trials)).cells).map(wordsToMarkdown);
  assertStringIncludes(line, "`npm-piscina:concurrency=2` (outside)");
  assertStringIncludes(line, "1.00 ms [1.00, 1.00] later (p50)");
});

Deno.test("resultsTable() has a column of producers unless all are inside", () => {
  const outside = { ...cell("io-tcp"), placement: "outside" as const };
  const tableOf = (...cells: ReturnType<typeof cell>[]) =>
    resultsTable(
      rankCells(summarize(study(cells.map((one) => measured(one, 0)))).cells)[0],
    );
  const inside = tableOf(cell("direct"), cell("queue-polled"));
  assertEquals(inside.head.slice(0, 2), ["strategy", "wait p99"]);
  const mixed = tableOf(cell("direct"), outside);
  assertEquals(mixed.rows.map(([, { text }]) => text).toSorted(), ["inside", "outside"]);
  for (const { head, rows } of [inside, mixed, tableOf(outside)]) {
    assertEquals(head.includes("producer"), head !== inside.head);
    assertEquals(rows.map(({ length }) => length), rows.map(() => head.length));
  }
});

Deno.test("renderMarkdown() puts round trips below the table of their workload", () => {
  const markdown = renderMarkdown(summarize(study([measured(pooled(2), 0)])));
  const at = (text: string) => markdown.indexOf(text);
  assertEquals(at("\n\nSorted by p99 wait") < at("\n\n`npm-piscina:concurrency=2`: bodies"), true);
  assertEquals(at("\n\n`npm-piscina:concurrency=2`: bodies") < at("## Measured against"), true);
});

Deno.test("renderMarkdown() says of an overloaded pool that its threads are", () => {
  const unstable = {
    stability: { state: "unstable", reason: "overload", growthMsPerSecond: null },
  } as const;
  const markdown = renderMarkdown(summarize(study([measured(pooled(2), 0, {}, unstable)])));
  assertStringIncludes(markdown, "**unstable**: more work than its threads have time for");
});

Deno.test("resultsTable() has the interval of goodput, and marks nobody best from one block", () => {
  const marksOf = (blocks: readonly number[]) => {
    const trials = blocks.flatMap((block) => [
      measured(cell("a"), block, {}, { goodputPerSecond: 100 + block }),
      measured(cell("b"), block, { waitMs: 9 }),
    ]);
    const table = resultsTable(rankCells(summarize(study(trials)).cells)[0]);
    return [table.rows.map(([name]) => name.mark), table.rows[0].at(-1)!.text];
  };
  assertEquals(marksOf([0, 1, 2]), [["best", undefined], "101 [98.5, 103]"]);
  assertEquals(marksOf([0]), [[undefined, undefined], "100"]);
});

Deno.test("resultsNotes() say why nothing is marked, and who is not compared", () => {
  const notesOf = (...trials: Parameters<typeof study>[0]) =>
    resultsNotes(rankCells(summarize(study(trials, { blocks: 5 })).cells)[0])[0];
  const a = (block: number) => measured(cell("a"), block);
  const b = (block: number) => measured(cell("b"), block, { waitMs: 9 });
  assertStringIncludes(notesOf(a(0), b(0)), "No strategy was measured in more than one block, so");
  assertStringIncludes(notesOf(a(0), b(0), b(1)), "The least was measured in one block and has no");
  const counts = { ...a(0).counts, completed: 60, dropped: 40 };
  const shedding = [0, 1].map((block) => measured(cell("c"), block, {}, { counts }));
  assertStringIncludes(
    notesOf(a(0), a(1), ...shedding),
    "gave up 1 % of their tasks or more follow",
  );
  assertEquals(notesOf(a(0), a(1)).includes("gave up"), false);
});
