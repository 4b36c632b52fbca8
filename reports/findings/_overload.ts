import type { ReportCell } from "../report.ts";

/** A workload that brings more than the loop can carry. */
export interface Overload {
  /** Offered ÷ what the loop can carry: median of the cells. */
  readonly load: number;
  /** The cells that goodput tells something of, the highest first. */
  readonly byGoodput: readonly ReportCell[];
}

/**
 * Whether a workload overloads the loop. Closed loops limit themselves, and pools have more than the loop.
 */
export function overloadOf(cells: readonly ReportCell[]): Overload | null {
  const byGoodput = cells.filter(({ goodputPerSecond, loop, servers }) =>
    goodputPerSecond !== null && loop === "open" && servers === null
  ).toSorted((a, b) => b.goodputPerSecond! - a.goodputPerSecond!);
  const loads = byGoodput.map(({ offeredLoad }) => offeredLoad ?? 0).sort((a, b) => a - b);
  const load = loads[Math.floor(loads.length / 2)];
  return load === undefined || load < 1 ? null : { load, byGoodput };
}
