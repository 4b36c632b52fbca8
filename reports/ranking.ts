/**
 * Order among the cells of a workload: the one ranking that tables, pictures and sentences share.
 *
 * @module
 */
import { type AnswerMetric, WAIT } from "./cell_metrics.ts";
import type { ReportCell } from "./report.ts";
import { isComparable, isSurelyBetter } from "./surely_better.ts";

/** How cells of a workload stand by a metric. */
export interface Standing {
  /**
   * Those whose figures can be held against each other, the best estimate first. Who gave up a hundredth of
   * its tasks or more is not among them where the figure is of the rest; nor is who is unstable, unless the
   * metric ranks such.
   */
  readonly compared: readonly ReportCell[];
  /**
   * The first of them; null if no other was run, or if it has no interval, for then nothing is told: one
   * block cannot.
   */
  readonly best: ReportCell | null;
  /**
   * Those that tables mark as tied with the best: their 95 % interval overlaps its, or they have none.
   * Overlap alone counts, however small the difference.
   */
  readonly tied: readonly ReportCell[];
  /** Those that the best is not *surely* better than (`isSurelyBetter`), the tied ones among them. */
  readonly rivals: readonly ReportCell[];
}

/** The cells of one workload, best first. */
export interface Ranking extends Standing {
  /** The workload. */
  readonly workload: string;
  /** Those that are compared by p99 wait, then other stable cells, then unstable ones, then failed ones. */
  readonly cells: readonly ReportCell[];
}

/**
 * What a standing lets one say. `nothing`: no cell is compared. `alone`: one is, so it is surely nothing.
 * `untold`: the best estimate has no interval. `tied`: others are not surely worse. `sure`: all others are.
 */
export type Sureness = "nothing" | "alone" | "untold" | "tied" | "sure";

const STATE_ORDER = { stable: 0, unstable: 1, failed: 2 } as const;

/**
 * Ranks cells of a workload by a metric.
 *
 * @param cells The cells.
 * @param metric The metric.
 * @returns How they stand.
 */
export function rankBy(cells: readonly ReportCell[], metric: AnswerMetric): Standing {
  const { valueOf, intervalOf, better } = metric;
  const compared = cells.filter((cell) =>
    isComparable(metric, cell) && (cell.state === "stable" || metric.ofUnstable === "ranks")
  ).toSorted((a, b) => (better === "lower" ? 1 : -1) * (valueOf(a)! - valueOf(b)!));
  // The highest of nothing but zeros is nobody's.
  if (better === "higher" && compared.length > 0 && valueOf(compared[0]) === 0) {
    return { compared: [], best: null, tied: [], rivals: [] };
  }
  // Who was run alone is best of nobody.
  const reach = compared.length === 0 || cells.length < 2 ? null : intervalOf(compared[0]);
  if (reach === null) return { compared, best: null, tied: [], rivals: [] };
  const [best, ...others] = compared;
  const tied = others.filter((cell) => {
    const interval = intervalOf(cell);
    return interval === null || interval[0] <= reach[1] && reach[0] <= interval[1];
  });
  return {
    compared,
    best,
    tied,
    rivals: others.filter((cell) => !isSurelyBetter(metric, best, cell)),
  };
}

/**
 * Says what a standing lets one say.
 *
 * @param standing How cells stand.
 * @returns How sure the best is.
 */
export function surenessOf({ compared, best, rivals }: Standing): Sureness {
  if (compared.length === 0) return "nothing";
  if (compared.length === 1) return "alone";
  if (best === null) return "untold";
  return rivals.length > 0 ? "tied" : "sure";
}

/**
 * Ranks cells within each workload by p99 wait.
 *
 * @param cells The cells of a report.
 * @returns One ranking a workload, in the order in which workloads first appear.
 */
export function rankCells(cells: readonly ReportCell[]): Ranking[] {
  return [...Map.groupBy(cells, ({ workload }) => workload)].map(([workload, group]) => {
    const standing = rankBy(group, WAIT);
    const places = new Map(standing.compared.map((cell, place) => [cell, place]));
    const rest = group.filter((cell) => !places.has(cell)).toSorted((a, b) =>
      STATE_ORDER[a.state] - STATE_ORDER[b.state] ||
      (a.waitMs.p99 ?? Number.MAX_VALUE) - (b.waitMs.p99 ?? Number.MAX_VALUE)
    );
    return { workload, ...standing, cells: [...standing.compared, ...rest] };
  });
}
