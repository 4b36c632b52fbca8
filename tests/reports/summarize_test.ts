import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { encodeHistogram } from "../../experiments/histogram.ts";
import { summarize } from "../../reports/summarize.ts";
import { around, cell, failed, measured, study } from "./_records.ts";

Deno.test("summarize() averages blocks without histograms and gives Student's t intervals over them", () => {
  const a = cell("a");
  const report = summarize(
    study([10, 11, 12].map((ms, block) => measured(a, block, { serviceMs: ms }))),
  );
  const { serviceMs } = report.cells[0];
  assertEquals([serviceMs.p50, serviceMs.mean, serviceMs.p99, serviceMs.max], [11, 13.75, 44, 72]);
  // t(0.975, 2) = 4.30265 (tables); the standard error of 10, 11, 12 is 1 ÷ √3.
  const [low, high] = serviceMs.ci95.p50!;
  assertAlmostEquals(low, 11 - 4.30265 / Math.sqrt(3), 1e-4);
  assertAlmostEquals(high, 11 + 4.30265 / Math.sqrt(3), 1e-4);
});

Deno.test("summarize() takes quantiles from the histograms of all blocks together", () => {
  const blocks = [10, 10, 40].map((ms, block) => measured(cell("a"), block, { waitMs: ms }));
  const [{ waitMs, pooledWaitMs }] = summarize(study(blocks)).cells;
  // Not the mean of the blocks' own, 20 and 80: of all tasks, two thirds are from the quick blocks.
  for (const name of ["p50", "p90", "p99", "p999"] as const) {
    assertAlmostEquals(waitMs[name]!, pooledWaitMs![name], 0.002 * pooledWaitMs![name], name);
  }
  for (const name of ["p50", "p99"] as const) {
    const [low, high] = waitMs.ci95[name]!;
    assert(low < waitMs[name]! && waitMs[name]! < high, name);
  }
  assertEquals([waitMs.mean, waitMs.max], [25, 240]);
});

Deno.test("summarize() keeps every estimate within its interval and below the largest value", () => {
  // 500.0 µs lies somewhere within a cell of the histogram.
  const constant = Float64Array.from({ length: 50 }, () => 0.5);
  const trials = [0, 1, 2].map((block) => {
    const trial = measured(cell("a"), block);
    const figures = { ...around(0.5, 50), mean: 0.5, p50: 0.5, p90: 0.5, p99: 0.5, max: 0.5 };
    return {
      ...trial,
      metrics: { ...trial.metrics, serviceMs: figures },
      histograms: { ...trial.histograms, serviceMs: encodeHistogram(constant) },
    };
  });
  const [{ serviceMs }] = summarize(study(trials)).cells;
  for (const name of ["p50", "p99"] as const) {
    const [low, high] = serviceMs.ci95[name]!;
    const value = serviceMs[name]!;
    assert(low <= value && value <= high && value <= 0.5, `${value} in ${low} to ${high}`);
    assertAlmostEquals(value, 0.5, 0.0005);
  }
});

Deno.test("summarize() leaves a quantile that negative values reach to the blocks' own", () => {
  const overheadMs = (ms: number) => ({
    ...around(1),
    ...{ p50: -0.5 + ms, p90: 1, p99: 2, p999: 2, max: 2 },
  });
  const trials = [0, 0.1, 0.2].map((ms, block) => {
    const trial = measured(cell("a"), block);
    const valuesMs = Float64Array.from(
      { length: 100 },
      (_, task) => task < 60 ? -1 : 1 + task / 100,
    );
    return {
      ...trial,
      metrics: { ...trial.metrics, dispatchOverheadMs: overheadMs(ms) },
      histograms: { ...trial.histograms, dispatchOverheadMs: encodeHistogram(valuesMs) },
    };
  });
  const [{ dispatchOverheadMs }] = summarize(study(trials)).cells;
  assertAlmostEquals(dispatchOverheadMs.p50!, -0.4, 1e-12);
  assert(dispatchOverheadMs.ci95.p50![0] < -0.4);
  assertAlmostEquals(dispatchOverheadMs.p90!, 1.89, 0.01);
});

Deno.test("summarize() cuts an interval at zero where nothing can be negative", () => {
  const blocks = [1, 9].map((ms, block) =>
    measured(cell("a"), block, { waitMs: ms, serviceMs: ms, dispatchOverheadMs: ms })
  );
  const [{ waitMs, serviceMs, dispatchOverheadMs }] = summarize(study(blocks)).cells;
  assertEquals([waitMs.ci95.p50![0], serviceMs.ci95.mean![0], serviceMs.ci95.p50![0]], [0, 0, 0]);
  assert(dispatchOverheadMs.ci95.p50![0] < 0);
});

Deno.test("summarize() gives no interval for one block and says so", () => {
  const report = summarize(study([measured(cell("a"), 0)]));
  assertEquals(report.cells[0].waitMs.ci95, { mean: null, p50: null, p99: null });
  assertEquals(report.warnings.map(({ code }) => code), ["one-block"]);
});

Deno.test("summarize() judges a cell by the majority of its trials", () => {
  const unstable = {
    stability: { state: "unstable", reason: "unfinished", growthMsPerSecond: 40 },
  } as const;
  const [a, b, c, d] = ["a", "b", "c", "d"].map((name) => cell(name));
  const report = summarize(study([
    ...[0, 1, 2].map((block) => measured(a, block)),
    ...[0, 1, 2].map((block) => measured(b, block, {}, block === 0 ? unstable : {})),
    ...[0, 1, 2].map((block) => measured(c, block, {}, block < 2 ? unstable : {})),
    ...[0, 1, 2].map((block) => failed(d, block, "timed-out", "killed after 9 ms")),
  ]));
  const verdicts = report.cells.map(({ state, unstableReason, growthMsPerSecond, warnings }) => [
    state,
    unstableReason,
    growthMsPerSecond,
    warnings.map(({ code }) => code),
  ]);
  assertEquals(verdicts, [
    ["stable", null, null, []],
    ["stable", null, null, ["some-trials-unstable"]],
    ["unstable", "unfinished", 40, []],
    ["failed", null, null, ["trials-failed"]],
  ]);
  assertEquals(report.cells[3].waitMs.mean, null);
  assertEquals(report.warnings.map(({ code }) => code), ["few-blocks", "trials-failed"]);
});

Deno.test("summarize() adds up counts and takes the worst residual and queue", () => {
  const a = cell("a");
  const report = summarize(study([
    measured(a, 0, {}, { littleResidual: 0.001, queueLength: { mean: 1, max: 4 } }),
    measured(a, 1, {}, { littleResidual: 0.003, queueLength: { mean: 3, max: 9 } }),
  ]));
  const [{ counts, littleResidual, queueLength }] = report.cells;
  assertEquals([counts.offered, counts.completed, littleResidual], [200, 200, 0.003]);
  assertEquals(queueLength, { mean: 2, max: 9 });
});

Deno.test("summarize() holds Poisson arrivals of CPU bodies against the model that applies", () => {
  const poisson = { arrivals: "poisson" } as const;
  const sleep = { count: 9, meanMs: 5, secondMomentMs2: 25 };
  const polled = (drain: "one" | "present" | "all", placement: "inside" | "outside") =>
    cell(`polled-${drain}-${placement}`, {
      ...poisson,
      placement,
      discipline: { kind: "polled", drain },
    });
  // Service: E[S] = 1.25, SD 0.5, so E[S²] = 1.5625 + 0.25 × 99 ÷ 100 = 1.81; λ = 0.2 a ms.
  const pk = 0.2 * 1.81 / (2 * (1 - 0.25));
  const cases = [
    [
      cell("polled-await", { body: "await", discipline: { kind: "polled", drain: "all" } }),
      null,
      null,
    ],
    [cell("fifo", poisson), "M/G/1 with set-up", pk],
    [polled("all", "outside"), "polled (exhaustive)", pk + 2.5],
    // On the loop itself nothing can arrive during a pass, so draining all is draining those present.
    [polled("all", "inside"), "polled (gated)", pk + 2.5 + 0.25 * 5 / 0.75],
    [polled("present", "outside"), "polled (gated)", pk + 2.5 + 0.25 * 5 / 0.75],
  ] as const;
  for (const [identity, model, waitMs] of cases) {
    const trial = measured(identity, 0, { waitMs: 3 }, {
      sleep,
      metrics: {
        ...measured(identity, 0).metrics,
        serviceMs: around(1),
        waitMs: around(3),
        latenessMs: around(0),
      },
    });
    const { theory, noTheory } = summarize(study([trial])).cells[0];
    assertEquals(theory?.model ?? null, model, identity.strategy);
    assertEquals(noTheory === null, model !== null);
    if (waitMs === null) continue;
    assertAlmostEquals(theory!.waitMs, waitMs, 1e-9, identity.strategy);
    assertAlmostEquals(theory!.ratio, 3.75 / waitMs, 1e-9);
  }
});

Deno.test("summarize() keeps a cell that never ran and says that the study is incomplete", () => {
  const a = cell("a");
  const report = summarize(study([measured(a, 0)], { cells: [a, cell("b")], blocks: 2 }));
  assertEquals(report.cells[1].state, "failed");
  assertEquals(report.cells[1].warnings[0].code, "not-run");
  assertEquals([report.recordedTrials, report.plannedTrials], [1, 4]);
  assertEquals(report.warnings[0].code, "incomplete");
});

Deno.test("summarize() shares out the wall time", () => {
  const { timeUse } = summarize(study([measured(cell("a"), 0)]));
  assertEquals(timeUse?.wallMs, 1000);
  assertAlmostEquals(timeUse!.measured, 0.7);
  assertAlmostEquals(timeUse!.process, 0.05);
});

Deno.test("summarize() names a cell's threads and holds no formula of one server against them", () => {
  const poisson = { workload: "poisson", arrivals: "poisson" } as const;
  const pooled = cell("pooled", {
    ...poisson,
    discipline: { kind: "work-conserving", concurrency: 2, servers: 2 },
  });
  const { cells } = summarize(study([
    measured(cell("alone", poisson), 0, { serviceMs: 1 }),
    measured(pooled, 0, { serviceMs: 1 }),
  ]));
  assertEquals(cells.map(({ servers }) => servers), [null, 2]);
  const models = cells.map(({ theory, noTheory }) => theory?.model ?? noTheory?.reason);
  // Its services were not kept, so no threads can be simulated.
  assertEquals(models, ["M/G/1 with set-up", "not-measured"]);
});
