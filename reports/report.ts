/**
 * The report: the one view of a study that every renderer gets, and the contents of `report.json`.
 * Fields may be added; none is ever renamed.
 *
 * @module
 */
import type { TaskCounts, Warning } from "../experiments/record.ts";
import type { Environment, StudyDocument } from "../experiments/study_document.ts";
import type { Finding } from "./findings/finding.ts";
import type { Interval } from "./stats/mod.ts";
import type { NoModel } from "./theory/choose_model.ts";
import type { TheoryInputs } from "./theory/inputs.ts";
import type { Unexplained } from "./theory/unexplained.ts";

export type { Finding, FindingEvidence } from "./findings/finding.ts";

/**
 * A metric of a cell: the mean of the blocks' means, and quantiles of all blocks together, each block
 * weighing the same. Every figure lies within its interval; null where no trial has it.
 */
export interface CellMetric {
  /** Mean. */
  readonly mean: number | null;
  /** Median. */
  readonly p50: number | null;
  /** 90th percentile. */
  readonly p90: number | null;
  /** 99th percentile. */
  readonly p99: number | null;
  /** 99.9th percentile; near the maximum for fewer than a thousand tasks. */
  readonly p999: number | null;
  /** Largest value of all blocks. */
  readonly max: number | null;
  /**
   * 95 % confidence intervals whose unit is the block, of the mean by Student's t, of quantiles by
   * Woodruff's method (`blockQuantile`); null for fewer than two blocks.
   */
  readonly ci95: {
    readonly mean: Interval | null;
    readonly p50: Interval | null;
    readonly p99: Interval | null;
  };
}

/** Metrics of a cell that are distributions. */
export const CELL_METRICS = [
  "waitMs",
  "serviceMs",
  "sojournMs",
  "dispatchOverheadMs",
  "dispatchCallMs",
  "latenessMs",
  "loopLagMs",
  "loopLagProbeMs",
  "idealWaitMs",
  "returnMs",
] as const;

/** One of {@link CELL_METRICS}. */
export type CellMetricName = typeof CELL_METRICS[number];

/** What a queueing model says about a cell. */
export interface CellTheory {
  /**
   * `closed-form`: a formula. `simulation`: a queue with the workload's own arrivals. `twin`: the ideal
   * server on the recorded arrivals and services, once it pays what starts cost.
   */
  readonly kind: "closed-form" | "simulation" | "twin";
  /** The model, in Kendall's notation or plain words. */
  readonly model: string;
  /** Its mean wait from the measured moments, in ms. */
  readonly waitMs: number;
  /**
   * The part of it that is queueing, in ms: what an ideal server, which needs no sleep, wake-up or
   * hand-over, makes tasks wait. Null if unknown.
   */
  readonly queueingMs: number | null;
  /** 95 % confidence interval of the prediction itself, if it was simulated; otherwise null. */
  readonly ci95: Interval | null;
  /** Measured mean wait, as the cell shows it, ÷ predicted. */
  readonly ratio: number;
  /** Mean ideal wait ÷ predicted: what is left when the strategy's overhead is taken out. */
  readonly idealRatio: number;
  /** Whether the model itself is an approximation. */
  readonly approximate: boolean;
  /** Whether the 95 % interval of the measured mean wait contains the prediction; null without one. */
  readonly inside: boolean | null;
  /** Measured − predicted mean wait. */
  readonly unexplainedMs: Unexplained;
  /** What was measured and entered the prediction. */
  readonly inputs: TheoryInputs;
}

/** A point of a distribution's curve. */
export interface PercentilePoint {
  /** From 0, the least value, to below 100. */
  readonly percentile: number;
  /** The value that this share of the tasks does not exceed, in ms. */
  readonly valueMs: number;
  /** Its 95 % confidence interval over blocks (`blockQuantile`); null for fewer than two. */
  readonly ci95: Interval | null;
}

/** Where the mean sojourn goes; the parts add up to it, as far as tasks that started also ended. */
export interface WaitParts {
  /**
   * What the producer's own lateness adds: where a task was released late, and later than an ideal server
   * would have come to it. Part of the overhead; null in studies that did not keep it.
   */
  readonly latenessMs: number | null;
  /** Mean ideal wait: queueing, which no strategy can avoid. */
  readonly queueingMs: number;
  /**
   * The rest of the dispatch overhead: all of it if the lateness is not known. Negative for strategies that
   * serve some tasks before those that came earlier, or give tasks up.
   */
  readonly overheadMs: number;
  /** Mean service. */
  readonly serviceMs: number;
}

/** One moment of a cell's time line: a bin in each block. */
export interface TimeLinePoint {
  /** Middle of the bin, in ms from the start of the schedule. */
  readonly atMs: number;
  /** Tasks in the system on average in this bin: median, least and largest of the blocks. */
  readonly inSystem: BlockSpread | null;
  /** Largest loop lag in this bin, in ms: median, least and largest of the blocks. */
  readonly loopLagMaxMs: BlockSpread | null;
}

/** How blocks spread. No interval: two blocks differ in what came when. */
export interface BlockSpread {
  /** Median of the blocks. */
  readonly median: number;
  /** Least of the blocks. */
  readonly low: number;
  /** Largest of the blocks. */
  readonly high: number;
  /** How many blocks these are: fewer than there are trials where the others do not tell. */
  readonly blocks: number;
}

/** One class of a cell's tasks. */
export interface CellClass {
  /** Name of the class. */
  readonly name: string;
  /** What became of its tasks, over all measured trials. */
  readonly counts: TaskCounts;
  /** Their waits. */
  readonly waitMs: CellMetric;
  /** Their sojourns. */
  readonly sojournMs: CellMetric;
}

/** A strategy under a workload with a placement. */
export interface ReportCell extends Readonly<Record<CellMetricName, CellMetric>> {
  /** The strategy as selected. */
  readonly strategy: string;
  /** The workload as selected. */
  readonly workload: string;
  /** Where the producer ran. */
  readonly placement: string;
  /** All parameters of the strategy. */
  readonly params: Readonly<Record<string, number | string>>;
  /** How the strategy reaches the loop. */
  readonly family: string;
  /** Threads that ran the bodies in place of the loop; null if the loop ran them. */
  readonly servers: number | null;
  /** What the tasks do: `cpu`, `await` or `io`. */
  readonly body: string;
  /** Kind of arrival process. */
  readonly arrivals: string;
  /** `open`: tasks come by the schedule; `closed`: users wait for their last task before the next. */
  readonly loop: "open" | "closed";
  /** `unstable` if at least half of the measured trials are; `failed` if none was measured. */
  readonly state: "stable" | "unstable" | "failed";
  /** Why it is unstable. */
  readonly unstableReason: "overload" | "unfinished" | "never-ended" | "wait-grows" | null;
  /** How much longer a task waits that arrives a second later, in ms per second, if unstable. */
  readonly growthMsPerSecond: number | null;
  /** Trials that were measured. */
  readonly trials: number;
  /** Trials that failed. */
  readonly failedTrials: number;
  /** Tasks, over all measured trials. */
  readonly counts: TaskCounts;
  /** λo. */
  readonly offeredRatePerSecond: number | null;
  /** λ. */
  readonly arrivalRatePerSecond: number | null;
  /** X. */
  readonly throughputPerSecond: number | null;
  /** What a sojourn may take at most, in ms, to count towards goodput. */
  readonly sloMs: number;
  /** Goodput: completions within the service level, per second of the schedule. */
  readonly goodputPerSecond: number | null;
  /** Its 95 % confidence interval over blocks; null for fewer than two. */
  readonly goodputPerSecondCi95: Interval | null;
  /** ρ by the stamps; of a pool, that of each thread. */
  readonly utilization: number | null;
  /** Processor time of the loop's thread ÷ time of observation. */
  readonly threadCpuUtilization: number | null;
  /** λo · E[busy]. */
  readonly offeredLoad: number | null;
  /** Ca². */
  readonly arrivalScv: number | null;
  /** Index of dispersion for counts over ten mean gaps. */
  readonly arrivalIdc: number | null;
  /** Cs². */
  readonly serviceScv: number | null;
  /** Share of the tasks whose body had ended before their call of dispatch returned. */
  readonly bodyInCallShare: number | null;
  /** Each class of tasks, the most urgent first; empty if there is only one. */
  readonly classes: readonly CellClass[];
  /** Tasks in the system, waiting ones and those in service. */
  readonly queueLength: { readonly mean: number | null; readonly max: number | null };
  /** Largest |L − λW| ÷ L of the trials. */
  readonly littleResidual: number | null;
  /** Measured pauses of a strategy that polls. */
  readonly sleepMs: { readonly mean: number; readonly secondMomentMs2: number } | null;
  /** Quantiles of all trials' waits together, in ms, from merged histograms. */
  readonly pooledWaitMs: Readonly<Record<"p50" | "p90" | "p99" | "p999", number>> | null;
  /**
   * Waits and sojourns by percentile, ascending, as far out as at least one task a block lies beyond; empty
   * where blocks have no histogram.
   */
  readonly percentiles: Readonly<Record<"waitMs" | "sojournMs", readonly PercentilePoint[]>>;
  /** Where the mean sojourn goes; null where no task ended. */
  readonly waitParts: WaitParts | null;
  /** How the cell went on over time, in equal bins; empty if no trial was measured. */
  readonly timeLine: readonly TimeLinePoint[];
  /** What queueing theory says; null where no model with these assumptions exists. */
  readonly theory: CellTheory | null;
  /** Why it says nothing; null where it does. */
  readonly noTheory: NoModel | null;
  /** What a reader must know. */
  readonly warnings: readonly Warning[];
}

/** How the study's time was spent, as shares of the wall time of all measured trials. */
export interface TimeUse {
  /** Wall time of the measured trials, in ms. */
  readonly wallMs: number;
  /** Inside measured windows. */
  readonly measured: number;
  /** Starting helper threads and aligning clocks. */
  readonly setup: number;
  /** Unmeasured run for the compiler. */
  readonly warmup: number;
  /** Idle baseline of the loop lag. */
  readonly calibration: number;
  /** Starting processes, loading code, closing, handing over. */
  readonly process: number;
}

/** A study in figures. */
export interface Report {
  /** Version of this document. */
  readonly schema: "dispatch-lab/report@1";
  /** When the study began, ISO 8601. */
  readonly createdAt: string;
  /** The seed. */
  readonly seed: number;
  /** Blocks planned. */
  readonly blocks: number;
  /** Trials planned. */
  readonly plannedTrials: number;
  /** Trials with a record, failed ones included. */
  readonly recordedTrials: number;
  /** What was asked for. */
  readonly config: StudyDocument["config"];
  /** Machine and software. */
  readonly environment: Environment;
  /** What a reader must know of the study as a whole. */
  readonly warnings: readonly Warning[];
  /** What the data says. */
  readonly findings: readonly Finding[];
  /** Where the time went; null if no trial was measured. */
  readonly timeUse: TimeUse | null;
  /** One entry a cell, in the order of the plan. */
  readonly cells: readonly ReportCell[];
}
