import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import {
  lawMoments,
  mm1SojournQuantileMs,
  predictMdc,
  predictMg1,
  predictMmc,
  predictSetUp,
} from "../../../experiments/theory/mod.ts";
import { sojournPredictor } from "../../../reports/capacity/predict_sojourn.ts";
import type { LevelStatistic, ServiceLevel } from "../../../experiments/service_level.ts";
import { exponentialValues, lawOf, profileOf } from "./_profiled.ts";

const level = (statistic: LevelStatistic, limitMs: number): ServiceLevel => ({
  statistic,
  limitMs,
});
const poisson = (ratePerSecond: number) => ({ ratePerSecond, arrivalScv: 1 });

function assertNear(actual: number, expected: number, share: number): void {
  assertAlmostEquals(actual, expected, share * expected);
}

Deno.test("sojournPredictor() gives the quantiles of M/M/1, shared or not", () => {
  const predictor = sojournPredictor(profileOf(exponentialValues(1)), level("p99", 60));
  for (const ratePerSecond of [300, 700, 900]) {
    const exactMs = mm1SojournQuantileMs(
      { arrivalRatePerSecond: ratePerSecond, serviceMeanMs: 1 },
      0.99,
    );
    for (const deployment of ["shared-queue", "own-queues"] as const) {
      const sojourn = predictor.predict(deployment, poisson(ratePerSecond), 1)!;
      assertEquals(sojourn.model, "M/G/1");
      assertNear(sojourn.figureMs(), exactMs, 0.01);
      assertAlmostEquals(sojourn.utilization, ratePerSecond / 1000, 1e-3);
    }
  }
});

Deno.test("sojournPredictor() gives each of several own queues its part of the rate", () => {
  const predictor = sojournPredictor(profileOf(exponentialValues(1)), level("p99", 60));
  const one = predictor.predict("own-queues", poisson(700), 1)!;
  const ten = predictor.predict("own-queues", poisson(7000), 10)!;
  assertAlmostEquals(ten.figureMs(), one.figureMs(), 1e-9);
});

Deno.test("sojournPredictor() gives the quantiles of M/D/1, whose service has no spread", () => {
  const predictor = sojournPredictor(profileOf([1]), level("p99", 20));
  for (const arrivalRatePerSecond of [300, 800]) {
    const exact = predictMdc({ arrivalRatePerSecond, serviceMs: 1, servers: 1 });
    assert(exact.state === "predicted");
    const sojourn = predictor.predict("own-queues", poisson(arrivalRatePerSecond), 1)!;
    assertAlmostEquals(sojourn.figureMs(), exact.sojourn!.quantileMs(0.99), 0.03);
  }
});

Deno.test("sojournPredictor() gives the quantiles that M/G/1 has by inversion of its transform", () => {
  const service = lawOf([0.1, 0.2, 0.3, 0.5, 0.7, 1.1, 1.9, 6]);
  for (const arrivalRatePerSecond of [200, 600]) {
    const exact = predictMg1({ arrivalRatePerSecond, service });
    assert(exact.state === "predicted");
    for (const [statistic, p] of [["p50", 0.5], ["p99", 0.99], ["p999", 0.999]] as const) {
      const predictor = sojournPredictor(profileOf(service.valuesMs), level(statistic, 100));
      const sojourn = predictor.predict("own-queues", poisson(arrivalRatePerSecond), 1)!;
      assertAlmostEquals(sojourn.figureMs(), exact.sojourn!.quantileMs(p), 0.1);
    }
  }
});

Deno.test("sojournPredictor() gives the quantiles of M/M/c from one loop to a hundred", () => {
  const predictor = sojournPredictor(profileOf(exponentialValues(1)), level("p99", 40));
  for (const [servers, load] of [[2, 1.8], [10, 9.5], [100, 99]] as const) {
    const arrivalRatePerSecond = 1000 * load;
    const exact = predictMmc({ arrivalRatePerSecond, serviceMeanMs: 1, servers });
    assert(exact.state === "predicted");
    const sojourn = predictor.predict("shared-queue", poisson(arrivalRatePerSecond), servers)!;
    assertEquals(sojourn.model, "M/G/c (Lee–Longton)");
    assertNear(sojourn.figureMs(), exact.sojourn!.quantileMs(0.99), 0.02);
  }
});

Deno.test("sojournPredictor() gives the mean of M/G/1 with set-up and hand-over", () => {
  const holding = lawOf([0.5, 1, 3]);
  const { meanMs, secondMomentMs2 } = lawMoments(holding);
  const predictor = sojournPredictor(profileOf(holding.valuesMs, 0.8, 0.1), level("mean", 50));
  for (const arrivalRatePerSecond of [10, 300, 500]) {
    const exact = predictSetUp({
      arrivalRatePerSecond,
      serviceMeanMs: meanMs,
      serviceSecondMomentMs2: secondMomentMs2,
      setUp: { meanMs: 0.8, secondMomentMs2: 0.64 },
      handOver: { meanMs: 0.1, secondMomentMs2: 0.01 },
    });
    assert(exact.state === "predicted");
    const sojourn = predictor.predict("own-queues", poisson(arrivalRatePerSecond), 1)!;
    assertEquals(sojourn.model, "M/G/1 with set-up");
    assertAlmostEquals(sojourn.figureMs(), exact.sojournMs, 1e-9);
  }
});

Deno.test("sojournPredictor() has no answer from the load on that holds all loops", () => {
  const predictor = sojournPredictor(profileOf([1], 0, 0.25), level("p99", 20));
  for (const deployment of ["shared-queue", "own-queues"] as const) {
    assertEquals(predictor.predict(deployment, poisson(8000), 10), null);
    assert(predictor.predict(deployment, poisson(7900), 10) !== null);
  }
});

Deno.test("sojournPredictor() stretches waits by the spread of the arrivals", () => {
  const predictor = sojournPredictor(profileOf([1]), level("mean", 50));
  const waitMs = (arrivalScv: number, loops = 1) =>
    predictor.predict("own-queues", { ratePerSecond: 800 * loops, arrivalScv }, loops)!
      .figureMs() - 1;
  // Kingman: ρ/(1 − ρ) · (Ca² + Cs²)/2 · E[S], here with Cs² = 0.
  assertAlmostEquals(waitMs(1), 2, 1e-9);
  assertAlmostEquals(waitMs(4), 8, 1e-9);
  assertAlmostEquals(waitMs(0), 0, 1e-9);
  // Sent at random to many loops, what arrives at one is nearly Poisson.
  assertAlmostEquals(waitMs(4, 100), 2 * 1.03, 1e-9);
});

Deno.test("sojournPredictor() knows what wake-up and service alone take", () => {
  assertAlmostEquals(sojournPredictor(profileOf([1], 0.5), level("p99", 9)).floorMs, 1.5, 2e-3);
  assertAlmostEquals(sojournPredictor(profileOf([1], 0.5), level("mean", 9)).floorMs, 1.5, 1e-9);
  const exponential = sojournPredictor(profileOf(exponentialValues(1)), level("p90", 9));
  assertNear(exponential.floorMs, Math.log(10), 0.01);
});

Deno.test("sojournPredictor() meets a level exactly where its figure is within the limit", () => {
  const profile = profileOf(exponentialValues(1), 0.3);
  const reference = sojournPredictor(profile, level("p99", 100));
  for (const deployment of ["shared-queue", "own-queues"] as const) {
    for (const loops of [11, 12, 15, 20, 40]) {
      const figureMs = reference.predict(deployment, poisson(10_000), loops)!.figureMs();
      const meets = (limitMs: number) =>
        sojournPredictor(profile, level("p99", limitMs))
          .predict(deployment, poisson(10_000), loops)!.meets;
      assertEquals([meets(figureMs * 0.97), meets(figureMs * 1.03)], [false, true]);
    }
  }
});
