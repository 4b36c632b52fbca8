import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { planWarmup } from "../../../experiments/trial/warmup.ts";
import { resolveWorkload } from "../../../experiments/workload/mod.ts";

Deno.test("planWarmup() plans many tasks that demand and break nothing, in half of its time", () => {
  for (const [body, tasks] of [["cpu", 600], ["await", 60], ["io", 60]] as const) {
    const workload = resolveWorkload({
      name: "steady",
      given: { body, serviceMs: 5, failShare: 0.5, hangShare: 0.5 },
    });
    const schedule = planWarmup(workload, 60);
    assert(schedule.kind === "open");
    const { intendedMs, demandMs, fault, horizonMs, offeredRatePerSecond } = schedule;
    assertEquals([intendedMs.length, demandMs.length, fault.length], [tasks, tasks, tasks]);
    assert(demandMs.every((ms) => ms === 0) && fault.every((code) => code === 0));
    assert(
      intendedMs.every((ms, task) => ms <= horizonMs && (task === 0 || ms > intendedMs[task - 1])),
    );
    assertEquals([horizonMs, Math.round(offeredRatePerSecond * horizonMs / 1000)], [30, tasks]);
  }
});

Deno.test("planWarmup() has tasks of every class in turn", () => {
  for (const [name, given, classes] of [["steady", { classes: 3 }, 3], ["mixed", {}, 2]] as const) {
    const { taskClass } = planWarmup(resolveWorkload({ name, given }), 60);
    assertEquals([...taskClass], [...taskClass.keys()].map((task) => task % classes));
  }
});

Deno.test("planWarmup() has a task however short it is", () => {
  const workload = resolveWorkload({ name: "io-heavy", given: {} });
  const schedule = planWarmup(workload, 0.1);
  assert(schedule.kind === "open");
  assertEquals(schedule.intendedMs, Float64Array.of(0));
});

Deno.test("planWarmup() of a closed loop lets a few users come in turn, as often", () => {
  const workload = resolveWorkload({ name: "closed", given: { users: 500 } });
  const schedule = planWarmup(workload, 60);
  assert(schedule.kind === "closed");
  const { users, thinkMs, tasks, horizonMs } = schedule;
  assertEquals([users, tasks, horizonMs, thinkMs.length], [10, 600, 30, 610]);
  const first = thinkMs.subarray(0, 11);
  first.forEach((ms, think) => assertAlmostEquals(ms, 0.05 * Math.min(think + 1, 10), 1e-12));
  assertEquals(schedule.demandMs, new Float64Array(600));
});
