/** What the children do, done on this thread with next to no tasks. */
import { assert, assertEquals } from "@std/assert";
import { measureBurst } from "../../../experiments/cost/burst.ts";
import { measureIdleCpu } from "../../../experiments/cost/idle_cpu.ts";
import { COST_SIZES, type CostPlan, planCost } from "../../../experiments/cost/plan_cost.ts";
import { measurePromises } from "../../../experiments/cost/promises.ts";
import { measureThroughput } from "../../../experiments/cost/throughput.ts";
import { measureWake } from "../../../experiments/cost/wake.ts";
import { parseSelections } from "../../../strategies/mod.ts";
import { patiently } from "../../strategies/_bench.ts";

const SIZES = {
  ...COST_SIZES,
  burst: { tasks: 40, longestMs: 500 },
  promiseTasks: [40],
  throughput: { tasks: 40, longestMs: 500 },
  wake: {
    busy: { ratePerSecond: 2000, tasks: 5 },
    idle: { ratePerSecond: 200, tasks: 3 },
  },
  idleMs: 20,
};

/** Requests of one kind, as planned. */
function requests<Kind extends CostPlan["cells"][number]["request"]["kind"]>(
  strategies: string,
  kind: Kind,
) {
  const plan = planCost({
    strategies: parseSelections(strategies),
    measures: [kind],
    sizes: SIZES,
  });
  return plan.cells.flatMap(({ request }) =>
    request.kind === kind ? [request as Extract<typeof request, { kind: Kind }>] : []
  );
}

for (
  const name of ["direct", "queue-polled:intervalMs=1,drain=all", "queue-notified", "npm-fastq"]
) {
  Deno.test(`measureBurst() runs every task: ${name}`, async () => {
    const [request] = requests(name, "burst");
    const result = await patiently(measureBurst(request, ""), "the bursts");
    assertEquals([result.kind, result.dropped], ["burst", 0]);
    assert(result.tasks === 40 && result.bursts >= 1);
    assert(result.nsPerTask > 0 && Number.isFinite(result.nsPerTask));
  });
}

Deno.test("measurePromises() runs every function, ours and theirs", async () => {
  for (const request of requests("queue-notified", "promises")) {
    const result = await patiently(measurePromises(request), "the promises");
    assertEquals([result.kind, result.tasks], ["promises", 40]);
    assert(result.nsPerTask > 0 && Number.isFinite(result.nsPerTask));
  }
});

for (const name of ["queue-notified", "thread-message", "thread-ring", "io-tcp"]) {
  Deno.test(`measureThroughput() counts what ran: ${name}`, async () => {
    const [request] = requests(name, "throughput");
    const result = await patiently(measureThroughput(request, ""), "the bursts");
    assertEquals([result.tasks, result.dropped], [40, 0]);
    assert(result.tasksPerSecond > 0 && Number.isFinite(result.tasksPerSecond));
  });
}

Deno.test("measureWake() tells both paces apart, on the loop and from another thread", async () => {
  for (const request of requests("queue-notified", "wake")) {
    const { paces } = await patiently(measureWake(request, ""), "the trials");
    assertEquals([paces.busy.started, paces.idle.started], [5, 3]);
    for (const { p50Ms, p99Ms, clockErrorMs } of Object.values(paces)) {
      assert(p50Ms > 0 && p99Ms >= p50Ms);
      assertEquals(clockErrorMs > 0, request.trials.busy.placement === "outside");
    }
  }
});

Deno.test("measureIdleCpu() watches as long as it is told", async () => {
  const [request] = requests("thread-message", "idle-cpu");
  const { wallMs, cpuMs } = await patiently(measureIdleCpu(request, ""), "the silence");
  assert(wallMs >= 19 && cpuMs >= 0);
});
