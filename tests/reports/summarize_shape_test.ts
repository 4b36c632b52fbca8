import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import { encodeHistogram } from "../../experiments/histogram.ts";
import type { MeasuredTrial } from "../../experiments/record.ts";
import { describe } from "../../experiments/trial/distribution.ts";
import type { ReportCell } from "../../reports/report.ts";
import { timeLine, waitParts } from "../../reports/summarize_shape.ts";
import { summarize } from "../../reports/summarize.ts";
import { around, cell, measured, study } from "./_records.ts";

const one = cell("a");

/** A cell whose blocks waited so long, and whose sojourns were as long. */
function waited(blocks: readonly (readonly number[])[]): ReportCell {
  return summarize(study(blocks.map((values, block) => {
    const series = Float64Array.from(values);
    const trial = measured(one, block);
    const figures = describe(series);
    return {
      ...trial,
      metrics: { ...trial.metrics, waitMs: figures, sojournMs: figures },
      histograms: { waitMs: encodeHistogram(series), sojournMs: encodeHistogram(series) },
    };
  }))).cells[0];
}

const times = fc.oneof(
  fc.constant(0),
  fc.constant(0.5),
  fc.double({ min: -6, max: 3, noNaN: true }).map((power) => 10 ** power),
);
const blocks = fc.array(fc.array(times, { minLength: 1, maxLength: 40 }), {
  minLength: 1,
  maxLength: 5,
});

Deno.test("percentileCurve() has to the digit what the cell has at 50, 90, 99 and 99.9", () => {
  const large = [0, 1, 2].map((block) =>
    Array.from({ length: 2000 }, (_, task) => 0.3 + (task * (7 + block)) % 2000 / 1000)
  );
  const { waitMs, percentiles } = waited(large);
  const at = (wanted: number) =>
    percentiles.waitMs.find(({ percentile }) => percentile === wanted)!;
  for (
    const [name, percentile] of [["p50", 50], ["p90", 90], ["p99", 99], ["p999", 99.9]] as const
  ) {
    assertEquals(at(percentile).valueMs, waitMs[name], name);
  }
  assertEquals(at(50).ci95, waitMs.ci95.p50);
  assertEquals(at(99).ci95, waitMs.ci95.p99);
  assertEquals(percentiles.waitMs.at(-1)!.percentile, 99.95);
});

Deno.test("percentileCurve() rises, never exceeds the largest value, and lies in its intervals", () => {
  fc.assert(fc.property(blocks, (values) => {
    const { waitMs, percentiles: { waitMs: curve } } = waited(values);
    curve.forEach(({ percentile, valueMs, ci95 }, index) => {
      assert(valueMs <= waitMs.max!, `p${percentile}: ${valueMs} of ${waitMs.max}`);
      assert(index === 0 || curve[index - 1].valueMs <= valueMs, `p${percentile}: ${valueMs}`);
      assertEquals(ci95 === null, values.length < 2);
      if (ci95 === null) return;
      assert(0 <= ci95[0] && ci95[0] <= valueMs && valueMs <= ci95[1], `${valueMs} in ${ci95}`);
      const below = curve[index - 1]?.ci95 ?? [0, 0];
      assert(below[0] <= ci95[0] && below[1] <= ci95[1], `p${percentile}: ${ci95} after ${below}`);
      if (percentile === 50) assertEquals(waitMs.ci95.p50, ci95);
      if (percentile === 99) assertEquals(waitMs.ci95.p99, ci95);
    });
    assertEquals(
      curve.find(({ percentile }) => percentile === 50)?.valueMs ?? waitMs.p50,
      waitMs.p50,
    );
  }));
});

Deno.test("percentileCurve() begins with the least value, an atom at 0 included", () => {
  const half = Array.from({ length: 100 }, (_, task) => task < 60 ? 0 : task / 10);
  const curve = waited([half, half]).percentiles.waitMs;
  assertEquals(curve.filter(({ valueMs }) => valueMs === 0).map(({ percentile }) => percentile), [
    ...[0, 10, 25, 50],
  ]);
  assertEquals(curve[0], { percentile: 0, valueMs: 0, ci95: [0, 0] });
  // One block does not reach down to the least value of the other.
  const [{ valueMs, ci95 }] = waited([[1, 5], [3, 5]]).percentiles.waitMs;
  assertAlmostEquals(valueMs, 1, 0.001);
  assert(ci95![0] <= valueMs && ci95![1] >= 2, `${ci95}`);
});

Deno.test("percentileCurve() ends where less than a task a block lies beyond", () => {
  const last = (tasks: number) =>
    waited([Array.from({ length: tasks }, (_, task) => task)]).percentiles.waitMs.at(-1)
      ?.percentile;
  assertEquals([1, 2, 10, 100, 1000].map(last), [0, 50, 90, 99, 99.9]);
});

Deno.test("percentileCurve() leaves out blocks without a value, and is empty without a histogram", () => {
  const none = describe(new Float64Array(0));
  const trial = measured(one, 1);
  const empty: MeasuredTrial = {
    ...trial,
    metrics: { ...trial.metrics, waitMs: none },
    histograms: {},
  };
  const [{ waitMs, percentiles }] = summarize(study([measured(one, 0), empty])).cells;
  const curve = percentiles.waitMs;
  assertEquals(curve.find(({ percentile }) => percentile === 50)!.valueMs, waitMs.p50);
  const unkept = { ...empty, metrics: trial.metrics };
  assertEquals(summarize(study([measured(one, 0), unkept])).cells[0].percentiles.waitMs, []);
});

/** A trial with these means. */
function divided(
  block: number,
  means: Readonly<Record<"idealWaitMs" | "dispatchOverheadMs" | "serviceMs", number>>,
  lateBeyondIdealMs?: number | null,
): MeasuredTrial {
  const trial = measured(one, block);
  const of = (mean: number) => ({ ...around(1), mean });
  return {
    ...trial,
    metrics: {
      ...trial.metrics,
      idealWaitMs: of(means.idealWaitMs),
      dispatchOverheadMs: of(means.dispatchOverheadMs),
      serviceMs: of(means.serviceMs),
      waitMs: of(means.idealWaitMs + means.dispatchOverheadMs),
      sojournMs: of(means.idealWaitMs + means.dispatchOverheadMs + means.serviceMs),
    },
    ...(lateBeyondIdealMs !== undefined && { lateBeyondIdealMs }),
  };
}

Deno.test("waitParts() add up to the mean wait, and with the service to the mean sojourn", () => {
  const trials = [
    divided(0, { idealWaitMs: 2, dispatchOverheadMs: 1, serviceMs: 4 }, 0.25),
    divided(1, { idealWaitMs: 4, dispatchOverheadMs: 2, serviceMs: 5 }, 0.75),
  ];
  const parts = waitParts(trials)!;
  assertEquals(parts, { latenessMs: 0.5, queueingMs: 3, overheadMs: 1, serviceMs: 4.5 });
  const [{ waitMs, sojournMs }] = summarize(study(trials)).cells;
  assertEquals(parts.latenessMs! + parts.queueingMs + parts.overheadMs, waitMs.mean);
  assertEquals(waitMs.mean! + parts.serviceMs, sojournMs.mean);
});

Deno.test("waitParts() leaves the lateness in the overhead where one trial did not keep it", () => {
  const means = { idealWaitMs: 2, dispatchOverheadMs: 1, serviceMs: 4 };
  assertEquals(waitParts([divided(0, means, 0.25), divided(1, means)]), {
    latenessMs: null,
    queueingMs: 2,
    overheadMs: 1,
    serviceMs: 4,
  });
  assertEquals(waitParts([]), null);
  const none = describe(new Float64Array(0));
  const trial = measured(one, 0);
  const unstarted = { idealWaitMs: none, dispatchOverheadMs: none, serviceMs: none };
  assertEquals(waitParts([{ ...trial, metrics: { ...trial.metrics, ...unstarted } }]), null);
});

function drawn(
  block: number,
  timeLine: MeasuredTrial["timeLine"],
  unfinished = 0,
): MeasuredTrial {
  const trial = measured(one, block);
  return { ...trial, timeLine, counts: { ...trial.counts, unfinished } };
}

Deno.test("timeLine() gives median, least and largest of blocks whose windows are the same", () => {
  const lines = [[1, 2], [3, 5], [2, 9]].map((inSystem, block) =>
    drawn(block, { binMs: 10, inSystem, loopLagMaxMs: [block, null] })
  );
  assertEquals(timeLine(lines), [
    {
      atMs: 5,
      inSystem: { median: 2, low: 1, high: 3, blocks: 3 },
      loopLagMaxMs: { median: 1, low: 0, high: 2, blocks: 3 },
    },
    { atMs: 15, inSystem: { median: 5, low: 2, high: 9, blocks: 3 }, loopLagMaxMs: null },
  ]);
  assertEquals(timeLine([]), []);
});

Deno.test("timeLine() puts shorter windows into the bins of the longest, area by area, no lag lost", () => {
  const long = drawn(0, { binMs: 30, inSystem: [0, 0], loopLagMaxMs: [null, null] });
  const short = drawn(1, {
    binMs: 10,
    inSystem: [6, 3, 3, 6],
    loopLagMaxMs: [1, 7, 2, 4],
  });
  const [first, second] = timeLine([long, short]);
  // (6 + 3 + 3) ÷ 3; then a third of the bin at 6, and nothing is left in the system.
  assertEquals([first.inSystem!.high, second.inSystem!.high], [4, 2]);
  assertEquals([first.loopLagMaxMs, second.loopLagMaxMs], [
    { median: 7, low: 7, high: 7, blocks: 1 },
    { median: 4, low: 4, high: 4, blocks: 1 },
  ]);
});

Deno.test("timeLine() does not take what a trial left unfinished for gone", () => {
  const long = drawn(0, { binMs: 30, inSystem: [5, 5], loopLagMaxMs: [1, 1] });
  const line = { binMs: 12, inSystem: [8, 8], loopLagMaxMs: [null, 2] };
  const at = (unfinished: number) =>
    timeLine([long, drawn(1, line, unfinished)]).map(({ inSystem }) => inSystem);
  // 24 of the 30 ms of the first bin are known.
  assertEquals(at(0).map((spread) => [spread!.low, spread!.high]), [[5, 6.4], [0, 5]]);
  assertEquals(at(3).map((spread) => [spread!.high, spread!.blocks]), [[8, 2], [5, 1]]);
});
