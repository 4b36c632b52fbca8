import { assertAlmostEquals, assertEquals } from "@std/assert";
import { createColumns } from "../../../experiments/trial/columns.ts";
import { idealWaits } from "../../../experiments/trial/ideal_wait.ts";

function assertClose(found: Float64Array, expected: readonly number[]): void {
  assertEquals(found.length, expected.length);
  expected.forEach((value, index) => {
    if (Number.isNaN(value)) assertEquals(found[index], NaN);
    else assertAlmostEquals(found[index], value, 1e-12);
  });
}

Deno.test("idealWaits() serves plain bodies in order of arrival, one after the other", () => {
  const columns = createColumns(4, 1);
  columns.intended.set([0, 1, 2, 10]);
  // However late they really started, the twin goes by arrivals and lengths.
  columns.started.set([5, 8, NaN, 20]);
  columns.ended.set([8, 9, NaN, NaN]);
  const { waitMs, busyMs } = idealWaits(columns, 25);
  assertClose(waitMs, [0, 2, NaN, 0]);
  assertClose(busyMs, [3, 1, NaN, 5]);
});

Deno.test("idealWaits() serves each stretch of an awaiting body when its I/O has completed", () => {
  const columns = createColumns(2, 2);
  columns.intended.set([0, 0.5]);
  columns.started.set([0, 1]);
  columns.ended.set([6, 8]);
  columns.segmentStarted.set([0, 5, 1, 6]);
  columns.segmentEnded.set([1, 6, 3, 8]);
  columns.segmentReady.set([NaN, 4, NaN, 4.5]);
  // Jobs by arrival: 0 for 1, 0.5 for 2, 4 for 1, 4.5 for 2. The second waits for the first.
  const { waitMs, busyMs } = idealWaits(columns, 10);
  assertClose(waitMs, [0, 0.5]);
  assertClose(busyMs, [2, 4]);
});

Deno.test("idealWaits() lets a stretch delay the first one of a later task", () => {
  const columns = createColumns(2, 2);
  columns.intended.set([0, 5]);
  columns.started.set([0, 9]);
  columns.ended.set([9, 10]);
  columns.segmentStarted.set([0, 4, 9, NaN]);
  columns.segmentEnded.set([1, 9, 10, NaN]);
  columns.segmentReady.set([NaN, 3, NaN, NaN]);
  // The second stretch of the first task comes at 3 and holds the loop for 5, until 8.
  const { waitMs, busyMs } = idealWaits(columns, 10);
  assertClose(waitMs, [0, 3]);
  assertClose(busyMs, [6, 1]);
});

Deno.test("idealWaits() takes a task of one stretch among those of three for one job", () => {
  const columns = createColumns(3, 3);
  columns.intended.set([0, 1, 2]);
  columns.started.set([0, 4, 6]);
  columns.ended.set([9, 6, 8]);
  // The first asks a peer and reads a file; the other two spin.
  columns.segmentStarted.set([0, 8, 8.5, 4, NaN, NaN, 6, NaN, NaN]);
  columns.segmentEnded.set([1, 8.2, 9, 6, NaN, NaN, 8, NaN, NaN]);
  columns.segmentReady.set([NaN, 1.5, 8.5, NaN, NaN, NaN, NaN, NaN, NaN]);
  // Jobs by arrival: 0 for 1, 1 for 2, 1.5 for 0.2 (from 3), 2 for 2 (from 3.2).
  const { waitMs, busyMs } = idealWaits(columns, 10);
  assertClose(waitMs, [0, 0, 1.2]);
  assertClose(busyMs, [1.7, 2, 2]);
});

Deno.test("idealWaits() cuts what has not ended at the end of the window", () => {
  const columns = createColumns(1, 2);
  columns.intended.set([0]);
  columns.started.set([0]);
  columns.segmentStarted.set([0, 6]);
  columns.segmentEnded.set([2, NaN]);
  columns.segmentReady.set([NaN, 6]);
  assertClose(idealWaits(columns, 10).busyMs, [6]);
  assertClose(idealWaits(columns, 5).busyMs, [2]);
});

Deno.test("idealWaits() has nothing to say of no tasks", () => {
  const { waitMs, busyMs } = idealWaits(createColumns(0, 1), 10);
  assertEquals([waitMs.length, busyMs.length], [0, 0]);
});

Deno.test("idealWaits() gives a limited number of awaiting bodies a place each, to their end", () => {
  const columns = createColumns(4, 2);
  columns.intended.set([0, 0, 1, 2]);
  columns.started.set([0, 1, 7, NaN]);
  columns.ended.set([4, 7, NaN, NaN]);
  columns.segmentStarted.set([0, 3, 1, 6, 7, NaN, NaN, NaN]);
  columns.segmentEnded.set([1, 4, 1.5, 7, 8, NaN, NaN, NaN]);
  columns.segmentReady.set([NaN, 3, NaN, 6, NaN, NaN, NaN, NaN]);
  // Two places, kept for 4 and 6 ms: the third task finds one free at 4. One place: at 4 and 10.
  const of = (places: number) => idealWaits(columns, 9, places);
  // Two tasks come at once, so the second waits for the loop, whatever the places.
  assertClose(of(2).waitMs, [0, 1, 3, NaN]);
  assertClose(of(1).waitMs, [0, 4, 9, NaN]);
  assertClose(of(3).waitMs, [0, 1, 0.5, NaN]);
  assertClose(of(2).busyMs, of(Infinity).busyMs as unknown as number[]);
});

Deno.test("idealWaits() knows that bodies which never await have one loop, whatever the limit", () => {
  const columns = createColumns(2, 1);
  columns.intended.set([0, 0]);
  columns.started.set([0, 2]);
  columns.ended.set([2, 4]);
  assertClose(idealWaits(columns, 5, 16).waitMs, [0, 2]);
});
