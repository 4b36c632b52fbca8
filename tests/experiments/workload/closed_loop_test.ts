import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import {
  type ClosedLoop,
  createRandom,
  type Extent,
  planVisits,
} from "../../../experiments/workload/mod.ts";

const users = (users: number, thinkMs: number): ClosedLoop => ({ kind: "closed", users, thinkMs });
const tasks = (tasks: number): Extent => ({ kind: "tasks", tasks });
const duration = (durationMs: number): Extent => ({ kind: "duration", durationMs });
const brief = { loopMs: 0.5, serviceMs: 0.5 };

Deno.test("planVisits() plans thinks with the mean that users have", () => {
  const { thinkMs, users: planned } = planVisits(
    users(7, 4),
    tasks(40_000),
    brief,
    createRandom(1),
  );
  assertEquals([planned, thinkMs.length], [7, 40_007]);
  const mean = thinkMs.reduce((sum, ms) => sum + ms, 0) / thinkMs.length;
  assertAlmostEquals(mean, 4, 4 * 4 / Math.sqrt(40_000));
  assertEquals(planVisits(users(2, 0), tasks(3), brief, createRandom(1)).thinkMs.length, 5);
});

Deno.test("planVisits() of a number of tasks expects what the bounds of a closed network say", () => {
  const cases: [ClosedLoop, typeof brief, perTaskMs: number][] = [
    // Users decide: N / (Z + S).
    [users(10, 9.5), brief, 1],
    [users(1, 2), brief, 2.5],
    // The loop decides: 1 / S.
    [users(100, 2), brief, 0.5],
    [users(4, 0), brief, 0.5],
    // Tasks that wait elsewhere: users decide, with the service in full.
    [users(4, 0), { loopMs: 0.5, serviceMs: 8 }, 2],
  ];
  for (const [loop, means, perTaskMs] of cases) {
    const plan = planVisits(loop, tasks(1000), means, createRandom(1));
    assertAlmostEquals(plan.expectedMs, 1000 * perTaskMs + loop.thinkMs, 1e-9);
    assertEquals([plan.tasks, plan.limit], [1000, "tasks"]);
    assert(plan.horizonMs >= 2 * plan.expectedMs, "time for strategies that cost something");
  }
});

Deno.test("planVisits() of a duration has room for all who can come in it", () => {
  // Users who never wait come as a Poisson process, the most that thinking allows.
  for (const [count, thinkMs, durationMs] of [[10, 10, 250], [1, 50, 200], [300, 20, 1000]]) {
    const { tasks: room } = planVisits(users(count, thinkMs), duration(durationMs), {
      loopMs: 0,
      serviceMs: 0,
    }, createRandom(1));
    for (let seed = 1; seed <= 200; seed++) {
      const random = createRandom(seed);
      let came = 0;
      for (let user = 0; user < count; user++) {
        for (let atMs = random.exponential(thinkMs); atMs < durationMs; came++) {
          atMs += random.exponential(thinkMs);
        }
      }
      assert(came <= room, `${came} of ${room}`);
    }
    assert(room <= 3 * count * (durationMs / thinkMs) + 40, "and not without end");
  }
});

Deno.test("planVisits() of a duration asks for no more room than a loop can use, or four", () => {
  const room = (thinkMs: number, loopMs: number) =>
    planVisits(users(10, thinkMs), duration(1000), { loopMs, serviceMs: loopMs }, createRandom(1))
      .tasks;
  assert(room(0, 1) >= 4000 && room(0, 1) < 5000);
  // Even of tasks that do nothing there are not more than a loop can turn over.
  assert(room(0, 0) >= 200_000 && room(0, 0) < 210_000);
  assertEquals(room(10, 0.001), room(10, 0.5));
});

Deno.test("planVisits() refuses numbers out of range", () => {
  const cases: [ClosedLoop, Extent, string][] = [
    [users(0, 1), tasks(1), "'users' must be a whole number of at least 1, got 0"],
    [users(1.5, 1), tasks(1), "'users' must be a whole number of at least 1, got 1.5"],
    [users(1, -1), tasks(1), "'thinkMs' must be at least 0, got -1"],
    [users(1, 1), tasks(0), "'tasks' must be a whole number of at least 1, got 0"],
    [users(1, 1), duration(0), "'durationMs' must be above 0, got 0"],
    [users(10, 0), duration(1e9), "are more than 20000000: take fewer users or a shorter time"],
  ];
  for (const [loop, extent, message] of cases) {
    const error = assertThrows(
      () => planVisits(loop, extent, { loopMs: 0, serviceMs: 0 }, createRandom(1)),
      RangeError,
      message,
    );
    assert(!error.message.includes("\n"));
  }
});
