/**
 * The metrics that the answer can be chosen by.
 *
 * @module
 */
import { formatMs, formatMsWithInterval, formatNumber } from "../format.ts";
import type { CellMetricName, ReportCell } from "../report.ts";
import type { Interval } from "../stats/mod.ts";

/** A metric that the matrix can show. */
export interface MatrixMetric {
  /** Unique name, fit for an anchor: `wait-p99`. */
  readonly name: string;
  /** What the reader chooses by: `wait p99`. */
  readonly label: string;
  /** Which values are good. */
  readonly better: "lower" | "higher";
  /**
   * Whether a value means anything where the strategy is unstable: a wait that grows tells how long the
   * trial was, a call of dispatch takes as long as it takes.
   */
  readonly ofUnstable: "means-nothing" | "holds";
  /** The value of a cell, null where it has none. */
  readonly valueOf: (cell: ReportCell) => number | null;
  /** Its 95 % confidence interval; null where it has none. */
  readonly intervalOf: (cell: ReportCell) => Interval | null;
  /** What is printed of a cell: the value alone. */
  readonly textOf: (cell: ReportCell) => string;
  /** What is said of a cell to who asks: the value with its interval. */
  readonly detailOf: (cell: ReportCell) => string;
}

/** What can be chosen; the first is shown at first. */
export const MATRIX_METRICS: readonly MatrixMetric[] = [
  time("wait-p99", "wait p99", "waitMs", "p99", "means-nothing"),
  time("wait-p50", "wait p50", "waitMs", "p50", "means-nothing"),
  time("wait-mean", "wait mean", "waitMs", "mean", "means-nothing"),
  time("sojourn-p99", "sojourn p99", "sojournMs", "p99", "means-nothing"),
  time("overhead-mean", "dispatch overhead mean", "dispatchOverheadMs", "mean", "means-nothing"),
  time("call-p50", "dispatch call p50", "dispatchCallMs", "p50", "holds"),
  time("lag-p99", "loop lag p99", "loopLagMs", "p99", "holds"),
  {
    name: "goodput",
    label: "goodput per second",
    better: "higher",
    ofUnstable: "holds",
    valueOf: ({ goodputPerSecond }) => goodputPerSecond,
    intervalOf: () => null,
    textOf: ({ goodputPerSecond }) => formatNumber(goodputPerSecond),
    detailOf: ({ goodputPerSecond }) => `${formatNumber(goodputPerSecond)} per second`,
  },
];

function time(
  name: string,
  label: string,
  metric: CellMetricName,
  statistic: "mean" | "p50" | "p99",
  ofUnstable: MatrixMetric["ofUnstable"],
): MatrixMetric {
  const valueOf = (cell: ReportCell) => cell[metric][statistic];
  const intervalOf = (cell: ReportCell) => cell[metric].ci95[statistic];
  return {
    name,
    label,
    better: "lower",
    ofUnstable,
    valueOf,
    intervalOf,
    textOf: (cell) => formatMs(valueOf(cell)),
    detailOf: (cell) => formatMsWithInterval(valueOf(cell), intervalOf(cell)),
  };
}
