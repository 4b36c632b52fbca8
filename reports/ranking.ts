/**
 * Order among the cells of a workload.
 *
 * @module
 */
import type { ReportCell } from "./report.ts";

/** The cells of one workload, best first. */
export interface Ranking {
  /** The workload. */
  readonly workload: string;
  /** Stable cells by p99 wait, then unstable ones, then failed ones. */
  readonly cells: readonly ReportCell[];
  /** The stable cell with the least p99 wait; null if no stable cell has one. */
  readonly best: ReportCell | null;
  /**
   * Stable cells that are not told apart from the best: their p99 interval overlaps its, or they have none.
   * Empty where the best itself has none: then nothing is told.
   */
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
    const best = stable.find(({ waitMs }) => waitMs.p99 !== null) ?? null;
    const reach = best?.waitMs.ci95.p99 ?? null;
    const tied = reach === null
      ? []
      : stable.filter((cell) =>
        cell !== best && cell.waitMs.p99 !== null && (cell.waitMs.ci95.p99?.[0] ?? 0) <= reach[1]
      );
    return { workload, cells: sorted, best, tied };
  });
}
