import { assert, assertEquals } from "@std/assert";
import { FakeTime } from "@std/testing/time";
import { createCancellation } from "../../../experiments/trial/cancellation.ts";

/** The tasks of a schedule that began at 100, and which of them are given up at this moment. */
function setUp(
  intendedMs: readonly number[],
  { deadlineMs = null, abortAfterMs = null }: {
    deadlineMs?: number | null;
    abortAfterMs?: readonly number[] | null;
  },
) {
  const time = new FakeTime(100);
  const cancellation = createCancellation(
    {
      intendedMs: Float64Array.from(intendedMs),
      deadlineMs,
      abortAfterMs: abortAfterMs && Float64Array.from(abortAfterMs),
    },
    { intended: Float64Array.from(intendedMs, (ms) => 100 + ms) },
    { now: () => time.now },
  );
  const cancelled = () => [...intendedMs.keys()].filter((task) => cancellation!.isCancelled(task));
  return { time, cancellation, cancelled };
}

Deno.test("createCancellation() has nothing to do where all tasks are wanted for ever", () => {
  const { time, cancellation } = setUp([0, 1], {});
  assertEquals(cancellation, null);
  time.restore();
});

Deno.test("createCancellation() cancels what has not started by its deadline", () => {
  const { time, cancellation, cancelled } = setUp([0, 10, 20], { deadlineMs: 5 });
  cancellation!.start();
  const seen: [ms: number, tasks: number[]][] = [];
  for (const ms of [5, 1, 9, 1, 9, 1]) {
    time.tick(ms);
    seen.push([time.now - 100, cancelled()]);
  }
  assertEquals(seen, [[5, []], [6, [0]], [15, [0]], [16, [0, 1]], [25, [0, 1]], [26, [0, 1, 2]]]);
  time.restore();
});

Deno.test("createCancellation() aborts each task when its sender gives up, in whatever order", () => {
  // Due at 30, never, at 12 and at 20.
  const { time, cancellation, cancelled } = setUp([0, 1, 2, 10], {
    abortAfterMs: [30, NaN, 10, 10],
  });
  cancellation!.start();
  const seen: number[][] = [];
  for (const ms of [11, 1, 7, 1, 9, 1, 1000]) {
    time.tick(ms);
    seen.push(cancelled());
  }
  assertEquals(seen, [[], [2], [2], [2, 3], [2, 3], [0, 2, 3], [0, 2, 3]]);
  time.restore();
});

Deno.test("createCancellation() aborts at once what is overdue when a stalled loop goes on", () => {
  const { time, cancellation, cancelled } = setUp([0, 1, 2], { abortAfterMs: [5, 5, 5] });
  time.tick(6.5);
  cancellation!.start();
  assertEquals(cancelled(), [0, 1]);
  time.restore();
});

Deno.test("createCancellation() keeps deadlines and aborts together", () => {
  const { time, cancellation, cancelled } = setUp([0, 0], {
    deadlineMs: 20,
    abortAfterMs: [NaN, 5],
  });
  cancellation!.start();
  time.tick(19);
  assertEquals(cancelled(), [1]);
  time.tick(2);
  assertEquals(cancelled(), [0, 1]);
  time.restore();
});

Deno.test("createCancellation() learns when tasks of a closed loop are intended as they come", () => {
  using time = new FakeTime(100);
  const intended = new Float64Array(3).fill(NaN);
  const abortAfterMs = Float64Array.of(10, NaN, 10);
  using cancellation = createCancellation(
    { deadlineMs: null, abortAfterMs },
    { intended },
    { now: () => time.now },
  );
  cancellation!.start();
  const cancelled = () => [0, 1, 2].filter((task) => cancellation!.isCancelled(task));
  time.tick(15);
  intended[0] = 113;
  time.tick(7);
  assertEquals(cancelled(), []);
  time.tick(1);
  assertEquals(cancelled(), [0]);
  intended.set([118, 125], 1);
  time.tick(11);
  assertEquals(cancelled(), [0]);
  time.tick(1);
  assertEquals(cancelled(), [0, 2]);
});

Deno.test("createCancellation() leaves no timer behind when it is disposed of", () => {
  const { time, cancellation, cancelled } = setUp([0, 50], { abortAfterMs: [5, 5] });
  cancellation!.start();
  time.tick(10);
  cancellation![Symbol.dispose]();
  time.tick(1000);
  assertEquals(cancelled(), [0]);
  assert(time.next() === false, "a timer is left");
  time.restore();
});
