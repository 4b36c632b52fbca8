/**
 * When one cell is surely better than another: what sentences rest on.
 *
 * *Surely* means: their 95 % intervals lie apart, and the difference is large enough to matter. That is
 * stricter than a test of the difference at 5 %: of two equal cells with like intervals it takes about one
 * in 170 for different. Marks in tables ask for less: that intervals lie apart (`rankBy`).
 *
 * Note: cells of a block meet the same arrivals, so a test of the differences block by block would tell
 * more apart. It needs each block's own figures, which a report does not hold; `compare` and `gate` do so.
 *
 * @module
 */
import { shedShare } from "../experiments/record.ts";
import type { AnswerMetric } from "./cell_metrics.ts";
import type { ReportCell } from "./report.ts";

/** Smaller differences are not worth a choice, however sure. */
export const LEAST_RATIO = 1.1;
/** Nor are times below this share of the time for which a body holds the loop. */
const LEAST_SHARE_OF_BODY = 0.05;
/** A strategy that gives up so many of its tasks is not judged by the waits of the rest. */
const MANY_SHED = 0.01;

/**
 * Whether a strategy gives up so many of its tasks, a hundredth or more, that the waits of the rest are no
 * measure of it.
 *
 * @param cell The cell.
 * @returns Whether it does.
 */
export function shedsMany({ counts }: Pick<ReportCell, "counts">): boolean {
  return shedShare(counts) >= MANY_SHED;
}

/**
 * Whether a cell has a figure that means something by itself: an unstable one has no wait.
 *
 * @param metric The metric.
 * @param cell The cell.
 * @returns Whether it has.
 */
export function hasMeaning(metric: AnswerMetric, cell: ReportCell): boolean {
  const { state } = cell;
  return metric.valueOf(cell) !== null &&
    (state === "stable" || state === "unstable" && metric.ofUnstable !== "nothing");
}

/**
 * Whether a cell's figure can be held against that of another: it means something, and the same as theirs.
 *
 * @param metric The metric.
 * @param cell The cell.
 * @returns Whether it can.
 */
export function isComparable(metric: AnswerMetric, cell: ReportCell): boolean {
  // Where no body ended well, how soon it began is no merit.
  const isOfAll = !shedsMany(cell) && cell.counts.completed > 0;
  return hasMeaning(metric, cell) && (metric.tasks === "all" || isOfAll);
}

/**
 * Whether two cells can be told apart or not by their intervals: both are comparable and have one.
 *
 * @param metric The metric.
 * @param a One cell.
 * @param b Another.
 * @returns Whether there is anything to tell.
 */
export function areComparable(metric: AnswerMetric, a: ReportCell, b: ReportCell): boolean {
  return [a, b].every((cell) => isComparable(metric, cell) && metric.intervalOf(cell) !== null);
}

/**
 * Whether `a` is surely better than `b`: by intervals, and by enough to matter.
 *
 * @param metric The metric.
 * @param a One cell.
 * @param b Another.
 * @returns Whether it is; false if one of them has no interval or is not comparable.
 */
export function isSurelyBetter(metric: AnswerMetric, a: ReportCell, b: ReportCell): boolean {
  if (!areComparable(metric, a, b)) return false;
  const [less, more] = metric.better === "lower" ? [a, b] : [b, a];
  if (metric.intervalOf(less)![1] >= metric.intervalOf(more)![0]) return false;
  const [low, high] = [metric.valueOf(less)!, metric.valueOf(more)!];
  const leastMs = metric.unit === "ms" ? LEAST_SHARE_OF_BODY * bodyMs(b) : 0;
  return high >= LEAST_RATIO * low && high - low >= leastMs;
}

/** For how long a body holds the loop. */
function bodyMs({ offeredLoad, offeredRatePerSecond, serviceMs }: ReportCell): number {
  if (offeredLoad !== null && offeredRatePerSecond) {
    return 1000 * offeredLoad / offeredRatePerSecond;
  }
  return serviceMs.mean ?? 0;
}
