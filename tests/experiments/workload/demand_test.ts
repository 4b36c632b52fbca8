import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import {
  createRandom,
  type Demand,
  demandMoments,
  planDemand,
} from "../../../experiments/workload/mod.ts";

const random = () => createRandom(1);

Deno.test("demandMoments() gives the closed forms", () => {
  const cases: [Demand, number, number][] = [
    [{ kind: "fixed", meanMs: 2 }, 2, 0],
    [{ kind: "exponential", meanMs: 2 }, 2, 1],
    [{ kind: "lognormal", meanMs: 2, scv: 4 }, 2, 4],
    // Small 20/19 ms and large 200/19 ms: variance .1 · .9 · (180/19)², divided by 2².
    [{ kind: "bimodal", meanMs: 2, share: 0.1, ratio: 10 }, 2, 0.09 * (180 / 19) ** 2 / 4],
    [{ kind: "bimodal", meanMs: 2, share: 0, ratio: 10 }, 2, 0],
    [{ kind: "bimodal", meanMs: 2, share: 1, ratio: 10 }, 2, 0],
    [{ kind: "replay", demandMs: [1, 3] }, 2, 0.25],
    [{ kind: "replay", demandMs: [0, 0] }, 0, 0],
    [{ kind: "exponential", meanMs: 0 }, 0, 0],
  ];
  for (const [demand, meanMs, scv] of cases) {
    const moments = demandMoments(demand);
    assertAlmostEquals(moments.meanMs, meanMs, 1e-12, demand.kind);
    assertAlmostEquals(moments.scv, scv, 1e-12, demand.kind);
  }
});

Deno.test("demandMoments() of the bounded Pareto agrees with integration, whole shapes included", () => {
  for (const shape of [0.5, 1, 1.5, 2, 2.5, 3]) {
    const ratio = 50;
    // Moments of the density x^(−shape − 1) on [1, ratio] by Simpson's rule in ln x.
    const steps = 20_000;
    const width = Math.log(ratio) / steps;
    const integral = (power: number) => {
      let sum = 0;
      for (let step = 0; step <= steps; step++) {
        const weight = step === 0 || step === steps ? 1 : step % 2 === 1 ? 4 : 2;
        sum += weight * Math.exp((power - shape) * step * width);
      }
      return sum * width / 3;
    };
    const scv = integral(2) * integral(0) / integral(1) ** 2 - 1;
    const moments = demandMoments({ kind: "pareto", meanMs: 2, shape, ratio });
    assertEquals(moments.meanMs, 2);
    assertAlmostEquals(moments.scv, scv, 1e-9 * (1 + scv), `shape ${shape}`);
  }
});

Deno.test("planDemand() has the moments that demandMoments() promises", () => {
  const cases: Demand[] = [
    { kind: "fixed", meanMs: 0.5 },
    { kind: "exponential", meanMs: 0.5 },
    { kind: "lognormal", meanMs: 0.5, scv: 2 },
    { kind: "pareto", meanMs: 0.5, shape: 1.5, ratio: 100 },
    { kind: "pareto", meanMs: 0.5, shape: 1, ratio: 100 },
    { kind: "bimodal", meanMs: 0.5, share: 0.1, ratio: 10 },
  ];
  for (const demand of cases) {
    const count = 200_000;
    const drawn = planDemand(demand, count, createRandom(21));
    const { meanMs, scv } = demandMoments(demand);
    const mean = drawn.reduce((sum, value) => sum + value, 0) / count;
    const variance = drawn.reduce((sum, value) => sum + (value - mean) ** 2, 0) / count;
    const standardError = meanMs * Math.sqrt(scv / count);
    assertAlmostEquals(mean, meanMs, 4 * standardError + 1e-12, demand.kind);
    assertAlmostEquals(variance / mean ** 2, scv, 0.08 * scv + 1e-12, demand.kind);
  }
});

Deno.test("planDemand() keeps the bounded Pareto within its bounds", () => {
  const drawn = planDemand({ kind: "pareto", meanMs: 1, shape: 1, ratio: 20 }, 50_000, random());
  // With shape 1 the mean is L · ln r ÷ (1 − 1/r).
  const smallestMs = 0.95 / Math.log(20);
  assert(drawn.every((demand) => demand >= smallestMs * (1 - 1e-12)));
  assert(drawn.every((demand) => demand <= smallestMs * 20 * (1 + 1e-12)));
});

Deno.test("planDemand() draws two values when bimodal, the large one at its share", () => {
  const drawn = planDemand({ kind: "bimodal", meanMs: 2, share: 0.1, ratio: 10 }, 50_000, random());
  const values = [...new Set(drawn)].sort((a, b) => a - b);
  assertEquals(values.length, 2);
  assertAlmostEquals(values[1] / values[0], 10, 1e-12);
  const share = drawn.filter((demand) => demand === values[1]).length / drawn.length;
  assertAlmostEquals(share, 0.1, 0.006);
});

Deno.test("planDemand() has the lognormal median", () => {
  const drawn = planDemand({ kind: "lognormal", meanMs: 3, scv: 8 }, 50_001, random()).sort();
  assertAlmostEquals(drawn[25_000], 1, 0.03);
});

Deno.test("planDemand() repeats a replay from its start", () => {
  const demand: Demand = { kind: "replay", demandMs: [3, 1, 2] };
  assertEquals(planDemand(demand, 5, random()), Float64Array.of(3, 1, 2, 3, 1));
  assertEquals(planDemand(demand, 0, random()), Float64Array.of());
});

Deno.test("planDemand() with mean 0 is a no-op whatever the shape", () => {
  const cases: Demand[] = [
    { kind: "fixed", meanMs: 0 },
    { kind: "exponential", meanMs: 0 },
    { kind: "lognormal", meanMs: 0, scv: 4 },
    { kind: "pareto", meanMs: 0, shape: 1.5, ratio: 10 },
    { kind: "bimodal", meanMs: 0, share: 0.1, ratio: 10 },
  ];
  for (const demand of cases) {
    assertEquals(planDemand(demand, 2, random()), Float64Array.of(0, 0));
    assertEquals(demandMoments(demand), { meanMs: 0, scv: 0 });
  }
});

Deno.test("planDemand() scales with the mean draw by draw, which common random numbers need", () => {
  const plan = (meanMs: number) => planDemand({ kind: "exponential", meanMs }, 100, random());
  const [once, twice] = [plan(1), plan(2)];
  once.forEach((demand, at) => assertAlmostEquals(twice[at], 2 * demand, 1e-12));
});

Deno.test("planDemand() and demandMoments() refuse numbers out of range", () => {
  const cases: [Demand, string][] = [
    [{ kind: "fixed", meanMs: -1 }, "'meanMs' must be at least 0, got -1"],
    [{ kind: "exponential", meanMs: NaN }, "'meanMs' must be at least 0, got NaN"],
    [{ kind: "lognormal", meanMs: 1, scv: -1 }, "'scv' must be at least 0, got -1"],
    [{ kind: "pareto", meanMs: 1, shape: 0, ratio: 2 }, "'shape' must be above 0, got 0"],
    [{ kind: "pareto", meanMs: 1, shape: 1, ratio: 1 }, "'ratio' must be above 1, got 1"],
    [{ kind: "bimodal", meanMs: 1, share: 2, ratio: 2 }, "'share' must be at most 1, got 2"],
    [{ kind: "bimodal", meanMs: 1, share: -1, ratio: 2 }, "'share' must be at least 0, got -1"],
    [{ kind: "bimodal", meanMs: 1, share: 1, ratio: 0.5 }, "'ratio' must be at least 1, got 0.5"],
    [{ kind: "replay", demandMs: [] }, "'demandMs' must hold a value, got none"],
    [{ kind: "replay", demandMs: [1, -2] }, "'demandMs[1]' must be at least 0, got -2"],
  ];
  for (const [demand, message] of cases) {
    assertThrows(() => planDemand(demand, 1, random()), RangeError, message);
    assertThrows(() => demandMoments(demand), RangeError, message);
  }
});
