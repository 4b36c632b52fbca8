/** The part of a workload's section that says when the loop learnt of what it did not run itself. */
import { formatMs, formatMsWithInterval } from "../format.ts";
import type { ReportCell } from "../report.ts";
import { codeSpan } from "./escape.ts";

/** A line a strategy with a pool of threads, an empty one before each; none if the loop ran all bodies. */
export function renderRoundTrips(cells: readonly ReportCell[]): string[] {
  return cells.flatMap(({ strategy, placement, servers, returnMs }) => {
    if (servers === null || returnMs.p50 === null) return [];
    const who = placement === "inside"
      ? codeSpan(strategy)
      : `${codeSpan(strategy)} (${placement})`;
    return [
      "",
      `${who}: bodies ran on ${servers} ${servers === 1 ? "thread" : "threads"}; the loop learnt ` +
      `of their end ${formatMsWithInterval(returnMs.p50, returnMs.ci95.p50)} later (p50), ` +
      `${formatMs(returnMs.p99)} (p99).`,
    ];
  });
}
