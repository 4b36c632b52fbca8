import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { evidenceText, howSure, summarize, warningWords, wordsToText } from "../../../mod.ts";
import { everyKindOfCell } from "../_every_kind_of_cell.ts";
import { cell, failed, measured, study } from "../_records.ts";

function said(trials: Parameters<typeof study>[0]): string {
  return wordsToText(howSure(summarize(study(trials))));
}

Deno.test("howSure() says where the best is told apart and where it is not", () => {
  const trials = [0, 1, 2, 3, 4].flatMap((block) => [
    measured(cell("a", { workload: "one" }), block, { waitMs: 1 }),
    measured(cell("b", { workload: "one" }), block, { waitMs: 9 }),
    measured(cell("a", { workload: "other" }), block, { waitMs: 1 + block }),
    measured(cell("b", { workload: "other" }), block, { waitMs: 1.1 + block }),
  ]);
  const text = said(trials);
  assertEquals(
    text,
    "How sure, by 95 % intervals over 5 blocks: under one one strategy has surely the least p99 " +
      "wait; under other the best is not surely better than the next.",
  );
});

Deno.test("howSure() takes no difference for sure that is too small to matter", () => {
  const near = [0, 1, 2].flatMap((block) => [
    measured(cell("a"), block, { waitMs: 10 + block / 1000 }, { histograms: {} }),
    measured(cell("b"), block, { waitMs: 10.5 + block / 1000 }, { histograms: {} }),
  ]);
  assertMatch(said(near), /: under steady the best is not surely better than the next\./);
});

Deno.test("howSure() does not judge by the waits of who gives tasks up, but by goodput if all do", () => {
  const counts = { ...measured(cell("a"), 0).counts, completed: 60, dropped: 40 };
  const of = (goodputs: readonly number[], more: object) =>
    said([0, 1, 2].flatMap((block) => [
      measured(cell("a"), block, { waitMs: 1 }, { counts, goodputPerSecond: goodputs[0] }),
      measured(cell("b"), block, { waitMs: 9 }, { ...more, goodputPerSecond: goodputs[1] }),
    ]));
  assertMatch(
    of([10, 10], {}),
    /: under steady a single strategy can be judged, so there is nothing/,
  );
  assertMatch(
    of([10, 20], { counts }),
    /: under steady one strategy has surely the highest goodput\./,
  );
});

Deno.test("howSure() promises nothing of one block, or where nothing is stable", () => {
  assertMatch(said([measured(cell("a"), 0)]), /^How sure: not at all, for one block has no/);
  const cells = [cell("a")];
  assertMatch(
    wordsToText(howSure(summarize(study([measured(cells[0], 0)], { blocks: 5, cells })))),
    /^How sure: not at all, for no strategy was measured in more than one of 5 blocks, and/,
  );
  assertMatch(
    said([failed(cell("a"), 0, "crashed", "exit code 1")]),
    /^Nothing was measured, so there is/,
  );
});

Deno.test("howSure() does not tell a strategy apart that was run alone", () => {
  const text = said([0, 1].map((block) => measured(cell("a"), block)));
  assertStringIncludes(text, "nothing to compare with");
});

Deno.test("warningWords() tells those of the study first, then each cell's", () => {
  const report = summarize(everyKindOfCell());
  const texts = warningWords(report).map(wordsToText);
  assertEquals(texts.length, report.warnings.length + 1);
  assertMatch(texts.at(-1)!, /^trials-failed, io-tcp under steady \(outside\): 3 of 3 trials/);
});

Deno.test("evidenceText() prints a figure in its unit, with its interval", () => {
  const of = { strategy: "a", workload: "w", placement: "inside", metric: "m" } as const;
  const cases = [
    [{ value: 0.5, unit: "ms", ci95: [0.4, 0.6] }, "500 µs [400, 600]"],
    [{ value: 0.25, unit: "share", ci95: null }, "25.0 %"],
    [{ value: 12.3, unit: "/s", ci95: null }, "12.3 /s"],
    [{ value: 3, unit: "tasks", ci95: null }, "3.00 tasks"],
    [{ value: 1.5, unit: "ratio", ci95: [1, 2] }, "1.50 [1.00, 2.00]"],
    [{ value: null, unit: "ms", ci95: null }, "–"],
  ] as const;
  for (const [evidence, text] of cases) assertEquals(evidenceText({ ...of, ...evidence }), text);
});
