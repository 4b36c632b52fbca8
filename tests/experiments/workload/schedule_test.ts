import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertNotEquals,
  assertThrows,
} from "@std/assert";
import {
  type OpenSchedule,
  planSchedule,
  resolveWorkload,
  type Workload,
  workloadPresets,
} from "../../../experiments/workload/mod.ts";

const seeds = { arrivalSeed: 1, serviceSeed: 2 };
const tasks = { kind: "tasks", tasks: 100 } as const;
const poisson = resolveWorkload({ name: "poisson", given: {} });

function planOpen(...args: Parameters<typeof planSchedule>): OpenSchedule {
  const schedule = planSchedule(...args);
  assert(schedule.kind === "open");
  return schedule;
}

Deno.test("planSchedule() gives every task a time and a demand", () => {
  const schedule = planOpen(poisson, tasks, seeds);
  assertEquals(schedule.intendedMs.length, 100);
  assertEquals(schedule.demandMs.length, 100);
  assert(schedule.demandMs.every((demand) => demand > 0));
  assertEquals(schedule.offeredRatePerSecond, 100 * 1000 / schedule.horizonMs);
});

Deno.test("planSchedule() repeats itself, also for a workload that went through JSON", () => {
  for (const name of Object.keys(workloadPresets)) {
    const workload = resolveWorkload({ name, given: { deadlineMs: 5, abortShare: 0.1 } });
    const copy: Workload = JSON.parse(JSON.stringify(workload));
    assertEquals(planSchedule(copy, tasks, seeds), planSchedule(workload, tasks, seeds), name);
  }
});

Deno.test("planSchedule() changes arrivals and demands with their own seed only", () => {
  const base = planOpen(poisson, tasks, seeds);
  const arrivals = planOpen(poisson, tasks, { ...seeds, arrivalSeed: 9 });
  const service = planOpen(poisson, tasks, { ...seeds, serviceSeed: 9 });
  assertNotEquals(arrivals.intendedMs, base.intendedMs);
  assertEquals(arrivals.demandMs, base.demandMs);
  assertEquals(service.intendedMs, base.intendedMs);
  assertNotEquals(service.demandMs, base.demandMs);
});

Deno.test("planSchedule() leaves arrivals, demands and faults as they are when classes and aborts are added", () => {
  const plan = (given: Record<string, number>) =>
    planSchedule(resolveWorkload({ name: "poisson", given }), tasks, seeds);
  const base = plan({ failShare: 0.3 });
  const more = plan({ failShare: 0.3, classes: 3, abortShare: 0.5 });
  assert(base.taskClass.every((index) => index === 0));
  assertEquals(new Set(more.taskClass), new Set([0, 1, 2]));
  assertEquals([base.abortAfterMs, more.abortAfterMs?.length], [null, 100]);
  const { taskClass, abortAfterMs } = base;
  assertEquals({ ...more, taskClass, abortAfterMs }, base);
});

Deno.test("planSchedule() of mixed gives each kind its demand and its share", () => {
  const count = 4000;
  const extent = { kind: "tasks", tasks: count } as const;
  const plan = (given: Record<string, number>) => {
    const workload = resolveWorkload({
      name: "mixed",
      given: { serviceMs: 1, peerMs: 8, ...given },
    });
    const { demandMs, taskClass } = planSchedule(workload, extent, seeds);
    const of = (index: number) => demandMs.filter((_, task) => taskClass[task] === index);
    return [of(0), of(1)];
  };
  const mean = (values: Float64Array) => values.reduce((sum, ms) => sum + ms, 0) / values.length;
  const [io, cpu] = plan({ ioShare: 0.25 });
  assertAlmostEquals(io.length, count / 4, 4 * Math.sqrt(count * 3 / 16));
  assertAlmostEquals(mean(io), 8, 4 * 8 / Math.sqrt(io.length));
  assertAlmostEquals(mean(cpu), 1, 4 / Math.sqrt(cpu.length));
  assertEquals(plan({ ioShare: 0 })[0].length, 0);
  assertEquals(plan({ ioShare: 1 })[1].length, 0);
});

Deno.test("planSchedule() refuses a mixed body whose classes are not its two kinds", () => {
  const { classes: _, ...mixed } = resolveWorkload({ name: "mixed", given: {} });
  assertThrows(() => planSchedule(mixed, tasks, seeds), RangeError, "two classes, io and cpu");
});

Deno.test("planSchedule() offers the rates of the presets", () => {
  const extent = { kind: "duration", durationMs: 1000 } as const;
  const offered = (name: string) =>
    planOpen(resolveWorkload({ name, given: {} }), extent, seeds).offeredRatePerSecond;
  assertEquals(offered("steady"), 500);
  assertEquals(offered("burst"), 400);
});

Deno.test("planSchedule() of a closed loop plans users, and a row for every task that may come", () => {
  const closed = resolveWorkload({ name: "closed", given: { classes: 2, abortShare: 0.5 } });
  const schedule = planSchedule(closed, tasks, seeds);
  assert(schedule.kind === "closed");
  const { users, thinkMs, demandMs, fault, taskClass, abortAfterMs } = schedule;
  assertEquals([users, thinkMs.length], [10, 110]);
  assertEquals([demandMs, fault, taskClass, abortAfterMs!].map(({ length }) => length), [
    ...Array(4).fill(100),
  ]);
  // Other users, the same tasks.
  const others = planSchedule(closed, tasks, { ...seeds, arrivalSeed: 9 });
  assert(others.kind === "closed");
  assertNotEquals(others.thinkMs, thinkMs);
  assertEquals(others.demandMs, demandMs);
});

Deno.test("planSchedule() without arrivals offers nothing", () => {
  const rare = resolveWorkload({ name: "poisson", given: { ratePerSecond: 0.001 } });
  const schedule = planOpen(rare, { kind: "duration", durationMs: 1 }, seeds);
  assertEquals([schedule.demandMs.length, schedule.offeredRatePerSecond], [0, 0]);
});

Deno.test("planSchedule() refuses a seed that is not a whole number", () => {
  assertThrows(
    () => planSchedule(poisson, tasks, { ...seeds, serviceSeed: 0.5 }),
    RangeError,
    "seed",
  );
});
