import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { fitUsl, type Usl, type UslFit, uslThroughput } from "../../../reports/stats/usl.ts";

function fit(concurrency: readonly number[], throughput: readonly number[]): UslFit {
  const fitted = fitUsl(concurrency, throughput);
  assert(fitted.state === "fitted", JSON.stringify(fitted));
  return fitted;
}

Deno.test("fitUsl() gives what R gives for SPEC SDM91 on a SPARCcenter 2000", () => {
  // Data and coefficients (alpha, beta, gamma) as in the README of the R package usl by S. Möding,
  // after N. J. Gunther, "Guerrilla Capacity Planning" (2007).
  const { gamma, sigma, kappa, peak } = fit(
    [1, 18, 36, 72, 108, 144, 216],
    [64.9, 995.9, 1652.4, 1853.2, 1828.9, 1775.0, 1702.2],
  );
  assertAlmostEquals(gamma, 89.9952382, 5e-5);
  assertAlmostEquals(sigma, 0.0277285, 5e-8);
  assertAlmostEquals(kappa, 0.0001044, 5e-8);
  assertAlmostEquals(peak!, 96.52, 5e-3);
});

Deno.test("fitUsl() finds laws again, those at the edge included", () => {
  const laws: readonly (readonly [Usl, peak: number | null])[] = [
    [{ gamma: 100, sigma: 0.05, kappa: 0.003 }, Math.sqrt(0.95 / 0.003)],
    // Linear; Amdahl's law; crosstalk alone; one at a time.
    [{ gamma: 1e6, sigma: 0, kappa: 0 }, null],
    [{ gamma: 5, sigma: 0.3, kappa: 0 }, null],
    [{ gamma: 5e4, sigma: 0, kappa: 0.01 }, 10],
    [{ gamma: 3, sigma: 1, kappa: 0 }, null],
  ];
  for (const [law, peak] of laws) {
    const n = [1, 2, 3, 4, 6, 8, 12, 16];
    const fitted = fit(n, n.map((each) => uslThroughput(law, each)));
    for (const name of ["gamma", "sigma", "kappa"] as const) {
      assertAlmostEquals(fitted[name], law[name], 1e-6 * Math.max(1, law[name]), name);
    }
    assertAlmostEquals(fitted.rSquared, 1, 1e-9);
    if (peak === null) assertEquals(fitted.peak, null);
    else assertAlmostEquals(fitted.peak!, peak, 1e-3);
  }
});

Deno.test("fitUsl() never makes contention or crosstalk negative", () => {
  // Better than linear, which the law does not know.
  const { sigma, kappa, rSquared } = fit([1, 2, 4, 8], [100, 220, 480, 1000]);
  assertEquals([sigma, kappa], [0, 0]);
  assert(rSquared < 1);
});

Deno.test("fitUsl() refuses three levels, and levels that carried nothing", () => {
  const few = fitUsl([1, 2, 2, 4], [10, 19, 19, 30]);
  assertEquals(few.state === "refused" && few.reason, "too-few-levels");
  const idle = fitUsl([1, 2, 4, 8], [10, 0, 30, 40]);
  assertEquals(idle.state === "refused" && idle.reason, "no-throughput");
});

Deno.test("fitUsl() refuses a concurrency that is none, and unknown throughput", () => {
  for (const wrong of [NaN, Infinity, 0, -1]) {
    const fit = () => fitUsl([1, 2, wrong, 8, 16], [1, 2, 3, 4, 5]);
    assertThrows(fit, RangeError, "'concurrency' must be finite and at least 1");
  }
  for (const unknown of [NaN, Infinity]) {
    const fit = fitUsl([1, 2, 4, 8], [1, 2, unknown, 4]);
    assertEquals(fit.state === "refused" && fit.reason, "no-throughput");
  }
});
