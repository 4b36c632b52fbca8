import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  attachColumns,
  createColumns,
  OUTCOME_CODE,
  OUTCOMES,
  sliceColumns,
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

Deno.test("sliceColumns() copies the first rows, segments included, into memory of their own", () => {
  for (const segments of [1, 3]) {
    const columns = createColumns(5, segments);
    [...STAMPS, "returned" as const, ...SEGMENTS].forEach((name, index) => {
      columns[name].forEach((_, row) => columns[name][row] = 100 * index + row);
    });
    columns.outcome.set([1, 2, 3, 4, 5]);
    columns.taskClass.set([5, 4, 3, 2, 1]);
    const slice = sliceColumns(columns, 2);
    assertEquals([slice.tasks, slice.segmentsPerTask], [2, segments]);
    for (const name of [...STAMPS, "returned" as const]) {
      assertEquals(slice[name], columns[name].slice(0, 2), name);
    }
    for (const name of SEGMENTS) {
      assertEquals(slice[name], columns[name].slice(0, segments === 1 ? 0 : 2 * segments), name);
    }
    assertEquals([[...slice.outcome], [...slice.taskClass]], [[1, 2], [5, 4]]);
    columns.started[0] = -1;
    assert(slice.started[0] !== -1);
    assertEquals(sliceColumns(columns, 5), columns);
    assertEquals(sliceColumns(columns, 0).tasks, 0);
  }
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
