/**
 * Order among the cells of a workload.
 *
 * @module
 */
import type { ReportCell } from "./report.ts";
import type { Interval } from "./stats/mod.ts";

/** The cells of one workload, best first. */
export interface Ranking {
  /** The workload. */
  readonly workload: string;
  /** Stable cells by p99 wait, then unstable ones, then failed ones. */
  readonly cells: readonly ReportCell[];
  /** The stable cell with the least p99 wait; null if there is none. */
  readonly best: ReportCell | null;
  /** Stable cells whose p99 interval overlaps the best's: not told apart from it. */
  readonly tied: readonly ReportCell[];
}

const STATE_ORDER = { stable: 0, unstable: 1, failed: 2 } as const;

/**
 * Ranks cells within each workload.
 *
 * @param cells The cells of a report.
 * @returns One ranking a workload, in the order in which workloads first appear.
 */
export function rankCells(cells: readonly ReportCell[]): Ranking[] {
  return [...Map.groupBy(cells, ({ workload }) => workload)].map(([workload, group]) => {
    const sorted = group.toSorted((a, b) =>
      STATE_ORDER[a.state] - STATE_ORDER[b.state] ||
      (a.waitMs.p99 ?? Infinity) - (b.waitMs.p99 ?? Infinity)
    );
    const stable = sorted.filter(({ state }) => state === "stable");
    const best = stable[0] ?? null;
    const tied = best === null
      ? []
      : stable.slice(1).filter((cell) => overlap(cell.waitMs.ci95.p99, best.waitMs.ci95.p99));
    return { workload, cells: sorted, best, tied };
  });
}

function overlap(a: Interval | null, b: Interval | null): boolean {
  return a !== null && b !== null && a[0] <= b[1] && b[0] <= a[1];
}
