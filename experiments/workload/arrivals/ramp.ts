import { requireAbove, requireAtLeast } from "../requirement.ts";
import type { Extent, ProcessOf, ProcessRules } from "./process.ts";

type Ramp = ProcessOf<"ramp">;

/**
 * A Poisson process whose rate goes from a to b in a straight line over T and stays at b:
 *
 *     λ(t) = a + (b − a) · t ÷ T,    Λ(t) = ∫λ = a·t + (b − a) · t² ÷ 2T    for t ≤ T
 *     tᵢ = Λ⁻¹(E₁ + … + Eᵢ),         Eⱼ independent exponentials with mean 1
 *
 * Inverting the cumulative rate Λ is exact and takes one random number a task, whatever the rates
 * (E. Çinlar, "Introduction to Stochastic Processes", 1975, ch. 4.7). Λ⁻¹ solves the quadratic
 * equation in the form that does not cancel, t = 2n ÷ (a + √(a² + 2(b − a) · n ÷ T)), and so holds
 * for a = b as well.
 *
 * The long-run rate is b; of a ramp over the whole trial, which has no time after it, (a + b) ÷ 2.
 */
export const ramp: ProcessRules<Ramp> = {
  meanRatePerSecond({ fromRatePerSecond, toRatePerSecond, overMs }) {
    requireAtLeast("arrivals", "fromRatePerSecond", fromRatePerSecond);
    requireAbove("arrivals", "toRatePerSecond", toRatePerSecond);
    if (overMs === null) return (fromRatePerSecond + toRatePerSecond) / 2;
    requireAbove("arrivals", "overMs", overMs);
    return toRatePerSecond;
  },
  times(process, random, extent) {
    const from = process.fromRatePerSecond / 1000;
    const to = process.toRatePerSecond / 1000;
    const overMs = process.overMs ?? trialMs(process, extent);
    const expectedAtTop = (from + to) / 2 * overMs;
    let expected = 0;
    return () => {
      expected += random.exponential(1);
      if (expected > expectedAtTop) return overMs + (expected - expectedAtTop) / to;
      const square = from ** 2 + 2 * (to - from) * expected / overMs;
      return 2 * expected / (from + Math.sqrt(Math.max(0, square)));
    };
  },
};

/** The length of a trial; of one that is given by a number of tasks, the time in which they are due. */
function trialMs(process: Ramp, extent: Extent): number {
  if (extent.kind === "duration") return extent.durationMs;
  return extent.tasks * 1000 / ramp.meanRatePerSecond(process);
}
