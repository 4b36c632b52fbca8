import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { encodeHistogram } from "../../../experiments/histogram.ts";
import type { CellIdentity, MeasuredTrial } from "../../../experiments/record.ts";
import { planStudy } from "../../../experiments/study/plan.ts";
import { workloadPresets } from "../../../experiments/workload/mod.ts";
import type { CellTheory, ReportCell } from "../../../reports/report.ts";
import { renderJson } from "../../../reports/render/json.ts";
import { summarize } from "../../../reports/summarize.ts";
import { strategies } from "../../../strategies/mod.ts";
import { around, cell, measured, study } from "../_records.ts";

const WAKE_UP = { count: 70, meanMs: 0.1, secondMomentMs2: 0.02 };
const HAND_OVER = { count: 30, meanMs: 0.05, secondMomentMs2: 0.01 };
const SLEEP = { count: 9, meanMs: 5, secondMomentMs2: 25 };
// λ = 0.2 a ms, E[S] = 1.25, SD 0.5, so E[S²] = 1.5625 + 0.25 × 99 ÷ 100 = 1.81.
const LATE_MS = 0.5;

/** A trial as long as its services say, with everything that a model may ask for. */
function trialOf(identity: CellIdentity, block = 0, more: Partial<MeasuredTrial> = {}) {
  // Three values with the mean 1.25 and the second moment of `around(1)`, as near as a histogram is.
  const spread = Math.sqrt(0.25 * 99 / 100);
  const services = Float64Array.from({ length: 100 }, (_, i) => 1.25 + (i % 2 * 2 - 1) * spread);
  const base = measured(identity, block, { waitMs: 2 });
  return measured(identity, block, { waitMs: 2 }, {
    sleep: SLEEP,
    wakeUp: WAKE_UP,
    handOver: HAND_OVER,
    twinWaitMs: 0.4,
    metrics: { ...base.metrics, latenessMs: { ...around(1), mean: LATE_MS } },
    histograms: { ...base.histograms, serviceMs: encodeHistogram(services) },
    ...more,
  });
}

function cellOf(trials: readonly MeasuredTrial[]): ReportCell {
  return summarize(study(trials)).cells[0];
}

function theoryOf(identity: CellIdentity, more: Partial<MeasuredTrial> = {}): CellTheory {
  const { theory } = cellOf([trialOf(identity, 0, more)]);
  assert(theory !== null);
  return theory;
}

const poisson = { workload: "poisson", arrivals: "poisson" } as const;

Deno.test("predictCell() gives every strategy and workload a prediction or a reason, never both", () => {
  const { cells } = planStudy(
    {
      strategies: strategies.map(({ name }) => name),
      workloads: Object.keys(workloadPresets),
      placement: "both",
    },
    null,
  );
  const report = summarize(study(cells.map(({ identity }) => trialOf(identity))));
  assertEquals(report.cells.length, cells.length);
  const reasons = new Set<string>();
  for (const { strategy, workload, theory, noTheory } of report.cells) {
    assert((theory === null) !== (noTheory === null), `${strategy} ${workload}`);
    if (noTheory !== null) reasons.add(`${strategy}: ${noTheory.reason}`);
    else assert(theory!.waitMs > 0, `${strategy} ${workload}`);
  }
  // λ(E[S] + E[T]) = 1.25: a polled queue that serves one task a pass cannot carry this.
  assertEquals([...reasons], ["queue-polled: unstable"]);
  assertEquals(renderJson(report).match(/NaN|Infinity/g), null);
});

Deno.test("predictCell() names model, parts and inputs, so that they can be worked out again", () => {
  const theory = theoryOf(cell("a", poisson));
  const [rate, s1, s2] = [0.2, 1.25, 1.81];
  const [d1, d2, h1, h2] = [0.1, 0.02, 0.05, 0.01];
  const first = { mean: s1 + d1, second: s2 + 2 * s1 * d1 + d2 };
  const later = { mean: s1 + h1, second: s2 + 2 * s1 * h1 + h2 };
  const expected = rate * later.second / (2 * (1 - rate * later.mean)) +
    (2 * first.mean + rate * (first.second - later.second)) /
      (2 * (1 + rate * (first.mean - later.mean))) -
    s1;
  assertAlmostEquals(theory.waitMs, expected, 1e-9);
  assertAlmostEquals(theory.queueingMs!, rate * s2 / (2 * (1 - rate * s1)), 1e-9);
  assertAlmostEquals(theory.ratio, 2.5 / expected, 1e-9);
  assertAlmostEquals(theory.unexplainedMs.mean, 2.5 - expected, 1e-9);
  const { kind, model, approximate, inside, ci95, inputs } = theory;
  assertEquals([kind, model, approximate, inside, ci95], [
    "closed-form",
    "M/G/1 with set-up",
    false,
    null,
    null,
  ]);
  assertAlmostEquals(inputs.service.secondMomentMs2, s2, 1e-9);
  assertEquals({ ...inputs, service: inputs.service.meanMs }, {
    arrivalRatePerSecond: 200,
    service: 1.25,
    wakeUp: { meanMs: 0.1, secondMomentMs2: 0.02 },
    handOver: { meanMs: 0.05, secondMomentMs2: 0.01 },
    sleep: { meanMs: 5, secondMomentMs2: 25 },
    lateMs: LATE_MS,
  });
});

Deno.test("predictCell() counts a producer's lateness where it is not the loop's own doing", () => {
  const polled = (placement: "inside" | "outside") =>
    cell("a", { ...poisson, placement, discipline: { kind: "polled", drain: "present" } });
  const [inside, outside] = [theoryOf(polled("inside")), theoryOf(polled("outside"))];
  assertEquals([inside.model, outside.model], ["polled (gated)", "polled (gated)"]);
  assertAlmostEquals(outside.waitMs - inside.waitMs, LATE_MS, 1e-9);
  assert(!inside.approximate);
  assert(theoryOf({ ...polled("inside"), body: "io" }).approximate);
});

Deno.test("predictCell() takes for service what a body holds: its thread, or the loop alone", () => {
  const base = trialOf(cell("a"));
  const metrics = { ...base.metrics, busyMs: around(0.1) };
  const io = cell("a", { ...poisson, body: "io" });
  assertAlmostEquals(theoryOf(io, { metrics }).inputs.service.meanMs, 0.125, 1e-12);
  assertAlmostEquals(theoryOf(cell("a", poisson), { metrics }).inputs.service.meanMs, 1.25, 1e-12);
});

Deno.test("predictCell() lets the twin stand in for what no formula knows", () => {
  const { kind, model, waitMs, queueingMs } = theoryOf(cell("a", { ...poisson, body: "io" }));
  assertEquals([kind, model, waitMs, queueingMs], ["twin", "twin with set-up", 0.4, 1.25]);
});

Deno.test("predictCell() simulates what no formula covers, always with the same chance", () => {
  const steady = cell("a");
  const first = theoryOf(steady);
  assertEquals([first.kind, first.model], ["simulation", "simulation (set-up)"]);
  // One task each 2 ms and service of at most 1.75 ms: a task waits for its wake-up and nothing else.
  assertAlmostEquals(first.waitMs, 0.1, 0.03);
  assert(first.ci95![0] <= first.waitMs && first.waitMs <= first.ci95![1]);
  assertEquals(theoryOf(steady), first);
  const other = summarize(study([trialOf(steady)], { seed: 2 })).cells[0].theory!;
  assert(other.waitMs !== first.waitMs);
});

Deno.test("predictCell() says whether the measured interval contains the prediction", () => {
  const identity = cell("a", poisson);
  const blocks = (...waitsMs: number[]) =>
    cellOf(waitsMs.map((waitMs, block) => {
      const base = trialOf(identity, block);
      return { ...base, metrics: { ...base.metrics, waitMs: around(waitMs) } };
    }));
  assertEquals(blocks(0.2, 0.3, 0.4).theory!.inside, true);
  const outside = blocks(2, 2.01, 2.02).theory!;
  assertEquals(outside.inside, false);
  assert(outside.unexplainedMs.ci95![0] > 0);
});

Deno.test("predictCell() weighs wake-ups by their number and says what was not measured", () => {
  const identity = cell("a", poisson);
  const idle = trialOf(identity, 0, { wakeUp: { count: 30, meanMs: 1, secondMomentMs2: 1 } });
  const busy = trialOf(identity, 1, { wakeUp: { count: 10, meanMs: 5, secondMomentMs2: 25 } });
  const never = trialOf(identity, 2, { wakeUp: null, handOver: null });
  const { inputs } = cellOf([idle, busy, never]).theory!;
  assertEquals(inputs.wakeUp, { meanMs: 2, secondMomentMs2: 7 });
  const polled = cell("a", { ...poisson, discipline: { kind: "polled", drain: "all" } });
  assertEquals(cellOf([trialOf(polled, 0, { sleep: null })]).noTheory?.reason, "not-measured");
  const simulated = cell("a", { discipline: { kind: "polled", drain: "all" } });
  assertEquals(cellOf([trialOf(simulated, 0, { sleep: null })]).noTheory?.reason, "not-measured");
});
