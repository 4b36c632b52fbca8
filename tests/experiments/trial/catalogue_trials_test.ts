/**
 * Every strategy under every workload that it can run, from every placement that it supports, through
 * the phase of a real trial: each task has exactly one outcome, order and concurrency are as declared,
 * a body that throws harms no other, and closing leaves nothing behind (the sanitizers trace that).
 */
import { assert, assertEquals, assertLessOrEqual } from "@std/assert";
import { concurrencyOf } from "../../../experiments/record.ts";
import { createClock, localTimeMs } from "../../../experiments/trial/clock.ts";
import { type Columns, OUTCOME_CODE } from "../../../experiments/trial/columns.ts";
import { countTasks } from "../../../experiments/trial/accounting.ts";
import { runPhase, type TrialContext } from "../../../experiments/trial/phase.ts";
import { startThread, type Thread } from "../../../experiments/trial/thread.ts";
import { listWorkloads, planSchedule, resolveWorkload } from "../../../experiments/workload/mod.ts";
import { traceWorkload, type Workload } from "../../../experiments/workload/mod.ts";
import { parseSelections, type Placement, resolveStrategy } from "../../../strategies/mod.ts";
import { type ResolvedStrategy, strategies } from "../../../strategies/mod.ts";

/** The classic interval of 100 ms would only make this slow. */
const QUICKER: Readonly<Record<string, string>> = {
  "queue-polled": "queue-polled:intervalMs=1,drain=all",
};

/** Beside every workload as it comes: tasks that throw. */
const FAILING = parseSelections("poisson:failShare=0.3,burst:body=await,failShare=0.3");

const TASKS = 30;
const GRACE_MS = 20_000;
const SEEDS = { arrivalSeed: 1, serviceSeed: 2, heartbeatSeed: 3 };

const workloads: Workload[] = [
  ...listWorkloads().filter(({ name }) => name !== "trace")
    .map(({ name }) => resolveWorkload({ name, given: {} })),
  ...FAILING.map(resolveWorkload),
  traceWorkload("trace:file=a.csv", {
    timesMs: Float64Array.from({ length: TASKS }, (_, row) => Math.floor(row / 4) * 3),
    demandMs: Float64Array.from({ length: TASKS }, (_, row) => row % 3 / 4),
    rows: TASKS,
    timeColumn: "time",
    demandColumn: "demand",
  }),
];

for (const { name } of strategies) {
  const resolved = resolveStrategy(parseSelections(QUICKER[name] ?? name)[0]);
  for (const placement of resolved.strategy.placements) {
    Deno.test(`every workload through ${name}, producer ${placement}`, async (test) => {
      using producer = placement === "outside" ? await start("producer_worker") : null;
      using peer = await start("peer_worker");
      const { bodies } = resolved.strategy;
      for (const workload of workloads) {
        if (bodies !== undefined && !bodies.includes(workload.body.kind)) continue;
        await test.step(workload.name, () => hold(resolved, placement, workload, producer, peer));
      }
    });
  }
}

function start(module: string): Promise<Thread> {
  return startThread(new URL(`../../../experiments/trial/${module}.ts`, import.meta.url));
}

async function hold(
  { strategy, values }: ResolvedStrategy,
  placement: Placement,
  workload: Workload,
  producer: Thread | null,
  peer: Thread,
): Promise<void> {
  const epochMs = localTimeMs();
  const scratch = await Deno.makeTempDir();
  const extent = { kind: "tasks", tasks: TASKS } as const;
  const context: TrialContext = {
    spec: {
      strategy: { name: strategy.name, values },
      placement,
      workload,
      extent,
      seeds: SEEDS,
      timing: { warmupMs: 0, calibrationMs: 0, graceMs: GRACE_MS, heartbeatGapMs: 1000 },
    },
    clock: createClock(epochMs),
    epochMs,
    file: new URL("../../../LICENSE", import.meta.url),
    scratchPath: `${scratch}/socket`,
    producer,
    peer,
  };
  const { columns, released, repeats, closed } = await runPhase(
    context,
    planSchedule(workload, extent, SEEDS),
    GRACE_MS,
  );
  await Deno.remove(scratch, { recursive: true });
  const counts = countTasks(columns, released);
  assertEquals([repeats, closed], [0, true]);
  assertEquals([counts.released, counts.unfinished], [columns.tasks, 0]);
  assertEquals(
    counts.released,
    counts.completed + counts.failed + counts.dropped + counts.cancelled,
  );
  assertEquals(counts.failed > 0, workload.faults !== undefined);
  for (let task = 0; task < columns.tasks; task++) {
    const ran = [OUTCOME_CODE.completed, OUTCOME_CODE.failed].includes(columns.outcome[task]);
    assertEquals(!Number.isNaN(columns.started[task]), ran, `task ${task} has no fitting outcome`);
  }
  if (strategy.order === "fifo") assertOrder(columns);
  assertLessOrEqual(mostInProgress(columns), concurrencyOf(strategy.discipline(values)));
}

function assertOrder({ started }: Columns): void {
  const inOrder = started.filter((ms) => !Number.isNaN(ms));
  assert(inOrder.every((ms, at) => at === 0 || ms >= inOrder[at - 1]), "out of order");
}

function mostInProgress({ started, ended }: Columns): number {
  const starts = started.filter((ms) => !Number.isNaN(ms)).sort();
  const ends = ended.filter((ms) => !Number.isNaN(ms)).sort();
  let [most, over] = [0, 0];
  starts.forEach((startMs, begun) => {
    while (ends[over] <= startMs) over++;
    most = Math.max(most, begun + 1 - over);
  });
  return most;
}
