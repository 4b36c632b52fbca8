import { assertEquals } from "@std/assert";
import { OUTCOME_CODE } from "../../../experiments/trial/columns.ts";
import { classFigures, countWithinSlo } from "../../../experiments/trial/goodput.ts";
import { type Row, trialResult } from "./_trial_result.ts";

const rows: readonly Row[] = [
  { intended: 0, released: 0, started: 1, ended: 5 },
  { intended: 0, released: 0, started: 5, ended: 5.01 },
  { intended: 1, released: 1, started: 2, ended: 3, outcome: OUTCOME_CODE.failed },
  { intended: 2, released: 2, outcome: OUTCOME_CODE.refused },
  { intended: 3, released: 3, outcome: OUTCOME_CODE.cancelled },
  { intended: 4, released: 4 },
  { intended: 9 },
];

Deno.test("countWithinSlo() counts completions in time, the bound itself included, and nothing else", () => {
  const { columns } = trialResult(rows);
  assertEquals([4.99, 5, 5.01].map((sloMs) => countWithinSlo(columns, sloMs)), [0, 1, 2]);
});

Deno.test("classFigures() takes the classes apart and leaves nothing out", () => {
  const { columns } = trialResult(rows);
  columns.taskClass.set([0, 1, 1, 1, 0, 1, 0]);
  const [urgent, other] = classFigures(columns, 6, ["urgent", "other"]);
  assertEquals([urgent.name, other.name], ["urgent", "other"]);
  const none = { failed: 0, dropped: 0, cancelled: 0, unfinished: 0, rejected: 0, lost: 0 };
  assertEquals(urgent.counts, { ...none, offered: 2, released: 2, completed: 1, cancelled: 1 });
  assertEquals(other.counts, {
    ...none,
    offered: 4,
    released: 4,
    completed: 1,
    failed: 1,
    dropped: 1,
    rejected: 1,
    unfinished: 1,
  });
  assertEquals([urgent.waitMs.count, urgent.waitMs.max], [1, 1]);
  assertEquals([other.waitMs.count, other.waitMs.mean], [2, 3]);
  assertEquals(other.sojournMs.max, 5.01);
});

Deno.test("classFigures() has nothing to tell apart where there is one class", () => {
  assertEquals(classFigures(trialResult(rows).columns, 6, ["all"]), []);
});
