import { assert, assertAlmostEquals, assertEquals, assertStringIncludes } from "@std/assert";
import { encodeHistogram } from "../../../experiments/histogram.ts";
import type { CellIdentity, MeasuredTrial } from "../../../experiments/record.ts";
import { describe } from "../../../experiments/trial/distribution.ts";
import type {
  CapacityPlan,
  CapacityRequest,
  RefusalReason,
} from "../../../reports/capacity/capacity_plan.ts";
import { basisInWords } from "../../../reports/capacity/basis_in_words.ts";
import { deploymentRows } from "../../../reports/capacity/deployment_rows.ts";
import { planCapacity } from "../../../reports/capacity/plan_capacity.ts";
import type { SimulatedFigure } from "../../../reports/capacity/simulate_loops.ts";
import { figureBySimulation } from "../../../reports/capacity/simulated_figure.ts";
import { cell, failed, study } from "../_records.ts";
import { exponentialValues, PLANNABLE, profiled } from "./_profiled.ts";

const REQUEST: CapacityRequest = {
  ratePerSecond: 100_000,
  level: { statistic: "p99", limitMs: 2 },
};

/** Blocks whose tasks hold the loop 0.09, 0.1 and 0.11 ms. */
const BLOCKS = [0.09, 0.1, 0.11].map((meanMs, block) =>
  profiled(PLANNABLE, block, exponentialValues(meanMs))
);

function loopsOf({ cells }: CapacityPlan): number[] {
  return cells[0].deployments.map(({ formula }) => formula!.loops);
}

function codes({ cells }: CapacityPlan): string[] {
  return cells[0].warnings.map(({ code }) => code);
}

Deno.test("planCapacity() needs more loops for more tasks and for a tighter level", () => {
  const plan = (more: Partial<CapacityRequest>) =>
    loopsOf(planCapacity(study(BLOCKS.slice(1, 2)), { ...REQUEST, ...more }));
  const assertGrowing = (answers: number[][]) => {
    for (const deployment of [0, 1]) {
      const loops = answers.map((answer) => answer[deployment]);
      assertEquals(loops, loops.toSorted((a, b) => a - b));
      assert(loops[0] < loops.at(-1)!, `${loops}`);
    }
  };
  assertGrowing([100, 1000, 1e4, 1e5, 1e6].map((ratePerSecond) => plan({ ratePerSecond })));
  assertGrowing(
    [10, 5, 2, 1, 0.7, 0.55].map((limitMs) => plan({ level: { statistic: "p99", limitMs } })),
  );
  // A queue each, sent at random, is never the better way.
  const [shared, own] = plan({});
  assert(shared < own);
});

Deno.test("planCapacity() says 1 where one loop will do", () => {
  assertEquals(loopsOf(planCapacity(study(BLOCKS), { ...REQUEST, ratePerSecond: 50 })), [1, 1]);
});

Deno.test("planCapacity() leaves the level met at its number and broken below it", () => {
  const { cells: [{ deployments, measured }] } = planCapacity(study(BLOCKS), REQUEST);
  for (const { formula } of deployments) {
    assert(formula !== null && formula.sojournMs <= 2);
    assertAlmostEquals(
      formula.utilization,
      REQUEST.ratePerSecond / 1000 * measured.holdingMs / formula.loops,
      1e-9,
    );
  }
});

Deno.test("planCapacity() agrees with the simulation on M/M/c and M/M/1", () => {
  const effort = { customers: 200_000, seed: 1 };
  const simulate = figureBySimulation(effort);
  const plan = planCapacity(study(BLOCKS), REQUEST, { ...effort, simulate });
  for (const { verdict, simulation, formula } of plan.cells[0].deployments) {
    assertEquals(verdict, "agree");
    assert(Math.abs(simulation!.loops - formula!.loops) <= 1);
  }
  assertEquals(plan.simulation, effort);
});

Deno.test("planCapacity() shows a contradiction of formula and simulation", () => {
  const simulated = (figure: SimulatedFigure | null) =>
    planCapacity(study(BLOCKS), REQUEST, { customers: 1e6, seed: 1, simulate: () => figure });
  const worse = simulated({ ms: 9, interval: [8, 10] });
  assertEquals(worse.cells[0].deployments.map(({ verdict }) => verdict), ["differ", "differ"]);
  assertEquals(worse.cells[0].deployments.map(({ simulation }) => simulation), [null, null]);
  assertEquals(codes(worse).filter((code) => code === "models-differ").length, 2);
  const better = simulated({ ms: 1, interval: [0.9, 1.1] });
  const [shared, own] = better.cells[0].deployments;
  // For one shared queue both say: as few as can carry the load.
  assertEquals([shared.verdict, own.verdict], ["agree", "differ"]);
});

Deno.test("planCapacity() says which simulation is too short, and whom to believe", () => {
  const simulated = (customers: number, ms: number) =>
    planCapacity(study(BLOCKS), REQUEST, {
      customers,
      seed: 1,
      simulate: ({ discipline }) =>
        discipline.kind === "fifo" && discipline.servers === 1 ? { ms, interval: [ms, ms] } : null,
    });
  const messageOf = ({ cells: [{ warnings }] }: CapacityPlan) =>
    warnings.filter(({ code }) => code === "models-differ").map(({ message }) => message).join(
      "\n",
    );
  // A queue each, by simulation with as few loops as can carry the load: at ρ near 1.
  const short = simulated(1e4, 1);
  const { cells: [cell] } = short;
  assertEquals(cell.deployments[1].simulation!.length, "too-short");
  assert(codes(short).includes("short-simulation"));
  assertStringIncludes(messageOf(short), "before you raise --customers");
  const row = deploymentRows(cell, "p99").findLast(([, by]) => by === "simulation ≠")!;
  assertEquals([row[3], row[5]], ["too short", "1.00 ms ?"]);
  const long = simulated(1e12, 1);
  assertEquals(long.cells[0].deployments[1].simulation!.length, "enough");
  assert(!codes(long).includes("short-simulation"));
  assertStringIncludes(messageOf(long), "believe the simulation");
});

Deno.test("planCapacity() takes its interval from the blocks and widens it to its number", () => {
  const alike = [0, 1, 2].map((block) => profiled(PLANNABLE, block, exponentialValues(0.1)));
  const intervalOf = (trials: MeasuredTrial[]) =>
    planCapacity(study(trials), REQUEST).cells[0].deployments[1].formula!;
  const same = intervalOf(alike);
  assertEquals(same.loopsInterval, [same.loops, same.loops]);
  const { loops, loopsInterval } = intervalOf(BLOCKS);
  const [low, high] = loopsInterval!;
  assert(low < loops && high !== null && high > loops, `${low} ${loops} ${high}`);
  const one = planCapacity(study(alike.slice(0, 1)), REQUEST);
  assertEquals(one.cells[0].deployments[1].formula!.loopsInterval, null);
  assert(codes(one).includes("one-block"));
  assertStringIncludes(basisInWords(one.cells[0]), "(1 block, ");
});

Deno.test("planCapacity() cuts its interval where too few loops cannot carry the rate", () => {
  // Alike in what they hold and not in how it spreads: 10 loops and more, however wide the interval.
  const trials = [exponentialValues(0.1), exponentialValues(0.1).fill(0.1)].map((values, block) =>
    profiled(PLANNABLE, block, values)
  );
  const { cells: [cell] } = planCapacity(study(trials), {
    ...REQUEST,
    level: { statistic: "p99", limitMs: 1 },
  });
  for (const { formula } of cell.deployments) {
    const [low, high] = formula!.loopsInterval!;
    assert(low >= 10 && low <= formula!.loops, `${low} of ${formula!.loops}`);
    assert(high === null || high >= formula!.loops);
  }
  assert(cell.warnings.some(({ code }) => code === "few-blocks"));
  assertEquals(deploymentRows(cell, "p99")[0][3], "95 % interval (few-blocks)");
});

Deno.test("planCapacity() plans from stable trials alone", () => {
  const broken = profiled(PLANNABLE, 3, exponentialValues(5), 0.05, {
    stability: { state: "unstable", reason: "wait-grows", growthMsPerSecond: 9 },
  });
  const with4 = planCapacity(study([...BLOCKS, broken]), REQUEST);
  assertEquals(loopsOf(with4), loopsOf(planCapacity(study(BLOCKS), REQUEST)));
  assertEquals(with4.cells[0].measured.blocks, 3);
  assert(codes(with4).includes("some-trials-unstable"));
});

Deno.test("planCapacity() refuses what cannot be extrapolated, with the reason", () => {
  const unstable = {
    stability: { state: "unstable", reason: "overload", growthMsPerSecond: 250 },
  } as const;
  const shed = BLOCKS[0].counts;
  const values = exponentialValues(0.1);
  const trial = (more: Partial<CellIdentity>, of: Partial<MeasuredTrial> = {}) =>
    profiled({ ...PLANNABLE, ...more }, 0, values, 0.05, of);
  const cases: [Parameters<typeof study>[0][number], RefusalReason, string][] = [
    [trial({}, unstable), "unstable", "unstable (overload, a task a second later waits 250 ms"],
    [
      failed(PLANNABLE, 0, "crashed", "exit code 7"),
      "failed",
      "1 of 1 trials crashed: exit code 7",
    ],
    [trial({ loop: "closed", arrivals: "closed" }), "closed-loop", "open workload"],
    [trial({ discipline: { kind: "polled", drain: "all" } }), "polled", "sleeps between passes"],
    [
      trial({ body: "io", discipline: { kind: "work-conserving", concurrency: 4 } }),
      "limited",
      "limit of 4 bodies",
    ],
    [
      trial({}, { counts: { ...shed, completed: 1900, dropped: 100 } }),
      "shed",
      "5.00 % of its tasks never ran",
    ],
    [trial({ body: "io" }), "not-measured", "do not say how long each task held the loop"],
  ];
  for (const [record, reason, message] of cases) {
    const { cells, refused } = planCapacity(study([record]), REQUEST);
    assertEquals(cells, [], reason);
    assertEquals(refused.map((cell) => cell.reason), [reason]);
    assertStringIncludes(refused[0].message, message);
    assert(!refused[0].message.includes("\n"));
  }
});

Deno.test("planCapacity() refuses a level that no number of loops can meet", () => {
  const refuse = (more: Partial<CapacityRequest>) => {
    const { cells, refused: [{ reason, message }] } = planCapacity(study(BLOCKS), {
      ...REQUEST,
      ...more,
    });
    assertEquals([cells, reason], [[], "unreachable"]);
    return message;
  };
  assertStringIncludes(
    refuse({ level: { statistic: "p99", limitMs: 0.4 } }),
    "no number of loops meets p99 sojourn ≤ 400 µs: wake-up and service alone take 5",
  );
  assertStringIncludes(
    refuse({ level: { statistic: "mean", limitMs: 0.105 } }),
    "wake-up and service alone take 150 µs",
  );
  assertStringIncludes(refuse({ ratePerSecond: 1e12 }), "more than 100000 loops");
});

Deno.test("planCapacity() counts bodies that await by how long they hold the loop", () => {
  const io = { ...PLANNABLE, strategy: "io-tcp", body: "io" } as const;
  const held = exponentialValues(0.1);
  const services = held.map((ms) => ms + 5);
  const trials = [0, 1].map((block) =>
    profiled(io, block, services, 0.05, {
      metrics: {
        ...profiled(io, block, services).metrics,
        busyMs: describe(held),
      },
      histograms: {
        ...profiled(io, block, services).histograms,
        busyMs: encodeHistogram(held),
      },
    })
  );
  const level = { statistic: "p99", limitMs: 7 } as const;
  const { cells: [planned], assumptions } = planCapacity(study(trials), { ...REQUEST, level });
  assertAlmostEquals(planned.measured.holdingMs, 0.1, 1e-3);
  assertAlmostEquals(planned.measured.serviceMs, 5.1, 1e-2);
  // Five ms of I/O go on beside each other: ten loops carry what would hold 510 of them otherwise.
  assert(planned.deployments.every(({ formula }) => formula!.loops < 20));
  assert(planned.floorMs > 5);
  assert(assumptions.some((assumption) => assumption.includes("awaits")));
});

Deno.test("planCapacity() takes the dispatch overhead where wake-ups were too few", () => {
  const few = { count: 3, meanMs: 9, secondMomentMs2: 100 };
  const trials = BLOCKS.map((trial) => ({ ...trial, wakeUp: few }));
  const { cells: [{ measured }], assumptions } = planCapacity(study(trials), REQUEST);
  // Nine in all three: the overhead of 0.05 ms is what is left.
  assertEquals(measured.setUpFrom, "overhead");
  assertAlmostEquals(measured.setUpMs, 0.05, 1e-3);
  assert(assumptions.some((assumption) => assumption.includes("dispatch overhead")));
});

Deno.test("planCapacity() plans for the arrivals that are asked for", () => {
  const trials = [{ ...BLOCKS[1], arrivalScv: 4, arrivalIdc: 9 }];
  const plan = (arrivals?: CapacityRequest["arrivals"]) =>
    planCapacity(study(trials), { ...REQUEST, ratePerSecond: 5000, arrivals });
  assertEquals(plan().cells[0].arrivalScv, 1);
  assertEquals(plan({ kind: "scv", scv: 0.25 }).cells[0].arrivalScv, 0.25);
  const asMeasured = plan({ kind: "measured" });
  assertEquals(asMeasured.cells[0].arrivalScv, 4);
  assert(codes(asMeasured).includes("correlated-arrivals"));
  assert(loopsOf(asMeasured)[0] >= loopsOf(plan())[0]);
  assert(!codes(plan()).includes("correlated-arrivals"));
  const unknown = planCapacity(study(BLOCKS.map((trial) => ({ ...trial, arrivalScv: null }))), {
    ...REQUEST,
    arrivals: { kind: "measured" },
  });
  assertEquals(unknown.refused.map(({ reason }) => reason), ["not-measured"]);
});

Deno.test("planCapacity() plans each cell, or those that are asked for", () => {
  const other = cell("thread-ring", { workload: "poisson", placement: "outside" });
  const trials = [...BLOCKS, profiled(other, 0, exponentialValues(0.2))];
  const strategies = (only?: CapacityRequest["only"]) =>
    planCapacity(study(trials), { ...REQUEST, only }).cells.map(({ strategy }) => strategy);
  assertEquals(strategies(), ["queue-notified", "thread-ring"]);
  assertEquals(strategies({ strategy: "thread-ring" }), ["thread-ring"]);
  assertEquals(strategies({ placement: "inside" }), []);
});

Deno.test("planCapacity() holds its formula against what was measured", () => {
  const { cells: [{ reproduction, warnings }] } = planCapacity(study(BLOCKS), REQUEST);
  assertEquals([reproduction!.loops, reproduction!.model], [1, "M/G/1 with set-up"]);
  // These records know of no queueing, at a ρ of 0.1.
  assertAlmostEquals(reproduction!.utilization, 0.1, 1e-3);
  assertAlmostEquals(reproduction!.measuredMs, 0.51, 0.02);
  assert(reproduction!.predictedMs > reproduction!.measuredMs);
  assert(!warnings.some(({ code }) => code === "not-reproduced"));
  const slow = exponentialValues(10);
  const off = BLOCKS.map((trial) => ({
    ...trial,
    histograms: { ...trial.histograms, sojournMs: encodeHistogram(slow) },
  }));
  assert(codes(planCapacity(study(off), REQUEST)).includes("not-reproduced"));
});

Deno.test("planCapacity() warns of what a reader would not see", () => {
  const plan = planCapacity(study(BLOCKS), {
    ...REQUEST,
    level: { statistic: "p999", limitMs: 5 },
  });
  const shown = codes(plan);
  for (const code of ["far-extrapolation", "busier-than-measured", "no-headroom", "few-tasks"]) {
    assert(shown.includes(code), `${code} is not among ${shown}`);
  }
  assertStringIncludes(plan.assumptions.join("\n"), "memory bandwidth");
});
