/**
 * The metrics that an answer can be chosen by: one table for the matrix, the findings, and studies side by
 * side.
 *
 * @module
 */
import type { MeasuredTrial } from "../experiments/record.ts";
import { formatMs, formatMsWithInterval, formatNumber, formatWithInterval } from "./format.ts";
import type { CellMetricName, ReportCell } from "./report.ts";
import type { Interval } from "./stats/mod.ts";

/** A metric that an answer can be chosen by. */
export interface AnswerMetric {
  /** Unique name, fit for an anchor: `wait-p99`. */
  readonly name: string;
  /** What the reader chooses by: `wait p99`. */
  readonly label: string;
  /** What it is called in a sentence: `p99 wait`. */
  readonly phrase: string;
  /** Where it stands in a cell: `waitMs.p99`. */
  readonly path: string;
  /** What it is in. */
  readonly unit: "ms" | "/s";
  /** Which values are good. */
  readonly better: "lower" | "higher";
  /** Whether it is of those tasks alone that were not given up. */
  readonly tasks: "all" | "survivors";
  /**
   * What a value means where the strategy is unstable. `nothing`: a wait that grows tells how long the trial
   * was. `holds`: a call of dispatch takes as long as it takes, but is no merit of who leaves a backlog.
   * `ranks`: goodput counts what comes too late as lost, so the best may be unstable.
   */
  readonly ofUnstable: "nothing" | "holds" | "ranks";
  /** The value of a cell, null where it has none. */
  readonly valueOf: (cell: ReportCell) => number | null;
  /** Its 95 % confidence interval; null where it has none. */
  readonly intervalOf: (cell: ReportCell) => Interval | null;
  /** The value of a single trial, null where it has none. */
  readonly inBlock: (trial: MeasuredTrial) => number | null;
}

/** What statistics are called in a sentence. */
const PHRASES = { mean: "mean", p50: "median", p99: "p99" } as const;

/** The worst that tasks meet. */
export const WAIT: AnswerMetric = time("wait", "wait", "waitMs", "p99");

/** What the strategy itself adds to queueing; the least noisy of all, for queueing is taken out. */
export const OVERHEAD: AnswerMetric = time(
  "overhead",
  "dispatch overhead",
  "dispatchOverheadMs",
  "mean",
);

/** What the producer pays. */
export const CALL: AnswerMetric = {
  ...time("call", "dispatch call", "dispatchCallMs", "p50"),
  tasks: "all",
  ofUnstable: "holds",
};

/** What everything else on the loop meets. */
export const LAG: AnswerMetric = {
  ...time("lag", "loop lag", "loopLagMs", "p99"),
  tasks: "all",
  ofUnstable: "holds",
};

/** What comes out in time. */
export const GOODPUT: AnswerMetric = {
  name: "goodput",
  label: "goodput per second",
  phrase: "goodput",
  path: "goodputPerSecond",
  unit: "/s",
  better: "higher",
  tasks: "all",
  ofUnstable: "ranks",
  valueOf: ({ goodputPerSecond }) => goodputPerSecond,
  intervalOf: ({ goodputPerSecondCi95 }) => goodputPerSecondCi95,
  inBlock: ({ goodputPerSecond }) => goodputPerSecond,
};

/** What can be chosen; the first is shown at first. */
export const ANSWER_METRICS: readonly AnswerMetric[] = [
  WAIT,
  time("wait", "wait", "waitMs", "p50"),
  time("wait", "wait", "waitMs", "mean"),
  time("sojourn", "sojourn", "sojournMs", "p99"),
  OVERHEAD,
  CALL,
  LAG,
  GOODPUT,
];

/** A time of the tasks that ran. */
function time(
  name: string,
  of: string,
  metric: CellMetricName & keyof MeasuredTrial["metrics"],
  statistic: keyof typeof PHRASES,
): AnswerMetric {
  return {
    name: `${name}-${statistic}`,
    label: `${of} ${statistic}`,
    phrase: `${PHRASES[statistic]} ${of}`,
    path: `${metric}.${statistic}`,
    unit: "ms",
    better: "lower",
    tasks: "survivors",
    ofUnstable: "nothing",
    valueOf: (cell) => cell[metric][statistic],
    intervalOf: (cell) => cell[metric].ci95[statistic],
    inBlock: ({ metrics }) => metrics[metric][statistic],
  };
}

/**
 * Prints a cell's value alone.
 *
 * @param metric The metric.
 * @param cell The cell.
 * @returns `4.06 ms` or `180`; `–` where it has none.
 */
export function valueText({ unit, valueOf }: AnswerMetric, cell: ReportCell): string {
  return unit === "ms" ? formatMs(valueOf(cell)) : formatNumber(valueOf(cell));
}

/**
 * Prints a cell's value with its interval, if it has one.
 *
 * @param metric The metric.
 * @param cell The cell.
 * @returns `4.06 ms [4.00, 4.12]` or `180 [179, 181] per second`.
 */
export function detailText({ unit, valueOf, intervalOf }: AnswerMetric, cell: ReportCell): string {
  const [value, interval] = [valueOf(cell), intervalOf(cell)];
  return unit === "ms"
    ? formatMsWithInterval(value, interval)
    : `${formatWithInterval(value, interval)} per second`;
}
