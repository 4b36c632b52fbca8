import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { createUsers } from "../../../experiments/trial/users.ts";

function setUp(users: number, thinkMs: readonly number[], startMs = 100) {
  const intended = new Float64Array(20).fill(NaN);
  return {
    intended,
    users: createUsers({ users, thinkMs: Float64Array.from(thinkMs) }, intended, startMs),
  };
}

Deno.test("createUsers() lets users come after their first think, the quickest first", () => {
  const { users, intended } = setUp(3, [5, 1, 3, 9, 9, 9]);
  assertEquals([users.nextMs(), users.waiting()], [101, 0]);
  assertEquals([users.come(), users.come()], [0, 1]);
  assertEquals([users.nextMs(), users.waiting()], [105, 2]);
  assertEquals(users.come(), 2);
  assertEquals([users.nextMs(), users.waiting()], [Infinity, 3]);
  assertEquals([...intended.subarray(0, 4)], [101, 103, 105, NaN]);
});

Deno.test("leave() lets a user think since the outcome, and come among the others in time", () => {
  const { users, intended } = setUp(3, [1, 5, 8, 10, 2, 2]);
  users.come();
  users.leave(102);
  assertEquals(users.nextMs(), 105);
  users.come();
  users.leave(105.5);
  for (const expected of [107.5, 108, 112]) {
    assertEquals(users.nextMs(), expected);
    users.come();
  }
  assertEquals([...intended.subarray(0, 5)], [101, 105, 107.5, 108, 112]);
});

Deno.test("come() keeps rows in order of time when an outcome is learnt of late", () => {
  const { users, intended } = setUp(2, [1, 5, 1, 1]);
  users.come();
  users.come();
  // The first task ended long ago: its user should have come before the second one.
  users.leave(102);
  assertEquals(users.nextMs(), 103);
  users.come();
  assertEquals([...intended.subarray(0, 3)], [101, 105, 105]);
});

Deno.test("leave() takes no notice of more outcomes than there are users who wait", () => {
  const { users } = setUp(1, [1, 2, 3]);
  users.leave(100);
  assertEquals([users.nextMs(), users.waiting()], [101, 0]);
  users.come();
  users.leave(102);
  users.leave(102);
  assertEquals([users.nextMs(), users.waiting()], [104, 0]);
});

Deno.test("createUsers() never loses a user and never goes back in time", () => {
  const thinks = fc.array(fc.double({ min: 0, max: 10, noNaN: true }), {
    minLength: 40,
    maxLength: 40,
  });
  const steps = fc.array(fc.boolean(), { maxLength: 20 });
  fc.assert(fc.property(fc.integer({ min: 1, max: 6 }), thinks, steps, (count, thinkMs, steps) => {
    const { users, intended } = setUp(count, thinkMs);
    let came = 0;
    let waiting = 0;
    let nowMs = 100;
    for (const comes of steps) {
      if (comes && waiting < count) {
        nowMs = Math.max(nowMs, users.nextMs());
        assertEquals(users.come(), came++);
        waiting++;
      } else if (waiting > 0) {
        users.leave(nowMs);
        waiting--;
      }
      assertEquals([users.waiting(), users.nextMs() < Infinity], [waiting, waiting < count]);
    }
    const times = intended.subarray(0, came);
    assert(times.every((ms, row) => ms <= nowMs && (row === 0 || ms >= times[row - 1])));
  }));
});
