import { assert, assertEquals, assertGreaterOrEqual, assertLessOrEqual } from "@std/assert";
import { serversOf } from "../../../experiments/record.ts";
import { OUTCOME_CODE } from "../../../experiments/trial/columns.ts";
import { runIsolated } from "../../../experiments/trial/isolate.ts";
import { measure } from "../../../experiments/trial/measure.ts";
import type { TrialResult } from "../../../experiments/trial/run_trial.ts";
import type { Placement } from "../../../strategies/mod.ts";
import { parseTrace } from "../../../experiments/workload/mod.ts";
import { type Planned, planOne } from "../_planned.ts";

const AMPLE_MS = 60_000;

async function record({ trial }: Planned): Promise<TrialResult> {
  const outcome = await runIsolated(trial.spec, { timeoutMs: AMPLE_MS });
  assert(outcome.state === "recorded", outcome.state);
  return outcome.result;
}

function measured(result: TrialResult, { plan, trial }: Planned) {
  return measure(result, trial.horizonMs, {
    schema: "dispatch-lab/trial@1",
    cell: plan.cells[0].identity,
    block: 0,
    order: 0,
    wallMs: 0,
  });
}

const trials: readonly [strategy: string, workload: string, placement: Placement][] = [
  ["direct", "burst", "inside"],
  ["loop-immediate", "steady", "inside"],
  ["queue-notified", "poisson", "outside"],
  ["queue-polled:intervalMs=5,drain=all", "io-heavy", "inside"],
  ["io-tcp", "steady:serviceMs=1,body=await", "outside"],
  ["io-unix", "steady:serviceMs=1,body=await", "outside"],
  ["io-http", "steady:serviceMs=1,body=await", "outside"],
  ["io-websocket", "steady:serviceMs=1,body=await", "outside"],
  ["io-udp", "burst:serviceMs=1,body=await", "outside"],
  // A package: found in the cache, and content with the child's permissions.
  ["npm-p-queue:concurrency=3", "burst:batch=20,serviceMs=1,body=await", "inside"],
  // Overloaded: many are left over, and some end while the strategy closes.
  ["queue-polled", "burst:batch=100,serviceMs=20,body=await", "inside"],
  ["queue-notified", "steady:ratePerSecond=2000,serviceMs=1", "outside"],
  ["queue-notified", "ramp:classes=3", "outside"],
  ["direct", "mmpp", "inside"],
  ["queue-notified", "mixed", "inside"],
  ["direct", "closed", "inside"],
  ["queue-notified", "closed:classes=2,abortShare=0.2,abortAfterMs=1", "inside"],
  ["queue-notified", "closed", "outside"],
  ["io-tcp", "closed:body=await,users=30", "outside"],
  ["io-tcp", "mixed:ioShare=0.2", "outside"],
  ["npm-piscina:concurrency=2", "steady:ratePerSecond=200,serviceMs=1,body=await", "inside"],
  ["npm-piscina:concurrency=1", "poisson:ratePerSecond=200,serviceMs=1,failShare=0.2", "inside"],
  // Overloaded, with threads that go on stamping while the trial ends.
  ["npm-piscina:concurrency=2", "steady:ratePerSecond=4000,serviceMs=1", "inside"],
];

for (const [strategy, workload, placement] of trials) {
  Deno.test(`runTrial() stamps and accounts for every task: ${strategy} × ${workload}, ${placement}`, async () => {
    const planned = planOne(strategy, workload, { placement });
    const result = await record(planned);
    const { columns, facts } = result;
    const isPooled = serversOf(planned.plan.cells[0].identity.discipline) !== null;
    // Threads' clocks are aligned up to an error that is known.
    const errorMs = placement === "inside" && !isPooled ? 0 : 2 * facts.clockErrorMs;
    for (let task = 0; task < facts.released; task++) {
      const { intended, released, accepted, started, ended, returned, outcome } = columns;
      assertLessOrEqual(intended[task], released[task], `task ${task} was early`);
      assertLessOrEqual(released[task], accepted[task], `task ${task} returned before its call`);
      if (Number.isNaN(started[task])) continue;
      assertGreaterOrEqual(started[task], released[task] - errorMs, `task ${task} was foreseen`);
      if (outcome[task] === OUTCOME_CODE.pending) {
        assertEquals([ended[task], returned[task]], [NaN, NaN], `task ${task} ended in part`);
        continue;
      }
      assertLessOrEqual(started[task], ended[task]);
      assertLessOrEqual(ended[task], facts.observedMs + errorMs, `task ${task} ended too late`);
      if (isPooled && !Number.isNaN(returned[task])) {
        assertGreaterOrEqual(returned[task], ended[task] - errorMs, `task ${task} came back early`);
        assertLessOrEqual(returned[task], facts.observedMs);
      } else assertEquals(returned[task], NaN);
    }
    assertEquals(facts.repeats, 0);
    assertEquals(facts.closed, true);

    const { counts, littleResidual } = measured(result, planned);
    const { offered, released, completed, failed, dropped, cancelled, unfinished } = counts;
    assertEquals(released, completed + failed + dropped + cancelled + unfinished);
    assertLessOrEqual(released, offered);
    assertGreaterOrEqual(unfinished, 0);
    assertLessOrEqual(littleResidual, 1e-6);
  });
}

Deno.test("runTrial() never starts a task past its deadline or after it was aborted", async () => {
  // More work than the loop has time for: the wait grows until nothing is wanted any more.
  const overload = "steady:ratePerSecond=2000,serviceMs=1";
  for (const fate of ["deadlineMs=8", "abortShare=0.5,abortAfterMs=8"]) {
    const planned = planOne("queue-notified", `${overload},${fate}`);
    const result = await record(planned);
    const { outcome, started } = result.columns;
    const { counts } = measured(result, planned);
    assertEquals(counts.released, counts.completed + counts.cancelled + counts.unfinished, fate);
    assert(counts.completed > 0 && counts.cancelled > 0, fate);
    for (let task = 0; task < counts.released; task++) {
      if (outcome[task] === OUTCOME_CODE.cancelled) assertEquals(started[task], NaN);
    }
  }
});

for (const placement of ["inside", "outside"] as const) {
  Deno.test(`runTrial() ends although a full queue holds its producer for good, ${placement}`, async () => {
    const planned = planOne(
      "queue-bounded:capacity=2,concurrency=1",
      "steady:ratePerSecond=500,body=await,hangShare=1",
      { placement },
    );
    const result = await record(planned);
    // One hangs, two wait, and the fourth holds the producer.
    const { counts } = measured(result, planned);
    assertEquals([counts.released, counts.unfinished], [4, 4]);
    assertEquals(result.facts.closed, true);
  });
}

Deno.test("runTrial() does not count what ends while the strategy closes", async () => {
  // No grace, tasks that end each ms from then on, and a strategy that closes when the timers that
  // it still has to come have come.
  const { plan, trial } = planOne(
    "loop-timer",
    "steady:ratePerSecond=5000,serviceMs=20,body=await",
  );
  const timing = { ...trial.spec.timing, graceMs: 0 };
  const { columns, facts } = await record({
    plan,
    trial: { ...trial, spec: { ...trial.spec, timing } },
  });
  assert(columns.outcome.includes(OUTCOME_CODE.pending));
  for (const endedMs of columns.ended) assert(!(endedMs > facts.observedMs));
});

Deno.test("runTrial() shows a task that holds the loop as loop lag of that length", async () => {
  const planned = planOne("loop-immediate", {
    name: "trace:stall",
    trace: parseTrace("t,ms\n0,0.1\n100,50\n200,0.1\n", { label: "stall", demandColumn: "ms" }),
  }, { durationMs: 300 });
  let excessMs = Infinity;
  // A neighbour on the machine can lengthen a stall, but not each time; the harness would.
  for (let attempt = 0; attempt < 4 && excessMs > 3; attempt++) {
    const { metrics, calibration } = measured(await record(planned), planned);
    const stallMs = metrics.serviceMs.max!;
    const lagMs = metrics.loopLagMs.max!;
    assertGreaterOrEqual(stallMs, 50);
    // No timer fires during the stall, so the probe cannot miss more than its own period.
    assertGreaterOrEqual(lagMs, stallMs - calibration.probeIdleMs);
    excessMs = lagMs - stallMs;
  }
  assertLessOrEqual(excessMs, 3);
});

Deno.test("runTrial() has bodies in progress on several threads at once, and the loop learns of each", async () => {
  const planned = planOne(
    "npm-piscina:concurrency=2",
    "steady:ratePerSecond=300,serviceMs=5,body=await",
  );
  const result = await record(planned);
  const { started, ended, returned } = result.columns;
  const overlaps = started.filter((startedMs, task) => task > 0 && startedMs < ended[task - 1]);
  assertGreaterOrEqual(overlaps.length, 1);
  assert(returned.every((returnedMs) => !Number.isNaN(returnedMs)));
  assert(result.facts.clockErrorMs > 0);
  const { metrics, utilization } = measured(result, planned);
  assertEquals(metrics.returnMs.count, started.length);
  assertLessOrEqual(utilization, 1);
});

Deno.test("runTrial() ends though bodies hold the threads of a pool for good", async () => {
  const planned = planOne("npm-piscina:concurrency=2", "steady:ratePerSecond=200,hangShare=0.5");
  const result = await record(planned);
  assertEquals(result.facts.closed, true);
  const { counts, stability } = measured(result, planned);
  assertGreaterOrEqual(counts.unfinished, 2);
  assertEquals(counts.released, counts.completed + counts.unfinished);
  assertEquals(stability.state, "unstable");
});
