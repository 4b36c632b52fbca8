import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  attachColumns,
  createColumns,
  OUTCOME_CODE,
  OUTCOMES,
} from "../../../experiments/trial/columns.ts";

const STAMPS = ["intended", "released", "accepted", "started", "ended"] as const;
const SEGMENTS = ["segmentReady", "segmentStarted", "segmentEnded"] as const;

Deno.test("createColumns() starts with no stamps and every task pending", () => {
  for (const [tasks, segments] of [[0, 1], [1, 1], [3, 1], [3, 3]]) {
    const columns = createColumns(tasks, segments);
    for (const name of STAMPS) {
      assertEquals(columns[name].length, tasks);
      assert(columns[name].every(Number.isNaN));
    }
    for (const name of SEGMENTS) {
      assertEquals(columns[name].length, segments === 1 ? 0 : tasks * segments);
      assert(columns[name].every(Number.isNaN));
    }
    assertEquals([...columns.outcome], Array(tasks).fill(OUTCOME_CODE.pending));
    assertEquals([columns.tasks, columns.segmentsPerTask], [tasks, segments]);
  }
});

Deno.test("attachColumns() sees the same columns in the same memory, none over another", () => {
  const columns = createColumns(4, 2);
  [...STAMPS, ...SEGMENTS].forEach((name, index) => columns[name].fill(index));
  columns.outcome.fill(OUTCOME_CODE.dropped);
  const attached = attachColumns(columns.buffer, 4, 2);
  assertEquals(attached, columns);
  [...STAMPS, ...SEGMENTS].forEach((name, index) => {
    assert(attached[name].every((value) => value === index), name);
  });
  attached.started[1] = -5;
  assertEquals(columns.started[1], -5);
});

Deno.test("attachColumns() refuses memory of another size", () => {
  const { buffer } = createColumns(4, 2);
  for (const [tasks, segments] of [[3, 2], [5, 2], [4, 1], [4, 3]]) {
    assertThrows(() => attachColumns(buffer, tasks, segments), RangeError, `${tasks} tasks`);
  }
});

Deno.test("OUTCOME_CODE numbers the outcomes in their order", () => {
  assertEquals(OUTCOMES.map((outcome) => OUTCOME_CODE[outcome]), [0, 1, 2, 3, 4, 5, 6]);
});
