import { requireAbove, requireWhole } from "../requirement.ts";
import type { ProcessOf, ProcessRules } from "./process.ts";

/** Several tasks at one instant: tᵢ = ⌊i ÷ batch⌋ · everyMs. */
export const batches: ProcessRules<ProcessOf<"batches">> = {
  meanRatePerSecond({ batch, everyMs }) {
    requireWhole("arrivals", "batch", batch, 1);
    requireAbove("arrivals", "everyMs", everyMs);
    return batch * 1000 / everyMs;
  },
  times: ({ batch, everyMs }) => (index) => Math.floor(index / batch) * everyMs,
  nextDueMs: ({ batch, everyMs }, { length }) => Math.ceil(length / batch) * everyMs,
};
