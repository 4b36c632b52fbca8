import { assert, assertEquals } from "@std/assert";
import type { CostRequest, CostResult } from "../../../experiments/cost/cost_record.ts";
import { COST_SIZES, type CostPlan, planCost } from "../../../experiments/cost/plan_cost.ts";
import {
  type CostProgress,
  createMeasureCell,
  type MeasureCell,
  runCost,
} from "../../../experiments/cost/run_cost.ts";
import { parseSelections } from "../../../strategies/mod.ts";

function planned(strategies: string, more: Parameters<typeof planCost>[0] = {}): CostPlan {
  return planCost({ strategies: parseSelections(strategies), rounds: 3, ...more });
}

/** Answers as a child would, as quickly as can be. */
function answer(request: CostRequest): CostResult {
  switch (request.kind) {
    case "burst":
      return { kind: "burst", tasks: 77, dropped: 0, bursts: 3, nsPerTask: 10 };
    case "throughput":
      return { kind: "throughput", tasks: 88, dropped: 0, bursts: 3, tasksPerSecond: 10 };
    case "promises":
      return { kind: "promises", tasks: 99, dropped: 0, bursts: 3, nsPerTask: 10 };
    case "idle-cpu":
      return { kind: "idle-cpu", wallMs: 1, cpuMs: 0 };
    case "wake": {
      const figures = { started: 1, p50Ms: 1, p99Ms: 1, clockErrorMs: 0 };
      return { kind: "wake", paces: { busy: figures, idle: figures } };
    }
  }
}

const measureAll: MeasureCell = (request) =>
  Promise.resolve({ state: "measured", result: answer(request), wallMs: 100 });

Deno.test("runCost() measures every cell once a round, and idle processor time once", async () => {
  const plan = planned("queue-notified,direct", { measures: ["burst", "wake", "idle-cpu"] });
  const end = await runCost(plan, measureAll);
  assert(end.state === "complete");
  const counts = plan.cells.map((_, cell) =>
    end.records.filter((record) => record.cell === cell).map(({ round }) => round)
  );
  const expected = plan.cells.map(({ measure }) => measure === "idle-cpu" ? [0] : [0, 1, 2]);
  assertEquals(counts, expected);
  // Rounds one after the other, so that all cells meet the same drift.
  const rounds = end.records.slice(0, -1).map(({ round }) => round);
  assertEquals(rounds, rounds.toSorted());
});

Deno.test("runCost() runs one child at a time, and the idle ones all at once", async () => {
  const plan = planned("queue-notified,thread-ring", { measures: ["throughput", "idle-cpu"] });
  let running = 0;
  const most = { throughput: 0, "idle-cpu": 0 };
  await runCost(plan, async (request) => {
    const kind = request.kind as keyof typeof most;
    most[kind] = Math.max(most[kind], ++running);
    await Promise.resolve();
    running--;
    return { state: "measured", result: answer(request), wallMs: 1 };
  });
  assertEquals(most, { throughput: 1, "idle-cpu": 2 });
});

Deno.test("runCost() keeps the size that the first round found", async () => {
  const plan = planned("queue-notified", { measures: ["burst", "throughput"] });
  const sizes: Record<string, unknown[]> = { burst: [], throughput: [] };
  let isFirst = true;
  await runCost(plan, (request) => {
    assert(request.kind === "burst" || request.kind === "throughput");
    sizes[request.kind].push(request.size);
    if (!isFirst) return measureAll(request);
    // The one that fails first is probed again.
    isFirst = false;
    sizes[request.kind].pop();
    return Promise.resolve({ state: "failed", reason: "crashed", message: "no", wallMs: 1 });
  });
  const kept = (tasks: number) => ({ tasks, longestMs: null });
  assertEquals(sizes.burst.slice(0, 2), [COST_SIZES.burst, kept(77)]);
  assertEquals(sizes.throughput.slice(0, 2), [COST_SIZES.throughput, kept(88)]);
});

Deno.test("runCost() tries what failed once more and then gives it up", async () => {
  const plan = planned("direct", { measures: ["burst"], rounds: 5 });
  const end = await runCost(
    plan,
    () => Promise.resolve({ state: "failed", reason: "timed-out", message: "no", wallMs: 30_000 }),
  );
  assert(end.state === "complete");
  assertEquals(end.records.map(({ round }) => round), [0, 1]);
});

Deno.test("runCost() ends when a child was interrupted", async () => {
  const plan = planned("direct,queue-notified", { measures: ["burst", "idle-cpu"] });
  let left = 3;
  const inRounds = await runCost(
    plan,
    (request) => left-- > 0 ? measureAll(request) : Promise.resolve(null),
  );
  assertEquals(inRounds, { state: "interrupted" });
  const whileIdle = await runCost(
    plan,
    (request) => request.kind === "idle-cpu" ? Promise.resolve(null) : measureAll(request),
  );
  assertEquals(whileIdle, { state: "interrupted" });
});

Deno.test("runCost() expects each cell to take as long as it took", async () => {
  const plan = planned("direct,queue-notified", { measures: ["burst"] });
  const progress: CostProgress[] = [];
  await runCost(plan, measureAll, (one) => progress.push(one));
  assertEquals(progress.map(({ done }) => done), [0, 1, 2, 3, 4, 5, 6]);
  assert(progress.every(({ total }) => total === 6));
  assertEquals(progress.slice(1).map(({ remainingMs }) => remainingMs), [
    500,
    400,
    300,
    200,
    100,
    0,
  ]);
  assertEquals(progress.at(-1)?.next, null);
});

Deno.test("createMeasureCell() reports what a child of its own could not measure", async () => {
  const measure = createMeasureCell(new AbortController().signal);
  const outcome = await measure({
    kind: "burst",
    strategy: { name: "no-such-strategy", values: {} },
    size: { tasks: 1, longestMs: null },
  });
  assert(outcome?.state === "failed");
  assertEquals(outcome.reason, "crashed");
  assert(outcome.message.includes("no-such-strategy"), outcome.message);
});

Deno.test("createMeasureCell() is interrupted by its signal", async () => {
  const outcome = await createMeasureCell(AbortSignal.abort())({
    kind: "burst",
    strategy: { name: "direct", values: {} },
    size: { tasks: 1, longestMs: null },
  });
  assertEquals(outcome, null);
});
