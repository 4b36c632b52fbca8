import { type AnswerMetric, GOODPUT, WAIT } from "./cell_metrics.ts";
import { rankBy, type Standing } from "./ranking.ts";
import type { ReportCell } from "./report.ts";
import { median } from "./stats/mod.ts";

/** What decides about a workload, and how its cells stand by it. */
export interface Decision extends Standing {
  /** The metric. */
  readonly metric: AnswerMetric;
}

/**
 * How much more comes than the loop can carry. Closed loops limit themselves; pools have more than the loop,
 * so they say nothing of what it can carry.
 *
 * @param cells The cells of a workload.
 * @returns Offered ÷ what the loop can carry, median of the cells that know it; null if that is below 1.
 */
export function overloadOf(cells: readonly ReportCell[]): number | null {
  const loads = cells.filter(({ loop, servers }) => loop === "open" && servers === null)
    .flatMap(({ offeredLoad }) => offeredLoad ?? []);
  const load = loads.length === 0 ? 0 : median(loads);
  return load < 1 ? null : load;
}

/**
 * Finds what decides: the least p99 wait; goodput where more comes than the loop can carry, or where who is
 * stable is so by giving tasks up, for then waits compare nothing.
 *
 * @param cells The cells of a workload.
 * @returns The metric, and how they stand by it.
 */
export function decide(cells: readonly ReportCell[]): Decision {
  const byGoodput = (): Decision => ({ metric: GOODPUT, ...rankBy(cells, GOODPUT) });
  if (overloadOf(cells) !== null) return byGoodput();
  const waits = rankBy(cells, WAIT);
  const isShedding = waits.compared.length === 0 && cells.some(({ state }) => state === "stable");
  return isShedding ? byGoodput() : { metric: WAIT, ...waits };
}
