import { assert, assertAlmostEquals, assertEquals, assertStringIncludes } from "@std/assert";
import type { CellIdentity } from "../../../experiments/record.ts";
import type { StoredStudy } from "../../../experiments/study_document.ts";
import type { ServiceLevel } from "../../../experiments/service_level.ts";
import { uslThroughput } from "../../../reports/stats/mod.ts";
import { renderSweepMarkdown } from "../../../reports/render/sweep_markdown.ts";
import { whyNoKnee } from "../../../reports/sweep/describe_sweep.ts";
import { pointRemarks } from "../../../reports/sweep/point_remarks.ts";
import { nextProbes, summarizeSweep } from "../../../reports/sweep/summarize_sweep.ts";
import type { SweepCurve } from "../../../reports/sweep/sweep.ts";
import { cell, failed, measured, study } from "../_records.ts";
import { type CurveOf, mm1Trial, poissonAt, probesAt, sweepOf } from "./_sweeps.ts";

const BLOCKS = 3;
const MEAN: ServiceLevel = { statistic: "mean", limitMs: 5 };
const GRID = [100, 300, 700, 900];

const mm1: CurveOf = {
  identityAt: poissonAt,
  values: GRID,
  trialAt: mm1Trial,
  knee: "sought",
};

/** A sweep whose search for the knee has come to its end. */
function searched(curve: CurveOf, slo: ServiceLevel): StoredStudy {
  let sweep = sweepOf([curve], BLOCKS, { slo });
  for (let round = 0;; round++) {
    const [next] = nextProbes(sweep);
    if (next === undefined) return sweep;
    const rate = next.ratePerSecond;
    const probes = probesAt(
      sweep,
      round,
      0,
      rate,
      (block) => curve.trialAt(curve.identityAt(rate), block, rate),
    );
    sweep = { ...sweep, probes: [...sweep.probes ?? [], ...probes] };
  }
}

const only = (sweep: StoredStudy): SweepCurve => summarizeSweep(sweep)!.curves[0];

Deno.test("summarizeSweep() says of a study that is no sweep that it is none", () => {
  const plain = study([measured(cell("direct"), 0)]);
  assertEquals(summarizeSweep(plain), null);
  assertEquals(nextProbes(plain), []);
});

Deno.test("summarizeSweep() finds the knee, and where theory has it", () => {
  const { knee, points } = only(searched(mm1, MEAN));
  // A mean sojourn of 5 ms at 600/s, whose upper limit is 2.5 % above, so a bit below.
  assert(knee !== null && knee.state === "found");
  assert(knee.ratePerSecond! > 580 && knee.ratePerSecond! < 600, `${knee.ratePerSecond}`);
  const [low, high] = knee.interval;
  assert(low === knee.ratePerSecond && high! > 600 && high! < 625);
  assertAlmostEquals(knee.predictedSaturationPerSecond!, 800, 1e-9);
  assertAlmostEquals(knee.ofPredictedSaturation!, low! / 800, 1e-12);
  // M/G/1 with the second moment that the trials have: E[S²] = 1.25² + 0.5² × 99/100.
  const secondMoment = 1.25 ** 2 + 0.25 * 0.99;
  const wait = 3.75;
  const exact = 1000 / (secondMoment / (2 * wait) + 1.25);
  assertAlmostEquals(knee.predictedPerSecond! / exact, 1, 0.01);
  assertEquals(points.length, GRID.length + knee.probes);
  assertEquals(
    points.map(({ value }) => value),
    points.map(({ value }) => value).toSorted((a, b) => a - b),
  );
  assertEquals(points.filter(({ source }) => source === "grid").map(({ value }) => value), GRID);
});

Deno.test("summarizeSweep() measures the saturation, and names it predicted where it was not reached", () => {
  const reached = only(sweepOf([mm1], BLOCKS)).saturation;
  assertEquals([reached.state, reached.value], ["reached", 900]);
  assertAlmostEquals(reached.throughputPerSecond!.mean!, 790, 1e-9);
  assertAlmostEquals(reached.predictedPerSecond!, 800, 1e-9);
  assertAlmostEquals(reached.ratio!, 790 / 800, 1e-9);
  const below = only(sweepOf([{ ...mm1, values: [100, 300] }], BLOCKS)).saturation;
  assertEquals([below.state, below.value, below.throughputPerSecond], ["not-reached", 300, null]);
  assertEquals(below.values, []);
  assertAlmostEquals(below.predictedPerSecond!, 800, 1e-9);
});

Deno.test("summarizeSweep() takes the saturation over all points of the plateau, and none beside it", () => {
  const carried: Record<number, number> = { 900: 780, 1000: 800, 1200: 790, 5000: 200 };
  const collapsing: CurveOf = {
    ...mm1,
    values: [100, 900, 1000, 1200, 5000],
    trialAt: (identity, block, rate) =>
      mm1Trial(identity, block, rate, {
        throughputPerSecond: (carried[rate] ?? rate) + 10 * (block - 1),
      }),
  };
  const { values, value, throughputPerSecond, ratio } =
    only(sweepOf([collapsing], BLOCKS)).saturation;
  assertEquals([values, value], [[900, 1000, 1200], 1000]);
  assertAlmostEquals(throughputPerSecond!.mean!, 790, 1e-9);
  assertAlmostEquals(ratio!, 790 / 800, 1e-9);
  const { ci95 } = throughputPerSecond!;
  // Student's t of nine blocks: 2.306 √(150 ÷ 9), 150 being their variance.
  assertAlmostEquals(ci95![1] - 790, 2.306 * Math.sqrt(150 / 9), 0.01);
  // One block has no interval that could say that two carried alike.
  assertEquals(only(sweepOf([collapsing], 1)).saturation.values, [1000]);
  // Other services or servers are another system.
  const over = { x: { scope: "strategy", parameter: "threads" } } as const;
  assertEquals(only(sweepOf([collapsing], BLOCKS, over)).saturation.values, [1000]);
});

Deno.test("summarizeSweep() has knees of every state", () => {
  const states = (values: readonly number[], limitMs: number) =>
    only(searched({ ...mm1, values }, { statistic: "mean", limitMs })).knee!;
  const none = states(GRID, 0.5);
  assertEquals([none.state, none.interval, none.probes], ["none", [null, 100], 0]);
  const atLeast = states([100, 300], 5);
  assertEquals([atLeast.state, atLeast.ratePerSecond, atLeast.stopped], ["at-least", 300, "range"]);
  const unfinished = only(sweepOf([mm1], BLOCKS, { slo: MEAN })).knee!;
  assertEquals([unfinished.state, unfinished.interval], ["unfinished", [300, 700]]);
  assertEquals(only(sweepOf([{ ...mm1, knee: "not-sought" }], BLOCKS, { slo: MEAN })).knee, null);
});

Deno.test("summarizeSweep() shows points that failed, and searches between the others", () => {
  const broken: CurveOf = {
    ...mm1,
    trialAt: (identity, block, rate) =>
      rate === 300
        ? failed(identity, block, "crashed", "exit code 1")
        : mm1Trial(identity, block, rate),
  };
  const { points, knee } = only(searched(broken, MEAN));
  const point = points.find(({ value }) => value === 300)!;
  assertEquals([point.state, point.trials, point.failedTrials, point.slo?.verdict], [
    "failed",
    0,
    3,
    "failed",
  ]);
  assertEquals(point.predictedSaturationPerSecond, null);
  assertEquals(knee?.state, "found");
});

Deno.test("summarizeSweep() tells points that never ran from failed ones, and says how much has run", () => {
  const whole = sweepOf([mm1], BLOCKS, { slo: MEAN });
  const { workload } = poissonAt(300);
  const stopped = {
    ...whole,
    trials: whole.trials.filter(({ cell }) => cell.workload !== workload),
  };
  const sweep = summarizeSweep(stopped)!;
  assertEquals([sweep.recordedTrials, sweep.plannedTrials], [9, 12]);
  assertEquals(sweep.warnings[0].code, "incomplete");
  const markdown = renderSweepMarkdown(sweep);
  assertStringIncludes(markdown, "| 300 | – | – | – | – | – | – | not run |");
  assertStringIncludes(markdown, "Each point is to have 3 blocks, and 9 of 12 trials have run");
  assertStringIncludes(markdown, "- `incomplete`: only 9 of 12 trials have run");
  const crashed = failed(poissonAt(300), 0, "crashed", "exit code 1");
  const broken = renderSweepMarkdown(
    summarizeSweep({ ...stopped, trials: [...stopped.trials, crashed] })!,
  );
  assertStringIncludes(broken, "| 300 | – | – | – | – | – | – | failed |");
});

Deno.test("summarizeSweep() cuts intervals of throughput at nothing", () => {
  const wild: CurveOf = {
    ...mm1,
    trialAt: (identity, block, rate) =>
      mm1Trial(identity, block, rate, { throughputPerSecond: block === 0 ? 900 : 10 }),
  };
  for (const { throughputPerSecond } of only(sweepOf([wild], BLOCKS)).points) {
    assertEquals(throughputPerSecond.ci95![0], 0);
  }
});

Deno.test("whyNoKnee() tells a level that is missed from blocks that do not agree", () => {
  const why = (curve: CurveOf, limitMs: number) =>
    whyNoKnee(only(sweepOf([curve], BLOCKS, { slo: { statistic: "mean", limitMs } })), {
      statistic: "mean",
      limitMs,
    });
  assertEquals(
    why(mm1, 0.5),
    "it does not keep mean within 0.5 ms at 100/s already: begin the range lower or relax --slo",
  );
  const wild: CurveOf = {
    ...mm1,
    trialAt: (identity, block) => measured(identity, block, { sojournMs: 1 + 50 * block }),
  };
  assertEquals(
    why(wild, 100),
    "the blocks do not agree, at any rate, on whether it keeps mean within 100 ms: " +
      "ask for more blocks or longer trials",
  );
  const partly: CurveOf = {
    ...wild,
    trialAt: (identity, block, rate) =>
      rate > 300 ? mm1Trial(identity, block, 900) : wild.trialAt(identity, block, rate),
  };
  const both = why(partly, 20);
  assertStringIncludes(both, "do not agree, at 100/s already, on");
  assertStringIncludes(both, "longer trials, or begin the range lower");
});

Deno.test("pointRemarks() names rates that were not offered as asked for, and points with warnings", () => {
  const short: CurveOf = {
    ...mm1,
    trialAt: (identity, block, rate) =>
      mm1Trial(identity, block, rate, {
        offeredRatePerSecond: rate === 100 ? 120 : rate === 300 ? 291 : rate,
        warnings: rate > 300 ? [{ code: "producer-stopped", message: "for 9 ms" }] : [],
      }),
  };
  const sweep = summarizeSweep(sweepOf([short], BLOCKS))!;
  const remarks = (curve: SweepCurve) => pointRemarks(sweep, curve, (code) => `<${code}>`);
  const [offered, warnings] = remarks(sweep.curves[0]);
  assertStringIncludes(
    offered,
    "more than 2.00 % off the one asked for at 2 of 4 points, 120/s for 100/s",
  );
  assertStringIncludes(warnings, "<producer-stopped> at 700, 900");
  assertEquals(remarks({ ...sweep.curves[0], arrivals: "on-off" }), [warnings]);
  assertEquals(pointRemarks({ ...sweep, precision: 0.25 }, sweep.curves[0], String).length, 1);
});

Deno.test("nextProbes() asks for a rate of each curve that is not done", () => {
  const easy: CurveOf = {
    ...mm1,
    identityAt: (rate) => poissonAt(rate, { strategy: "loop-immediate" }),
    values: [100, 300],
  };
  const other: CurveOf = {
    ...mm1,
    identityAt: (rate) => poissonAt(rate, { strategy: "direct" }),
  };
  const sweep = sweepOf([mm1, easy, other], BLOCKS, { slo: MEAN });
  assertEquals(nextProbes(sweep), [
    { curve: 0, ratePerSecond: 458.26 },
    { curve: 2, ratePerSecond: 458.26 },
  ]);
});

const POLLED = { kind: "polled", drain: "all" } as const;

/** A poll each so many ms that costs half of it and 0.1 ms on top. */
const polled: CurveOf = {
  identityAt: (intervalMs) =>
    poissonAt(200, { strategy: `queue-polled:intervalMs=${intervalMs}`, discipline: POLLED }),
  values: [1, 2, 5, 10],
  trialAt(identity, block, intervalMs) {
    const meanMs = intervalMs + 1 + block / 100;
    return measured(identity, block, { waitMs: (0.1 + meanMs / 2) / 1.25, serviceMs: 0.08 }, {
      sleep: { count: 100, meanMs, secondMomentMs2: meanMs ** 2 },
    });
  },
};
const OVER_INTERVAL = { x: { scope: "strategy", parameter: "intervalMs" } } as const;

Deno.test("summarizeSweep() draws the polled queue's cost as a line over its sleep as measured", () => {
  const { line, usl } = only(sweepOf([polled], BLOCKS, OVER_INTERVAL));
  assert(line !== null && usl === null);
  assertAlmostEquals(line.slope, 0.5, 1e-9);
  assertAlmostEquals(line.intercept, 0.1, 1e-9);
  assertAlmostEquals(line.rSquared, 1, 1e-9);
  assertAlmostEquals(line.ci95.slope![0], 0.5, 1e-6);
  // Half of a constant sleep, and ρ/(1 - ρ) of it for the producer on the loop, with ρ = 0.02.
  assertAlmostEquals(line.predicted!.slope, 0.5 + 0.02 / 0.98, 1e-4);
  assertEquals(line.values, [1, 2, 5, 10]);
});

Deno.test("summarizeSweep() draws no line for an intervalMs that is no pause between polls", () => {
  const codel: CurveOf = {
    ...polled,
    identityAt: (value) => poissonAt(value, { strategy: "queue-codel" }),
  };
  assertEquals(only(sweepOf([codel], BLOCKS, OVER_INTERVAL)).line, null);
  assertEquals(only(sweepOf([{ ...polled, values: [5] }], BLOCKS, OVER_INTERVAL)).line, null);
});

const LAW = { gamma: 100, sigma: 0.05, kappa: 0.003 };
const OVER_USERS = { x: { scope: "workload", parameter: "users" } } as const;

function overUsers(loop: CellIdentity["loop"], unstableUpTo = 0): CurveOf {
  return {
    identityAt: (users) => cell("direct", { workload: `${loop}:users=${users}`, loop }),
    values: [1, 2, 4, 8, 16],
    trialAt: (identity, block, users) =>
      measured(identity, block, {}, {
        throughputPerSecond: uslThroughput(LAW, users) * (1 + (block - 1) / 1000),
        ...(users <= unstableUpTo && {
          stability: { state: "unstable", reason: "overload", growthMsPerSecond: 1 },
        }),
      }),
  };
}

Deno.test("summarizeSweep() fits the Universal Scalability Law over users", () => {
  const { usl } = only(sweepOf([overUsers("closed")], BLOCKS, OVER_USERS));
  assert(usl?.state === "fitted");
  for (const name of ["gamma", "sigma", "kappa"] as const) {
    assertAlmostEquals(usl[name] / LAW[name], 1, 1e-6, name);
    assert(usl.ci95[name]![0] <= usl[name] && usl[name] <= usl.ci95[name]![1], name);
  }
  assertAlmostEquals(usl.peak!, Math.sqrt(0.95 / 0.003), 1e-3);
  assertEquals(usl.values, [1, 2, 4, 8, 16]);
});

Deno.test("summarizeSweep() fits no throughput that is only what an open loop was offered", () => {
  const few = only(sweepOf([overUsers("open", 4)], BLOCKS, OVER_USERS)).usl;
  assert(few?.state === "refused" && few.reason === "not-saturated");
  assertStringIncludes(few.message, "at 3 of 5 values");
  const enough = only(sweepOf([overUsers("open", 8)], BLOCKS, OVER_USERS)).usl;
  assert(enough?.state === "fitted");
  assertEquals(enough.values, [1, 2, 4, 8]);
  const short = { ...overUsers("closed"), values: [1, 2, 4] };
  const refused = only(sweepOf([short], BLOCKS, OVER_USERS)).usl;
  assert(refused?.state === "refused" && refused.reason === "too-few-levels");
});

Deno.test("renderSweepMarkdown() gives the golden document, each kind of remark in it", async () => {
  const markdown = [
    searched({ ...mm1, identityAt: (rate) => poissonAt(rate, { strategy: "a|*b*" }) }, MEAN),
    searched({ ...mm1, values: [100, 300] }, MEAN),
    searched(mm1, { statistic: "p99", limitMs: 0.5 }),
    sweepOf([mm1], BLOCKS, { slo: MEAN }),
    sweepOf([polled], BLOCKS, OVER_INTERVAL),
    sweepOf([overUsers("closed"), overUsers("open", 2)], BLOCKS, { ...OVER_USERS, slo: MEAN }),
  ].map((sweep) => renderSweepMarkdown(summarizeSweep(sweep)!)).join("\n---\n\n");
  const golden = new URL("./golden/sweep.md", import.meta.url);
  // To accept a change: write the file anew and read the difference.
  assertEquals(markdown, await Deno.readTextFile(golden));
});
