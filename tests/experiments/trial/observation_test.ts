import { assertEquals } from "@std/assert";
import { createColumns, OUTCOME_CODE, OUTCOMES } from "../../../experiments/trial/columns.ts";
import { observedUntil } from "../../../experiments/trial/observation.ts";

const END_MS = 10;
const { completed, dropped, pending } = OUTCOME_CODE;

Deno.test("observedUntil() takes out what came later, in whatever state it was copied", () => {
  const cases: [
    words: string,
    before: readonly [started: number, ended: number, returned: number, outcome: number],
    after: readonly [started: number, ended: number, outcome: string],
  ][] = [
    ["never ran", [NaN, NaN, NaN, pending], [NaN, NaN, "pending"]],
    ["was dropped", [NaN, NaN, NaN, dropped], [NaN, NaN, "dropped"]],
    ["ended", [1, 2, NaN, completed], [1, 2, "completed"]],
    ["runs", [1, NaN, NaN, pending], [1, NaN, "pending"]],
    ["ended later", [1, 11, NaN, completed], [1, NaN, "pending"]],
    ["began later", [11, 12, NaN, completed], [NaN, NaN, "pending"]],
    ["its end was copied, its outcome not yet there", [1, 2, NaN, pending], [1, NaN, "pending"]],
    ["its outcome was copied, its end not yet there", [1, NaN, NaN, completed], [
      1,
      NaN,
      "pending",
    ]],
    ["its end was copied, its start not yet there", [NaN, 2, NaN, completed], [
      NaN,
      NaN,
      "pending",
    ]],
    ["the loop knows of its end", [1, 9, 9.5, completed], [1, 9, "completed"]],
    ["so it does, its clock ahead", [9, 10.01, 9.5, completed], [9, 10, "completed"]],
    ["all of it ahead", [10.01, 10.02, 9.5, completed], [10, 10, "completed"]],
  ];
  const columns = createColumns(cases.length, 1);
  cases.forEach(([, [started, ended, returned, outcome]], task) => {
    columns.started[task] = started;
    columns.ended[task] = ended;
    columns.returned[task] = returned;
    columns.outcome[task] = outcome;
  });
  const observed = observedUntil(columns, END_MS);
  cases.forEach(([words, , expected], task) => {
    const { started, ended, outcome } = observed;
    assertEquals([started[task], ended[task], OUTCOMES[outcome[task]]], [...expected], words);
  });
  // A copy: the columns themselves are still being written.
  assertEquals(columns.ended[4], 11);
});

Deno.test("observedUntil() takes out segments that came later", () => {
  const columns = createColumns(2, 2);
  columns.started.fill(1);
  columns.segmentStarted.set([1, 8, 1, 11]);
  columns.segmentReady.set([NaN, 7, NaN, 10.5]);
  columns.segmentEnded.set([2, 9, 2, 12]);
  columns.ended.set([9, 12]);
  columns.outcome.fill(completed);
  const { segmentStarted, segmentReady, segmentEnded } = observedUntil(columns, END_MS);
  assertEquals([...segmentStarted], [1, 8, 1, NaN]);
  assertEquals([...segmentReady], [NaN, 7, NaN, NaN]);
  assertEquals([...segmentEnded], [2, 9, 2, NaN]);
});
