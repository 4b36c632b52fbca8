import { requireAbove } from "../requirement.ts";
import type { ProcessOf, ProcessRules } from "./process.ts";

/** Even gaps: tᵢ = i ÷ λ. */
export const steady: ProcessRules<ProcessOf<"steady">> = {
  meanRatePerSecond({ ratePerSecond }) {
    requireAbove("arrivals", "ratePerSecond", ratePerSecond);
    return ratePerSecond;
  },
  times: ({ ratePerSecond }) => (index) => index * 1000 / ratePerSecond,
  nextDueMs: ({ ratePerSecond }, { length }) => length * 1000 / ratePerSecond,
};
