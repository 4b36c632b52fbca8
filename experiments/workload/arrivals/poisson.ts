import { requireAbove } from "../requirement.ts";
import type { ProcessOf, ProcessRules } from "./process.ts";

/** Independent exponential gaps with mean 1 ÷ λ. */
export const poisson: ProcessRules<ProcessOf<"poisson">> = {
  meanRatePerSecond({ ratePerSecond }) {
    requireAbove("arrivals", "ratePerSecond", ratePerSecond);
    return ratePerSecond;
  },
  times({ ratePerSecond }, random) {
    let timeMs = 0;
    return () => timeMs += random.exponential(1000 / ratePerSecond);
  },
};
