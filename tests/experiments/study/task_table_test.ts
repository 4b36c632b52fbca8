import { assertEquals } from "@std/assert";
import { TASK_COLUMNS, taskRows } from "../../../experiments/study/task_table.ts";
import { OUTCOME_CODE } from "../../../experiments/trial/columns.ts";
import { measure } from "../../../experiments/trial/measure.ts";
import { cell } from "../../reports/_records.ts";
import { type Row, trialResult } from "../trial/_trial_result.ts";

const whole: Row = { intended: 1, released: 2, accepted: 2.5, started: 4, ended: 7 };

function tableOf(rows: readonly Row[], most?: number) {
  const result = trialResult(rows);
  const trial = measure(result, 50, {
    schema: "dispatch-lab/trial@1",
    cell: cell("direct", { workload: "poisson" }),
    block: 3,
    order: 17,
    wallMs: 1,
  });
  return [...taskRows(trial, result, most)];
}

function column(rows: readonly Row[], name: string): unknown[] {
  return tableOf(rows).flatMap(({ values }) => Array.from<unknown>(values.get(name)!));
}

Deno.test("taskRows() derives every time of a task from its stamps", () => {
  const [{ rows, values }] = tableOf([whole]);
  assertEquals(rows, 1);
  assertEquals(
    Object.fromEntries([...values].map(([name, of]) => [name, of[0]])),
    {
      strategy: "direct",
      workload: "poisson",
      placement: "inside",
      block: 3,
      trial: 17,
      task: 0,
      class: "all",
      intendedMs: 1,
      releasedMs: 2,
      acceptedMs: 2.5,
      startedMs: 4,
      endedMs: 7,
      returnedMs: null,
      outcome: "completed",
      dropReason: null,
      waitMs: 3,
      serviceMs: 3,
      sojournMs: 6,
      idealWaitMs: 0,
      dispatchOverheadMs: 3,
      dispatchCallMs: 0.5,
      latenessMs: 1,
      busyMs: 3,
      returnMs: null,
    },
  );
});

Deno.test("taskRows() has values for every column that the table has, and for no other", () => {
  const [{ values }] = tableOf([whole]);
  assertEquals([...values.keys()].sort(), TASK_COLUMNS.map(({ name }) => name).sort());
});

Deno.test("taskRows() calls outcomes what reports call them", () => {
  const dispatched = { intended: 1, released: 2, accepted: 2.5 };
  const rows: Row[] = [
    whole,
    { ...whole, outcome: OUTCOME_CODE.failed },
    { ...dispatched, outcome: OUTCOME_CODE.dropped },
    { ...dispatched, outcome: OUTCOME_CODE.refused },
    { ...dispatched, outcome: OUTCOME_CODE.lost },
    { ...dispatched, outcome: OUTCOME_CODE.cancelled },
    { ...dispatched },
    { intended: 1 },
  ];
  assertEquals(column(rows, "outcome"), [
    "completed",
    "failed",
    "dropped",
    "dropped",
    "dropped",
    "cancelled",
    "unfinished",
    "unreleased",
  ]);
  assertEquals(
    column(rows, "dropReason"),
    [null, null, "shed", "refused", "lost", null, null, null],
  );
  assertEquals(column(rows, "startedMs"), [4, 4, null, null, null, null, null, null]);
  assertEquals(column(rows, "waitMs"), [3, 3, null, null, null, null, null, null]);
  assertEquals(column(rows, "acceptedMs"), [2.5, 2.5, 2.5, 2.5, 2.5, 2.5, 2.5, null]);
});

Deno.test("taskRows() never has NaN, however a trial went", () => {
  const pieces = tableOf([whole, { intended: 2 }, { intended: 3, released: 4, started: 8 }]);
  for (const { values } of pieces) {
    for (const [name, of] of values) assertEquals(of.some(Number.isNaN), false, name);
  }
});

Deno.test("taskRows() gives so many rows at a time, which together are all of them", () => {
  const rows = Array.from({ length: 7 }, (_, task) => ({
    ...whole,
    intended: task,
    started: task === 5 ? undefined : task + 4,
  }));
  const parts = tableOf(rows, 3);
  assertEquals(parts.map((part) => part.rows), [3, 3, 1]);
  for (const { name } of TASK_COLUMNS) {
    const joined = parts.flatMap(({ values }) => Array.from<unknown>(values.get(name)!));
    assertEquals(joined, column(rows, name), name);
  }
});
