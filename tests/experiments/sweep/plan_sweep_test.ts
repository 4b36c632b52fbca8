import {
  assert,
  assertEquals,
  assertNotEquals,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import type { StudyConfig } from "../../../experiments/study/config.ts";
import { parseAxes } from "../../../experiments/sweep/axis.ts";
import { expandSweep, type SweepRequest } from "../../../experiments/sweep/expand_sweep.ts";
import { planRound, planSweep } from "../../../experiments/sweep/plan_sweep.ts";
import type { ServiceLevel } from "../../../experiments/service_level.ts";

const SLO: ServiceLevel = { statistic: "p99", limitMs: 5 };

function request(
  over: string,
  config: StudyConfig = {},
  slo: ServiceLevel | null = SLO,
): SweepRequest {
  return {
    config: {
      strategies: ["queue-notified"],
      workloads: ["poisson"],
      durationMs: 60,
      blocks: 3,
      ...config,
    },
    axes: parseAxes(over),
    slo,
    precision: 0.02,
  };
}

const plan = (over: string, config?: StudyConfig, slo?: ServiceLevel | null) =>
  planSweep(request(over, config, slo), null);

Deno.test("planSweep() makes a cell a value, and knows which is which", () => {
  // 1000 is the default, which names leave out.
  const { study, document } = plan("ratePerSecond=500..2000:log:3");
  assertEquals(study.cells.map(({ identity }) => identity.workload), [
    "poisson:ratePerSecond=500",
    "poisson",
    "poisson:ratePerSecond=2000",
  ]);
  assertEquals(study.trials.length, 9);
  assertEquals(document.x, { scope: "workload", parameter: "ratePerSecond" });
  assertEquals(document.curves, [{
    strategy: "queue-notified",
    workload: "poisson",
    placement: "inside",
    fixed: null,
    knee: "sought",
    points: [{ value: 500, cell: 0 }, { value: 1000, cell: 1 }, { value: 2000, cell: 2 }],
  }]);
});

Deno.test("planSweep() makes a curve of each strategy, workload and placement", () => {
  const { study, document: { curves } } = plan("ratePerSecond=500,1000", {
    strategies: ["queue-notified,queue-polled:drain=all,intervalMs=5"],
    workloads: ["steady,poisson"],
    placement: "both",
  });
  assertEquals(study.cells.length, 16);
  assertEquals(new Set(curves.map((curve) => JSON.stringify(curve))).size, 8);
  for (const { strategy, workload, placement, points } of curves) {
    for (const { value, cell } of points) {
      const { identity } = study.cells[cell];
      assert(identity.strategy.startsWith(strategy.split(":")[0]));
      assert(identity.workload.startsWith(workload));
      assertEquals(identity.placement, placement);
      const { arrivals } = study.trials.find((trial) => trial.cell === cell)!.spec.workload;
      assertEquals("ratePerSecond" in arrivals && arrivals.ratePerSecond, value);
    }
  }
});

Deno.test("planSweep() goes over the rate and tells curves apart by the other parameter", () => {
  const { document } = plan("intervalMs=1,5", { strategies: ["queue-polled"] });
  assertEquals(document.x.parameter, "intervalMs");
  assertEquals(document.curves.map(({ knee }) => knee), ["not-sought"]);
  const two = plan("intervalMs=1,5,ratePerSecond=100,200,300", { strategies: ["queue-polled"] });
  assertEquals([two.document.x.parameter, two.document.second?.parameter], [
    "ratePerSecond",
    "intervalMs",
  ]);
  assertEquals(
    two.document.curves.map(({ strategy, fixed, points }) => [
      strategy,
      fixed,
      points.map(({ value }) => value),
    ]),
    [1, 5].map((ms) => [`queue-polled:intervalMs=${ms}`, ms, [100, 200, 300]]),
  );
});

Deno.test("planSweep() seeks no knee without a service level, nor in a closed loop", () => {
  assertEquals(
    plan("ratePerSecond=1,2", { durationMs: 5000 }, null).document.curves[0].knee,
    "not-sought",
  );
  const closed = plan("users=1,2,4", { workloads: ["closed"] });
  assertEquals(closed.document.curves[0].knee, "not-sought");
});

Deno.test("planSweep() takes whole steps where a parameter is whole", () => {
  const { document } = plan("concurrency=1..8:log:5", { strategies: ["npm-p-limit"] }, null);
  assertEquals(document.curves[0].points.map(({ value }) => value), [1, 2, 3, 5, 8]);
});

Deno.test("planSweep() counts goodput by the service level", () => {
  assertEquals(plan("ratePerSecond=500,1000").study.cells[0].identity.sloMs, 5);
});

Deno.test("expandSweep() and planSweep() refuse what cannot be swept, before anything runs", () => {
  const polled = { strategies: ["queue-polled"] };
  const cases: [string, StudyConfig, string][] = [
    ["rate=1,2", {}, 'unknown parameter to sweep "rate"'],
    ["drain=1,2", polled, '"drain" takes words'],
    ["ratePerSecond=1,2", { workloads: ["closed,poisson"] }, "workload closed has no number"],
    ["intervalMs=1,2", { strategies: ["queue-polled,direct"] }, "strategy direct has no number"],
    ["ratePerSecond=1,2", { workloads: ["poisson:ratePerSecond=5"] }, "both set and swept"],
    ["ratePerSecond=-1,2", {}, "above 0, got -1"],
    ["intervalMs=1,60001", polled, "at most 60000, got 60001"],
    ["concurrency=1.5,2", { strategies: ["npm-p-limit"] }, "got 1.5"],
    ["strategy.ratePerSecond=1,2", {}, "unknown parameter to sweep"],
    ["ratePerSecond=1,2,workload.ratePerSecond=3,4", {}, "swept twice"],
    ["ratePerSecond=1,serviceMs=1,deadlineMs=1", {}, "one parameter can be swept or two, got 3"],
    ["ratePerSecond=1,2", { strategies: ["nobody"] }, 'unknown strategy "nobody"'],
    ["ratePerSecond=1,2", { workloads: ["nothing"] }, 'unknown workload "nothing"'],
    ["ratePerSecond=100,200", { blocks: 1 }, "2 blocks or more"],
    ["x=1,2", { strategies: ["./a.ts"], workloads: ["./b.ts"] }, "strategy.x or workload.x"],
  ];
  for (const [over, config, message] of cases) {
    const error = assertThrows(() => plan(over, config), RangeError);
    assertStringIncludes(error.message, message, over);
  }
});

Deno.test("expandSweep() takes it that a module has a parameter that nobody else has", () => {
  const { x, config } = expandSweep(request("batch=1,2", { strategies: ["./mine.ts"] }));
  assertEquals(x, { scope: "strategy", parameter: "batch" });
  assertEquals(
    config.strategies,
    [1, 2].map((batch) => ({ name: "./mine.ts", parameters: { batch } })),
  );
});

Deno.test("planRound() plans blocks with seeds of their own, the same for all curves of a round", () => {
  const sweep = plan("ratePerSecond=500,2000", { strategies: ["queue-notified,loop-immediate"] });
  const requests = [{ curve: 0, ratePerSecond: 700.5 }, { curve: 1, ratePerSecond: 900 }];
  const rounds = [0, 1].map((round) => planRound(sweep, requests, round));
  const [first] = rounds;
  assertEquals(first.length, 6);
  assertEquals(first.map(({ trial }) => trial.order), [12, 13, 14, 15, 16, 17]);
  assertEquals(rounds[1].map(({ trial }) => trial.order), [18, 19, 20, 21, 22, 23]);
  // A block holds each curve once, at the rate asked for.
  for (const block of [0, 1, 2]) {
    const both = first.filter(({ trial }) => trial.block === block)
      .toSorted((a, b) => a.curve - b.curve);
    assertEquals(both.map(({ ratePerSecond }) => ratePerSecond), [700.5, 900]);
    assertEquals(both.map(({ plan, trial }) => plan.cells[trial.cell].identity.strategy), [
      "queue-notified",
      "loop-immediate",
    ]);
    const [a, b] = both.map(({ trial }) => trial.spec.seeds.arrivalSeed);
    assertEquals(a, b);
  }
  const seeds = [...sweep.study.trials, ...rounds.flat().map(({ trial }) => trial)]
    .map(({ spec }) => spec.seeds.arrivalSeed);
  assertEquals(new Set(seeds).size, 9);
  assertEquals(planRound(sweep, requests, 0), first);
  assertNotEquals(rounds[1][0].trial.spec.seeds, first[0].trial.spec.seeds);
});
