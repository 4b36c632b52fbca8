import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { createRandom } from "../../../../experiments/workload/random.ts";
import { COMPARED_METRICS } from "../../../../reports/comparison/compared_metrics.ts";
import {
  type Injection,
  NO_INJECTION,
  slowerService,
  slowerWakeUp,
  worseCell,
} from "../../../../reports/comparison/calibration/injection.ts";
import { NOISE_MODELS } from "../../../../reports/comparison/calibration/noise.ts";
import {
  inject,
  type MetricSeries,
  SIMULATED_HYPOTHESES,
  simulateSample,
  weighSeries,
} from "../../../../reports/comparison/calibration/simulate_gate.ts";
import { moments } from "../../../../reports/stats/moments.ts";

const sample = (blocks = 13, seed = 1) => simulateSample("gaussian", createRandom(seed), blocks);
const nameOf = ({ cell, metric: { metric } }: MetricSeries) => `${cell} ${metric}`;

Deno.test("simulateSample() measures 22 metrics, those that decide by default at each load", () => {
  const series = sample();
  assertEquals([series.length, SIMULATED_HYPOTHESES], [22, 22]);
  for (const [load, simulated] of [["below-saturation", 0], ["saturated", 2]] as const) {
    const deciding = COMPARED_METRICS.filter(({ role }) => role === "gated" || role === "exact")
      .filter((metric) => metric.load === "any" || metric.load === load);
    assertEquals(
      series.filter(({ cell }) => cell === simulated).map(({ metric }) => metric.metric).sort(),
      deciding.map(({ metric }) => metric).sort(),
    );
  }
  assert(series.every(({ base, head }) => base.length === 13 && head.length === 13));
});

Deno.test("simulateSample() scatters as was measured, and gives figures of one process in common", () => {
  const series = sample(4000);
  const logs = new Map(series.map((one) => [nameOf(one), one.base.map(Math.log)]));
  const sdOf = (name: string) => Math.sqrt(moments(logs.get(name)!).variance);
  assertAlmostEquals(sdOf("0 dispatchOverheadMs.mean"), 1.1, 0.05);
  assertAlmostEquals(sdOf("0 dispatchOverheadMs.p50"), 0.19, 0.01);
  assertAlmostEquals(sdOf("2 throughputPerSecond"), 0.045, 0.002);
  const correlation = (a: string, b: string) => {
    const [x, y] = [logs.get(a)!, logs.get(b)!];
    const [mx, my] = [moments(x), moments(y)];
    const products = x.map((value, at) => (value - mx.mean) * (y[at] - my.mean));
    return moments(products).mean / Math.sqrt(mx.variance * my.variance);
  };
  assertAlmostEquals(correlation("0 dispatchOverheadMs.mean", "0 loopLagMs.p99"), 0.7, 0.05);
  // A slow process serves fewer.
  assertAlmostEquals(correlation("2 throughputPerSecond", "2 loopLagMs.p99"), -0.7, 0.05);
  assertAlmostEquals(correlation("0 loopLagMs.p99", "1 loopLagMs.p99"), 0, 0.05);
});

Deno.test("simulateSample() favours neither arm, however the machine drifts", () => {
  for (const model of NOISE_MODELS) {
    const random = createRandom(5);
    const means = Array.from({ length: 300 }, () => {
      const { evidence } = weighSeries(
        simulateSample(model, random, 13).find(({ metric }) =>
          metric.metric === "throughputPerSecond"
        )!,
      );
      return Math.log(evidence.worsening);
    });
    const { mean, variance, count } = moments(means);
    assert(Math.abs(mean) < 4 * Math.sqrt(variance / count), `${model}: ${mean}`);
  }
});

Deno.test("inject() alters the head alone", () => {
  const before = sample();
  const all: Injection[] = [
    slowerService(0.1, null),
    slowerWakeUp(0.05),
    worseCell(0.1, 0, "steady"),
    worseCell(0.1, 2, "saturated"),
  ];
  for (const injection of all) {
    const after = inject(before, injection);
    assertEquals(after.map(({ base }) => base), before.map(({ base }) => base));
    const changed = after.filter(({ head }, at) => head.some((v, i) => v !== before[at].head[i]));
    assert(changed.length > 0 && changed.length < 22, injection.name!);
    assert(changed.every(({ metric }) => metric.metric !== "notCompleted"));
  }
  assertEquals(inject(before, NO_INJECTION), before);
});

/** What an injection makes of a metric, as a factor on the first block of the head. */
function effects(injection: Injection): Record<string, number> {
  const before = sample();
  return Object.fromEntries(
    inject(before, injection).map((series, at) =>
      [nameOf(series), series.head[0] / before[at].head[0]] as const
    ).filter(([, factor]) => factor !== 1 && !Number.isNaN(factor)),
  );
}

Deno.test("slowerService() costs a saturated loop the body's share, and others nothing", () => {
  const found = effects(slowerService(0.1, null));
  assertEquals(Object.keys(found).sort(), [
    ...["0 serviceMs.p50", "1 serviceMs.p50"],
    ...[2, 3].flatMap((cell) => [
      `${cell} loopLagMs.p99`,
      `${cell} serviceMs.p50`,
      `${cell} throughputPerSecond`,
      `${cell} timePerTaskMs.p50`,
    ]),
  ]);
  assertAlmostEquals(found["0 serviceMs.p50"], 1.1, 1e-12);
  assertAlmostEquals(found["2 throughputPerSecond"], 1 / 1.083, 1e-12);
  assertAlmostEquals(found["2 loopLagMs.p99"], 1.083, 1e-12);
  assertAlmostEquals(found["2 serviceMs.p50"], 1.1, 1e-12);
  // 0.1 ms of a median of 0.112 ms.
  assertAlmostEquals(found["2 timePerTaskMs.p50"], 1 + 0.1 * 0.1 / 0.112, 1e-12);
});

Deno.test("slowerWakeUp() adds to the overhead of loops that rest", () => {
  const before = sample();
  const after = inject(before, slowerWakeUp(0.05));
  after.forEach(({ load, metric, head }, at) => {
    const isMet = load === "steady" && metric.metric.startsWith("dispatchOverheadMs");
    assertAlmostEquals(head[3] - before[at].head[3], isMet ? 0.05 : 0, 1e-12);
  });
});

Deno.test("worseCell() makes every metric of dispatching in one cell worse by the same share, and leaves bodies alone", () => {
  const injection = worseCell(0.05, 3, "saturated");
  assertEquals(injection.name, "saturated cell: dispatching 5 % worse");
  const found = effects(injection);
  assertEquals(Object.keys(found).sort(), [
    "3 loopLagMs.p99",
    "3 throughputPerSecond",
    "3 timePerTaskMs.p50",
  ]);
  assertAlmostEquals(found["3 throughputPerSecond"], 1 / 1.05, 1e-12);
  assertAlmostEquals(found["3 timePerTaskMs.p50"], 1.05, 1e-12);
});

Deno.test("weighSeries() is above 1 if the head is worse, counts by their difference", () => {
  const of = (name: string, base: number[], head: number[]) =>
    weighSeries({
      ...sample().find(({ metric }) => metric.metric === name)!,
      ...{ base, head },
    });
  assertAlmostEquals(of("loopLagMs.p99", [1, 1], [2, 2]).evidence.worsening, 2, 1e-12);
  assertAlmostEquals(of("throughputPerSecond", [2, 2], [1, 1]).evidence.worsening, 2, 1e-12);
  assertEquals(of("notCompleted", [0, 0], [0, 0]).isSameCount, true);
  assertEquals(of("notCompleted", [0, 0], [0, 3]).isSameCount, false);
});
