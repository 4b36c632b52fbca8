import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { lindleyWaits } from "../../../experiments/theory/mod.ts";
import { batchMeans, judgeStability } from "../../../experiments/trial/stability.ts";
import { createRandom, deriveSeed } from "../../../experiments/workload/mod.ts";

const SEEDS = 100;

/** An M/M/1 queue with a mean service of 1 ms, started empty. */
function simulate(utilization: number, tasks: number, seed: number) {
  const random = createRandom(deriveSeed(seed, "stability", tasks));
  let nowMs = 0;
  const intendedMs = Float64Array.from(
    { length: tasks },
    () => nowMs += random.exponential(1 / utilization),
  );
  const servicesMs = Float64Array.from({ length: tasks }, () => random.exponential(1));
  return { intendedMs, waitMs: lindleyWaits(intendedMs, servicesMs) };
}

function unstableAmong(utilization: number, tasks: number): number {
  let unstable = 0;
  for (let seed = 1; seed <= SEEDS; seed++) {
    const path = simulate(utilization, tasks, seed);
    // The load is hidden: the waits alone must tell.
    const { state } = judgeStability({
      offeredLoad: 0.5,
      shedShare: 0,
      unfinished: 0,
      waiting: 0,
      ...path,
    });
    if (state === "unstable") unstable++;
  }
  return unstable;
}

for (const utilization of [0.5, 0.8]) {
  Deno.test(`judgeStability() takes an M/M/1 queue at ρ = ${utilization} for stable in 95 of 100 cases`, () => {
    for (const tasks of [350, 1500, 5000]) {
      const unstable = unstableAmong(utilization, tasks);
      assert(unstable <= 5, `${unstable} of ${SEEDS} with ${tasks} tasks`);
    }
  });
}

Deno.test("judgeStability() notices waits that grow without end", () => {
  for (const tasks of [1500, 5000]) {
    const unstable = unstableAmong(1.3, tasks);
    assert(unstable >= 95, `${unstable} of ${SEEDS} with ${tasks} tasks`);
  }
});

const steady = {
  intendedMs: Float64Array.from({ length: 400 }, (_, task) => task),
  waitMs: new Float64Array(400).fill(5),
};

Deno.test("judgeStability() names the reason, and how fast waits grow", () => {
  const growing = { ...steady, waitMs: steady.intendedMs.map((ms) => 0.25 * ms) };
  const cases: [Parameters<typeof judgeStability>[0], string | null, number | null][] = [
    [{ offeredLoad: 0.5, shedShare: 0, unfinished: 0, waiting: 0, ...steady }, null, null],
    [{ offeredLoad: 0.999, shedShare: 0, unfinished: 0, waiting: 0, ...steady }, null, null],
    [{ offeredLoad: 1, shedShare: 0, unfinished: 3, waiting: 3, ...steady }, "overload", 0],
    [{ offeredLoad: 0.5, shedShare: 0, unfinished: 1, waiting: 1, ...steady }, "unfinished", 0],
    [{ offeredLoad: 0.5, shedShare: 0, unfinished: 1, waiting: 0, ...steady }, "never-ended", 0],
    [{ offeredLoad: 0.5, shedShare: 0, unfinished: 0, waiting: 0, ...growing }, "wait-grows", 250],
    [{ offeredLoad: 1.5, shedShare: 0, unfinished: 0, waiting: 0, ...growing }, "overload", 250],
  ];
  for (const [evidence, reason, growth] of cases) {
    const verdict = judgeStability(evidence);
    if (verdict.state === "stable") {
      assertEquals(reason, null);
      continue;
    }
    assertEquals(verdict.reason, reason);
    assertAlmostEquals(verdict.growthMsPerSecond!, growth!, 1e-9);
  }
});

Deno.test("judgeStability() asks of a closed loop only whether its tasks ended", () => {
  const growing = {
    loop: "closed" as const,
    shedShare: 0,
    waiting: 0,
    ...steady,
    waitMs: steady.intendedMs.map((ms) => 0.25 * ms),
  };
  assertEquals(judgeStability({ ...growing, offeredLoad: 1.5, unfinished: 0 }).state, "stable");
  const left = judgeStability({ ...growing, offeredLoad: 1.5, unfinished: 1 });
  assert(left.state === "unstable");
  assertEquals(left.reason, "never-ended");
});

Deno.test("judgeStability() does not take a small drift for growth", () => {
  // From 5 to 9 ms over 400 s: half as much again, and nothing against the time that passed.
  const slow = {
    intendedMs: steady.intendedMs.map((ms) => ms * 1000),
    waitMs: steady.intendedMs.map((ms) => 5 + ms / 100),
  };
  assertEquals(
    judgeStability({ offeredLoad: 0.5, shedShare: 0, unfinished: 0, waiting: 0, ...slow }).state,
    "stable",
  );
});

Deno.test("judgeStability() does not judge by a handful of tasks", () => {
  for (const tasks of [0, 1, 2, 10]) {
    const few = {
      intendedMs: steady.intendedMs.slice(0, tasks),
      waitMs: steady.intendedMs.slice(0, tasks),
    };
    assertEquals(
      judgeStability({ offeredLoad: 0.5, shedShare: 0, unfinished: 0, waiting: 0, ...few }).state,
      "stable",
    );
    const left = judgeStability({
      offeredLoad: 0.5,
      shedShare: 0,
      unfinished: 1,
      waiting: 1,
      ...few,
    });
    assert(left.state === "unstable");
    assertEquals(left.growthMsPerSecond, tasks < 2 ? null : 1000);
  }
});

Deno.test("batchMeans() averages equal batches and leaves the rest out", () => {
  const cases: [number[], number, number[]][] = [
    [[1, 3, 5, 7], 2, [2, 6]],
    [[1, 3, 5, 7, 100], 2, [2, 6]],
    [[1, 2, 3], 3, [1, 2, 3]],
    [[1, 2], 3, []],
    [[], 3, []],
  ];
  for (const [values, batches, means] of cases) {
    assertEquals([...batchMeans(Float64Array.from(values), batches)], means);
  }
});

Deno.test("judgeStability() does not hold a load against a strategy that sheds what is too much", () => {
  const waits = Float64Array.from({ length: 400 }, (_, task) => task % 7);
  const times = Float64Array.from({ length: 400 }, (_, task) => task);
  const judged = (shedShare: number) =>
    judgeStability({
      offeredLoad: 1.5,
      shedShare,
      unfinished: 0,
      waiting: 0,
      intendedMs: times,
      waitMs: waits,
    }).state;
  // A third sheds the whole excess; a stray loss sheds nothing to speak of.
  assertEquals(
    [0, 0.001, 0.16, 0.17, 1 / 3].map(judged),
    ["unstable", "unstable", "unstable", "stable", "stable"],
  );
});
