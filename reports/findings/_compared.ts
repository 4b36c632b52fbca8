/**
 * When one cell is surely better than another.
 *
 * *Surely* means: their 95 % intervals lie apart, and the difference is large enough to matter. That is
 * stricter than a test of the difference at 5 %: of two equal cells with like intervals it takes about one
 * in 170 for different. It is the rule by which tables mark ties, so that sentences and tables say the same.
 *
 * Note: cells of a block meet the same arrivals, so a test of the differences block by block would tell
 * more apart. It needs each block's own figures, which a report does not hold; `compare` and `gate` do so.
 */
import { shedShare } from "../../experiments/record.ts";
import { formatMsWithInterval, formatWithInterval } from "../format.ts";
import type { ReportCell } from "../report.ts";
import type { FindingEvidence } from "./finding.ts";
import { figureOf, timeOf } from "./_finding.ts";

/** Smaller differences are not worth a choice, however sure. */
const LEAST_RATIO = 1.1;
/** Nor are times below this share of the time for which a body holds the loop. */
const LEAST_SHARE_OF_BODY = 0.05;
/** A strategy that gives up more of its tasks than this is not judged by the waits of the rest. */
const FEW_SHED = 0.01;

/** A metric by which strategies are compared. */
export interface ComparedMetric {
  /** What it is called in a sentence. */
  readonly name: string;
  /** Which values are good. */
  readonly better: "lower" | "higher";
  /** Whether it is of those tasks alone that were not given up. */
  readonly ofSurvivors: boolean;
  /** A cell's figure. */
  readonly of: (cell: ReportCell) => FindingEvidence;
}

/** The worst that tasks meet. */
export const WAIT: ComparedMetric = {
  name: "p99 wait",
  better: "lower",
  ofSurvivors: true,
  of: (cell) => timeOf(cell, "waitMs", "p99"),
};

/** What the strategy itself adds to queueing; the least noisy of all, for queueing is taken out. */
export const OVERHEAD: ComparedMetric = {
  name: "mean dispatch overhead",
  better: "lower",
  ofSurvivors: true,
  of: (cell) => timeOf(cell, "dispatchOverheadMs", "mean"),
};

/** What the producer pays. */
export const CALL: ComparedMetric = {
  name: "median dispatch call",
  better: "lower",
  ofSurvivors: false,
  of: (cell) => timeOf(cell, "dispatchCallMs", "p50"),
};

/** What everything else on the loop meets. */
export const LAG: ComparedMetric = {
  name: "p99 loop lag",
  better: "lower",
  ofSurvivors: false,
  of: (cell) => timeOf(cell, "loopLagMs", "p99"),
};

/** What comes out in time. */
export const GOODPUT: ComparedMetric = {
  name: "goodput",
  better: "higher",
  ofSurvivors: false,
  of: (cell) =>
    figureOf(cell, "goodputPerSecond", "/s", cell.goodputPerSecond, cell.goodputPerSecondCi95),
};

/**
 * What matters for a choice: to the tasks, to the producer, to everything else on the loop, and to whoever
 * pays for what comes too late. Sojourn and service are left out: they follow from the wait and the body.
 */
export const COMPARED: readonly ComparedMetric[] = [WAIT, OVERHEAD, CALL, LAG, GOODPUT];

/** A figure in a sentence. */
export function figureText({ value, unit, ci95 }: FindingEvidence): string {
  return unit === "ms"
    ? formatMsWithInterval(value, ci95)
    : `${formatWithInterval(value, ci95)}${unit === "/s" ? "/s" : ""}`;
}

/** Whether both cells have a figure with an interval, and it means the same for both. */
export function isComparable(metric: ComparedMetric, a: ReportCell, b: ReportCell): boolean {
  const areAlike = !metric.ofSurvivors || [a, b].every((cell) => shedShare(cell.counts) < FEW_SHED);
  return areAlike && [a, b].every((cell) => {
    const { value, ci95 } = metric.of(cell);
    return cell.state === "stable" && value !== null && ci95 !== null;
  });
}

/** Whether `a` is surely better than `b`, by enough to matter. */
export function isSurelyBetter(metric: ComparedMetric, a: ReportCell, b: ReportCell): boolean {
  if (!isComparable(metric, a, b)) return false;
  const [own, other] = [metric.of(a), metric.of(b)];
  const [less, more] = metric.better === "lower" ? [own, other] : [other, own];
  if (less.ci95![1] >= more.ci95![0]) return false;
  const difference = more.value! - less.value!;
  const leastMs = own.unit === "ms" ? LEAST_SHARE_OF_BODY * bodyMs(b) : 0;
  return more.value! >= LEAST_RATIO * less.value! && difference >= leastMs;
}

/** For how long a body holds the loop. */
function bodyMs({ offeredLoad, offeredRatePerSecond, serviceMs }: ReportCell): number {
  if (offeredLoad !== null && offeredRatePerSecond) {
    return 1000 * offeredLoad / offeredRatePerSecond;
  }
  return serviceMs.mean ?? 0;
}
