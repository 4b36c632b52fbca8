import { requireAbove, requireAtLeast, requireAtMost } from "../requirement.ts";
import type { ProcessOf, ProcessRules } from "./process.ts";

/**
 * A Poisson process whose rate swings about its mean m, as between day and night:
 *
 *     λ(t) = m · (1 + A · sin(2πt ÷ P)),    Λ(t) = m · (t + A · (1 − cos(2πt ÷ P)) · P ÷ 2π)
 *     tᵢ = Λ⁻¹(E₁ + … + Eᵢ),                Eⱼ independent exponentials with mean 1
 *
 * exact as in `ramp`. With x = 2πt ÷ P, inverting Λ is solving x + A · (1 − cos x) = y, which is
 * Kepler's equation turned by a quarter and has no closed form: Newton's method finds x to the last
 * digits but one.
 *
 * Note: thinning (P. A. W. Lewis and G. S. Shedler, Naval Research Logistics Quarterly 26, 1979) needs
 * no inverse, but takes as many random numbers as it throws tasks away, so that two plans of one seed
 * would part at the first change of a parameter.
 */
export const diurnal: ProcessRules<ProcessOf<"diurnal">> = {
  meanRatePerSecond({ ratePerSecond, amplitude, periodMs }) {
    requireAbove("arrivals", "ratePerSecond", ratePerSecond);
    requireAtLeast("arrivals", "amplitude", amplitude);
    requireAtMost("arrivals", "amplitude", amplitude, 1);
    requireAbove("arrivals", "periodMs", periodMs);
    return ratePerSecond;
  },
  times({ ratePerSecond, amplitude, periodMs }, random) {
    const expectedAPeriod = ratePerSecond / 1000 * periodMs;
    let expected = 0;
    let timeMs = 0;
    return () => {
      expected += random.exponential(1);
      // A whole period has the mean rate, so only what is left of one needs to be solved.
      const left = expected % expectedAPeriod;
      const periods = Math.round((expected - left) / expectedAPeriod);
      const phase = phaseOf(2 * Math.PI * left / expectedAPeriod, amplitude);
      // Where the rate is next to 0, the last digit of the solution may fall behind the one before.
      timeMs = Math.max(timeMs, (periods + phase / (2 * Math.PI)) * periodMs);
      return timeMs;
    };
  },
};

/** Solves x + A · (1 − cos x) = y for x; Newton's step, or half of the bracket where that leaves it. */
function phaseOf(y: number, amplitude: number): number {
  let low = y - 2 * amplitude;
  let high = y;
  let x = y;
  for (let step = 0; step < 60; step++) {
    const error = x + amplitude * (1 - Math.cos(x)) - y;
    if (error > 0) high = x;
    else low = x;
    const newton = x - error / (1 + amplitude * Math.sin(x));
    const next = newton >= low && newton <= high ? newton : (low + high) / 2;
    if (Math.abs(next - x) < 1e-15 * Math.max(1, Math.abs(x))) return next;
    x = next;
  }
  return x;
}
