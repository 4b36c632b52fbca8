import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import {
  answerMatrix,
  MATRIX_METRICS,
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
  const metric = MATRIX_METRICS.find((metric) => metric.name === name)!;
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
  const matrix = answerMatrix({ cells }, MATRIX_METRICS[0]);
  for (const [index, { best, tied }] of rankCells(cells).entries()) {
    const ofState = (state: MatrixCell["state"]) =>
      matrix.rows.filter(({ cells }) => cells[index].state === state).map(({ name }) => name);
    assertEquals(ofState("best"), best === null ? [] : [best.strategy]);
    assertEquals(ofState("tied").sort(), tied.map(({ strategy }) => strategy).sort());
  }
});

Deno.test("answerMatrix() ties cells whose intervals overlap, and without intervals only equal figures", () => {
  const near = study([0, 1, 2].flatMap((block) => [
    measured(cell("a"), block, { waitMs: 1 + block }),
    measured(cell("b"), block, { waitMs: 1.1 + block }),
  ]));
  assertEquals(column(near, "wait-mean").b.state, "tied");
  const once = { ...near, trials: near.trials.filter(({ block }) => block === 0) };
  const single = study(once.trials);
  assertEquals(column(single, "wait-mean").b.state, "other");
  assertStringIncludes(matrixOf(single, "wait-mean").note, "nothing says how sure");
  const same = column(near, "goodput");
  assertEquals([same.a.state, same.b.state], ["best", "tied"]);
  assertStringIncludes(matrixOf(near, "goodput").note, "not even a printed digit differs");
});

Deno.test("answerMatrix() shows of unstable cells what holds without a steady state, and marks it", () => {
  const wait = column(everyKindOfCell(), "wait-p99")["queue-polled"];
  assertEquals([wait.text, wait.value, wait.state], ["unstable", null, "unstable"]);
  const call = column(everyKindOfCell(), "call-p50")["queue-polled"];
  assertEquals([call.text, call.heat, call.state], ["1.00 µs (unstable)", null, "unstable"]);
  assert(call.value !== null);
  assertStringIncludes(call.detail, "unstable: tasks left over, wait + 49.0 s per second");
});

Deno.test("answerMatrix() never takes an unstable or failed cell for the best", () => {
  for (const metric of MATRIX_METRICS) {
    const cells = column(everyKindOfCell(), metric.name);
    assertEquals(cells["queue-polled"].state, "unstable", metric.name);
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
  assertEquals(heats, [0, 0, 0, 1]);
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
