import { assert, assertEquals, assertNotEquals } from "@std/assert";
import mine from "../../../experiments/examples/my_workload.ts";
import { planSchedule } from "../../../experiments/workload/mod.ts";

const DEFAULTS = { ratePerSecond: 400, dayMs: 1000, sizeMs: 0.2, seed: 1 };

function plan(values: Partial<typeof DEFAULTS> = {}) {
  const workload = { name: "mine", ...mine.build({ ...DEFAULTS, ...values }) };
  const extent = { kind: "tasks", tasks: 1_000_000 } as const;
  const schedule = planSchedule(workload, extent, { arrivalSeed: 1, serviceSeed: 1 });
  assert(schedule.kind === "open");
  return schedule;
}

Deno.test("my_workload is the same day for the same seed, busiest at noon", () => {
  const { intendedMs } = plan();
  assertEquals(plan().intendedMs, intendedMs);
  assertNotEquals(plan({ seed: 2 }).intendedMs, intendedMs);
  const inPart = (part: number) =>
    intendedMs.filter((timeMs) => Math.floor(timeMs / 200) === part).length;
  const counts = [0, 1, 2, 3, 4].map(inPart);
  assertEquals(counts.indexOf(Math.max(...counts)), 2);
  assertEquals(counts.indexOf(Math.min(...counts)), 0);
});

Deno.test("my_workload has a body that ends, whatever is demanded", async () => {
  for (const demandMs of [0, 0.001, 3]) {
    const running = mine.run!(0, demandMs, DEFAULTS);
    assert(running instanceof Promise);
    await running;
  }
});
