import { requireAbove, requireAtLeast } from "../requirement.ts";
import type { ProcessOf, ProcessRules } from "./process.ts";

/**
 * Poisson while on, silence while off. An instant u of on-time falls at
 * ⌊u ÷ onMs⌋ · (onMs + offMs) + u mod onMs, which is exact because exponential gaps have no memory.
 */
export const onOff: ProcessRules<ProcessOf<"on-off">> = {
  meanRatePerSecond({ ratePerSecond, onMs, offMs }) {
    requireAbove("arrivals", "ratePerSecond", ratePerSecond);
    requireAbove("arrivals", "onMs", onMs);
    requireAtLeast("arrivals", "offMs", offMs);
    return ratePerSecond * onMs / (onMs + offMs);
  },
  times({ ratePerSecond, onMs, offMs }, random) {
    let onTimeMs = 0;
    return () => {
      onTimeMs += random.exponential(1000 / ratePerSecond);
      // The remainder is exact and a quotient is not, so the phase is counted from the remainder.
      const inPhaseMs = onTimeMs % onMs;
      return Math.round((onTimeMs - inPhaseMs) / onMs) * (onMs + offMs) + inPhaseMs;
    };
  },
};
