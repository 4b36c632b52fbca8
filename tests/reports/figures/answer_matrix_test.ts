import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import {
  ANSWER_METRICS,
  answerMatrix,
  type MatrixCell,
  matrixTable,
  matrixView,
  summarize,
} from "../../../mod.ts";
import type { StoredStudy } from "../../../experiments/study_document.ts";
import { rankCells } from "../../../reports/ranking.ts";
import { everyKindOfCell } from "../_every_kind_of_cell.ts";
import { cell, measured, study } from "../_records.ts";

function matrixOf(stored: StoredStudy, name: string) {
  const metric = ANSWER_METRICS.find((metric) => metric.name === name)!;
  return answerMatrix(summarize(stored), metric);
}

/** Cells of the first workload by strategy. */
function column(stored: StoredStudy, name: string): Record<string, MatrixCell> {
  return Object.fromEntries(matrixOf(stored, name).rows.map(({ name, cells }) => [name, cells[0]]));
}

/** Two strategies: `a` waits less, `b` blocks its caller less. */
function opposed(blocks: number): StoredStudy {
  return study(
    Array.from({ length: blocks }, (_, block) => [
      measured(cell("a"), block, { waitMs: 1 + block / 100, dispatchCallMs: 2 }),
      measured(cell("b"), block, { waitMs: 5 + block / 100, dispatchCallMs: 0.5 }),
    ]).flat(),
  );
}

Deno.test("answerMatrix() marks the best of the metric that is shown, not of another", () => {
  const byWait = column(opposed(3), "wait-p99");
  assertEquals([byWait.a.state, byWait.b.state], ["best", "other"]);
  assertEquals([byWait.a.heat, byWait.b.heat], [0, 1]);
  const byCall = column(opposed(3), "call-p50");
  assertEquals([byCall.a.state, byCall.b.state], ["other", "best"]);
});

Deno.test("answerMatrix() agrees by p99 wait with the ranking", () => {
  const { cells } = summarize(everyKindOfCell());
  const matrix = answerMatrix({ cells }, ANSWER_METRICS[0]);
  for (const [index, { best, tied }] of rankCells(cells).entries()) {
    const ofState = (state: MatrixCell["state"]) =>
      matrix.rows.filter(({ cells }) => cells[index].state === state).map(({ name }) => name);
    assertEquals(ofState("best"), best === null ? [] : [best.strategy]);
    assertEquals(ofState("tied").sort(), tied.map(({ strategy }) => strategy).sort());
  }
});

Deno.test("answerMatrix() ties cells whose intervals overlap, and marks nothing from one block", () => {
  const near = study([0, 1, 2].flatMap((block) => [
    measured(cell("a"), block, { waitMs: 1 + block }),
    measured(cell("b"), block, { waitMs: 1.1 + block }),
  ]));
  assertEquals(column(near, "wait-mean").b.state, "tied");
  const once = { ...near, trials: near.trials.filter(({ block }) => block === 0) };
  const single = study(once.trials);
  for (const { name } of ANSWER_METRICS) {
    const { a, b } = column(single, name);
    assertEquals([a.state, b.state], ["other", "other"], name);
    assertMatch(
      matrixOf(single, name).note,
      /^Nothing is marked as best: .* One block cannot tell/,
    );
  }
  const same = column(near, "goodput");
  assertEquals([same.a.state, same.b.state], ["best", "tied"]);
  assertEquals(same.a.detail, "180 [180, 180] per second");
  assertEquals(
    matrixOf(near, "goodput").note,
    "Best: the greatest goodput per second under a workload. Tied: the 95 % interval overlaps the " +
      "best one's.",
  );
});

Deno.test("answerMatrix() marks nothing where the best estimate alone was measured once, and says so", () => {
  const { trials } = opposed(3);
  const stored = study([
    ...trials.filter(({ cell, block }) => cell.strategy === "b" || block === 0),
    ...opposed(2).trials.map((trial) => ({ ...trial, cell: { ...trial.cell, workload: "other" } })),
  ]);
  const { rows, note } = matrixOf(stored, "wait-p99");
  assertEquals(rows.map(({ cells }) => cells.map(({ state }) => state)), [
    ["other", "best"],
    ["other", "other"],
  ]);
  assertStringIncludes(
    note,
    "Nothing is marked where the best estimate has no interval. One block",
  );
});

Deno.test("answerMatrix() gives no star to the waits of who gives tasks up, but says how many", () => {
  const counts = { ...measured(cell("a"), 0).counts, completed: 60, dropped: 40 };
  const stored = study([0, 1, 2].flatMap((block) => [
    measured(cell("a"), block, { waitMs: 1 }, { counts }),
    measured(cell("b"), block, { waitMs: 9 }),
  ]));
  const { a, b } = column(stored, "wait-p99");
  assertEquals([a.text, a.value, a.heat, a.state], ["40.0 % never ran", null, null, "other"]);
  assertMatch(a.detail, /^40\.0 % never ran; of the others 3\.99 ms \[/);
  assertEquals(b.state, "best");
  assertStringIncludes(matrixOf(stored, "wait-p99").note, "gave up 1 % of their tasks or more");
  const call = column(stored, "call-p50");
  assertEquals([call.a.state, call.b.state], ["best", "tied"]);
  assertEquals(matrixOf(stored, "call-p50").note.includes("gave up"), false);
});

Deno.test("answerMatrix() shows of unstable cells what holds without a steady state, and marks it", () => {
  const wait = column(everyKindOfCell(), "wait-p99")["queue-polled"];
  assertEquals([wait.text, wait.value, wait.state], ["unstable", null, "unstable"]);
  const call = column(everyKindOfCell(), "call-p50")["queue-polled"];
  assertEquals([call.text, call.heat, call.state], ["1.00 µs (unstable)", null, "unstable"]);
  assert(call.value !== null);
  assertStringIncludes(call.detail, "unstable: tasks left over, wait + 49.0 s per second");
});

Deno.test("answerMatrix() takes no unstable cell for the best but by goodput, and no failed one ever", () => {
  for (const metric of ANSWER_METRICS) {
    const cells = column(everyKindOfCell(), metric.name);
    const { state, text } = cells["queue-polled"];
    // Goodput counts what comes too late as lost: by that, who is unstable is compared.
    assertEquals(state, metric.name === "goodput" ? "tied" : "unstable", metric.name);
    assertMatch(text, /unstable\)?$/);
    assertEquals(cells["io-tcp (outside)"].state, "failed", metric.name);
    assertEquals(cells["queue-codel"].state, "absent", metric.name);
  }
});

Deno.test("answerMatrix() finds the greatest where more is better", () => {
  const stored = study([0, 1].flatMap((block) => [
    measured(cell("a"), block, {}, { goodputPerSecond: 100 }),
    measured(cell("b"), block, {}, { goodputPerSecond: 200 }),
  ]));
  const { a, b } = column(stored, "goodput");
  assertEquals([a.state, b.state], ["other", "best"]);
  assertEquals([a.heat, b.heat], [1, 0]);
});

Deno.test("answerMatrix() gives every cell a heat from 0 to 1 though values are zero or below", () => {
  const stored = study(
    [-1, 0, 1, 2].map((dispatchOverheadMs, index) =>
      measured(cell(`s${index}`), 0, { dispatchOverheadMs })
    ),
  );
  const heats = Object.values(column(stored, "overhead-mean")).map(({ heat }) => heat);
  assertEquals(heats, [0, 1 / 3, 2 / 3, 1]);
  const below = study(
    [-0.001, 30].map((dispatchOverheadMs, index) =>
      measured(cell(`s${index}`), 0, { dispatchOverheadMs })
    ),
  );
  assertEquals(Object.values(column(below, "overhead-mean")).map(({ heat }) => heat), [0, 1]);
  const none = study([measured(cell("a"), 0, { dispatchOverheadMs: 0 })]);
  assertEquals(column(none, "overhead-mean").a.heat, 0);
});

Deno.test("matrixTable() has a column a workload, its name as a name", () => {
  const table = matrixTable(matrixOf(everyKindOfCell(), "wait-p99"));
  assertEquals(table.head[1], { code: "steady" });
  for (const row of table.rows) assertEquals(row.length, table.head.length);
  assertEquals(table.rows[0][1], {
    text: "460 µs",
    kind: "figure",
    value: table.rows[0][1].value,
    mark: "best",
  });
});

Deno.test("matrixView() draws the matrix, and nothing of an empty study", () => {
  const view = matrixView(matrixOf(everyKindOfCell(), "wait-p99"), "answer")!;
  assertStringIncludes(view.svg, "460 µs");
  assertEquals(matrixView(matrixOf(study([]), "wait-p99"), "answer"), null);
});

Deno.test("answerMatrix() marks nobody who was run alone", () => {
  const alone = study([0, 1, 2].map((block) => measured(cell("a"), block)));
  const { note } = matrixOf(alone, "wait-p99");
  assertEquals(column(alone, "wait-p99").a.state, "other");
  assertEquals(note, "Nothing is marked as best: one strategy alone was run.");
});

Deno.test("answerMatrix() marks nobody where no task completed", () => {
  const none = { dropped: 0, cancelled: 0, unfinished: 0, rejected: 0, lost: 0 };
  const counts = { offered: 100, released: 100, completed: 0, failed: 100, ...none };
  const rates = { throughputPerSecond: 0, withinSlo: 0, goodputPerSecond: 0 };
  const threw = study(
    [0, 1, 2].flatMap((block) =>
      ["a", "b"].map((name) => measured(cell(name), block, {}, { counts, ...rates }))
    ),
  );
  for (const name of ["wait-p99", "goodput"]) {
    const { a, b } = column(threw, name);
    assertEquals([a.state, b.state], ["other", "other"], name);
  }
  assertEquals(column(threw, "wait-p99").a.text, "none completed");
});
