/**
 * The record of one trial: one line of `trials.ndjson`. This is the waist between measuring and
 * reporting, so it is plain data with the unit in every name and no need of the code that wrote it.
 * It is one document in one file, and so longer than others.
 *
 * @module
 */
import type { Discipline, Family, ParameterValues, Placement } from "../strategies/mod.ts";
import type { Body, Workload } from "./workload/mod.ts";

/** Which cell of the study a trial belongs to. */
export interface CellIdentity {
  /** The strategy as selected, with the parameters that differ from the defaults. */
  readonly strategy: string;
  /** The workload as selected. */
  readonly workload: string;
  /** Where the producer ran. */
  readonly placement: Placement;
  /** All parameters of the strategy. */
  readonly params: ParameterValues;
  /** How the strategy reaches the loop. */
  readonly family: Family;
  /** When it serves waiting tasks. */
  readonly discipline: Discipline;
  /** Kind of arrival process, `poisson` being what queueing formulas assume; `closed` for users. */
  readonly arrivals: Workload["arrivals"]["kind"];
  /** What the tasks do. */
  readonly body: Body["kind"];
  /**
   * `open`: tasks come when the schedule says so, whatever became of those before. `closed`: a fixed
   * number of users, each of whom thinks and comes again when the task before has ended.
   */
  readonly loop: "open" | "closed";
  /** Names of the classes of tasks, the most urgent first; one alone if there are none. */
  readonly classes: readonly string[];
  /** The service level: what a sojourn may take at most, in ms, to count towards goodput. */
  readonly sloMs: number;
}

/**
 * How many threads run a cell's bodies in place of the loop.
 *
 * @param discipline The cell's.
 * @returns Their number; null if the loop runs the bodies itself.
 */
export function serversOf(discipline: Discipline): number | null {
  return discipline.kind === "work-conserving" ? discipline.servers ?? null : null;
}

/**
 * How many bodies a cell's strategy has in progress at most.
 *
 * @param discipline The cell's.
 * @returns The limit; Infinity if there is none.
 */
export function concurrencyOf(discipline: Discipline): number {
  return discipline.kind === "work-conserving" ? discipline.concurrency ?? Infinity : Infinity;
}

/**
 * Whether a task keeps its server, the loop or a thread of a pool, until its body has ended. Bodies that
 * await leave the loop meanwhile; a thread stays with its own.
 *
 * @param cell The cell.
 * @returns False if what a task holds is less than its service.
 */
export function keepsServer({ body, discipline }: CellIdentity): boolean {
  return body === "cpu" || serversOf(discipline) !== null;
}

/** Summary of the values of one metric in one trial. Quantiles are exact. */
export interface Distribution {
  /** Number of values. */
  readonly count: number;
  /** Arithmetic mean; null where there are no values, as all that follow. */
  readonly mean: number | null;
  /** Standard deviation, divisor n − 1; null below two values. */
  readonly sd: number | null;
  /** Median. */
  readonly p50: number | null;
  /** 90th percentile. */
  readonly p90: number | null;
  /** 99th percentile. */
  readonly p99: number | null;
  /** 99.9th percentile. */
  readonly p999: number | null;
  /** Largest value. */
  readonly max: number | null;
}

/** Names of the distributions that every trial has; `returnMs` has values only from pools of threads. */
export const METRICS = [
  "waitMs",
  "serviceMs",
  "sojournMs",
  "dispatchOverheadMs",
  "dispatchCallMs",
  "latenessMs",
  "loopLagMs",
  "loopLagProbeMs",
  "idealWaitMs",
  "busyMs",
  "returnMs",
] as const;

/** One of {@link METRICS}. */
export type Metric = typeof METRICS[number];

/** What became of the tasks. `released` is the sum of the five after it. */
export interface TaskCounts {
  /** Tasks in the schedule. */
  readonly offered: number;
  /** Tasks that the producer dispatched. */
  readonly released: number;
  /** Tasks that ended well. */
  readonly completed: number;
  /** Tasks whose body threw. */
  readonly failed: number;
  /** Tasks that the strategy refused, shed or lost. */
  readonly dropped: number;
  /** Tasks aborted or past their deadline before they started. */
  readonly cancelled: number;
  /** Tasks without an outcome at the end of the grace time. */
  readonly unfinished: number;
  /** Those of the dropped that dispatch itself turned away. */
  readonly rejected: number;
  /** Those of the dropped that left and never arrived. */
  readonly lost: number;
}

/** What became of one class of tasks, and how long they waited. */
export interface ClassFigures {
  /** Name of the class. */
  readonly name: string;
  /** What became of its tasks. */
  readonly counts: TaskCounts;
  /** Their waits, in ms. */
  readonly waitMs: Distribution;
  /** Their sojourns, in ms. */
  readonly sojournMs: Distribution;
  /** Histograms of both, as those of the trial. */
  readonly histograms: Readonly<Record<"waitMs" | "sojournMs", string>>;
}

/**
 * The share of tasks that were given up before they started.
 *
 * @param counts What became of the tasks.
 * @returns Dropped and cancelled ones ÷ released; 0 if none was released.
 */
export function shedShare({ released, dropped, cancelled }: TaskCounts): number {
  return released === 0 ? 0 : (dropped + cancelled) / released;
}

/** A remark that a reader must know; the code is for programs, the message for people. */
export interface Warning {
  /** Stable name: `offered-rate-missed`. */
  readonly code: string;
  /** One sentence with the figures. */
  readonly message: string;
}

/** Whether the backlog stayed bounded. */
export type Stability =
  | { readonly state: "stable" }
  | {
    readonly state: "unstable";
    /**
     * What gave it away. `unfinished`: tasks were left waiting; `never-ended`: all tasks had started,
     * but some had not ended.
     */
    readonly reason: "overload" | "unfinished" | "never-ended" | "wait-grows";
    /**
     * How much longer a task waits that arrives a second later, in ms per second: the slope of the
     * waits of those that started. Null if fewer than two did.
     */
    readonly growthMsPerSecond: number | null;
  };

/** Where the waits leave their transient, by MSER-5. */
export type Transient =
  /** The arrivals are meant to change over time, come from users who wait, or are not ours to know. */
  | { readonly state: "not-applicable" }
  /** Too few tasks to tell. */
  | { readonly state: "too-few-tasks" }
  /** From task number `tasks` on, of those that started, the waits look steady. */
  | { readonly state: "found"; readonly tasks: number }
  /** The waits do not look steady from anywhere in the first half on. */
  | { readonly state: "no-steady-state" };

/** The trial over time, in equal bins. */
export interface TimeLine {
  /** Length of a bin, in ms. */
  readonly binMs: number;
  /** Mean number of tasks in the system, a bin each. */
  readonly inSystem: readonly number[];
  /** Largest heartbeat lag, in ms; null where no heartbeat fell. */
  readonly loopLagMaxMs: readonly (number | null)[];
}

/** Times of one kind, one a pause or a start. */
export interface TimeMoments {
  /** How many. */
  readonly count: number;
  /** Mean, in ms. */
  readonly meanMs: number;
  /** Mean square, in ms². */
  readonly secondMomentMs2: number;
}

/** Whose record this is. */
export interface TrialIdentity {
  /** Version of this record. */
  readonly schema: "dispatch-lab/trial@1";
  /** The cell. */
  readonly cell: CellIdentity;
  /** Number of the block, from 0. */
  readonly block: number;
  /** Order in which the trial ran within the study, from 0. */
  readonly order: number;
  /** Time that the whole trial took, process start to record, in ms. */
  readonly wallMs: number;
}

/** A trial that was measured. */
export interface MeasuredTrial extends TrialIdentity {
  /** Tells measured and failed trials apart. */
  readonly state: "measured";
  /** What became of the tasks. */
  readonly counts: TaskCounts;
  /** Length of the schedule, in ms. */
  readonly horizonMs: number;
  /** The measured window: from the epoch until the schedule and the last task had ended, in ms. */
  readonly windowMs: number;
  /** λo, per second. */
  readonly offeredRatePerSecond: number;
  /** λ, per second. */
  readonly arrivalRatePerSecond: number;
  /** X, per second. */
  readonly throughputPerSecond: number;
  /** Tasks that completed within the service level of the cell, `sloMs`. */
  readonly withinSlo: number;
  /** Goodput: completions within the service level, per second of the schedule. */
  readonly goodputPerSecond: number;
  /** ρ by the stamps: time in which bodies held the loop, or each thread of a pool, ÷ window. */
  readonly utilization: number;
  /** Processor time of the loop's thread ÷ time of observation; counted in steps of 10 ms. */
  readonly threadCpuUtilization: number;
  /**
   * λo · E[busy]: what the loop, or each thread of a pool, is asked to carry; of a closed loop, which asks
   * no more, what it did.
   */
  readonly offeredLoad: number;
  /** Ca²: SCV of the gaps between intended arrivals; null below three tasks. */
  readonly arrivalScv: number | null;
  /** Index of dispersion for counts over ten mean gaps; null where it is undefined. */
  readonly arrivalIdc: number | null;
  /** Cs²: SCV of the service times; null below two tasks. */
  readonly serviceScv: number | null;
  /** Every distribution. */
  readonly metrics: Readonly<Record<Metric, Distribution>>;
  /**
   * Share of the tasks that ended whose body had ended before their call of dispatch returned: those
   * for which the dispatch point was blocked by the whole body. Null if no task ended.
   */
  readonly bodyInCallShare: number | null;
  /** What became of each class of tasks, the most urgent first; empty if there is only one class. */
  readonly classes: readonly ClassFigures[];
  /** Tasks in the system, waiting ones and those in service. */
  readonly queueLength: { readonly mean: number; readonly max: number };
  /** |L − λW| ÷ L, λ and L over the window. */
  readonly littleResidual: number;
  /** Pauses of a strategy that polls; null if it never slept. */
  readonly sleep: TimeMoments | null;
  /**
   * Starts for which the loop, or a thread of a pool, had rested: from the moment at which the task was
   * intended to the first line of its body. So lateness, hand-over between threads and the wake-up itself
   * are all in it. Null if there was none, and for strategies that poll, whose sleep stands for it.
   */
  readonly wakeUp: TimeMoments | null;
  /**
   * Starts for which it had not rested, as a task was due already when the body before it ended: from
   * that end to the first line of the body. Null if there was none.
   */
  readonly handOver: TimeMoments | null;
  /**
   * Mean wait of the twin once it pays what starts cost in this trial, in ms: what a server with this
   * wake-up and this hand-over makes of the very same arrivals and services. Null for strategies that
   * poll, and where no task started.
   */
  readonly twinWaitMs: number | null;
  /**
   * Mean of max(0, lateness − ideal wait) over the tasks that started, in ms: what the producer's lateness
   * adds to waits, for while a task would have queued anyway, its late release costs nothing. Null if none
   * started; absent in records of older versions.
   */
  readonly lateBeyondIdealMs?: number | null;
  /** Whether the backlog stayed bounded. */
  readonly stability: Stability;
  /** Means of equal batches of successive waits, in ms; empty for fewer tasks than batches. */
  readonly waitBatchMeansMs: readonly number[];
  /**
   * Lag-1 autocorrelation of those means: well above 0, the trial is too short against the queue's
   * memory. Null where {@link transient} is not applicable, or the means do not vary.
   */
  readonly waitLag1Autocorrelation: number | null;
  /** How long the queue took to forget that it began empty. Nothing is left out of any figure for it. */
  readonly transient: Transient;
  /** HdrHistograms of nanoseconds, compressed V2 form in base64, mergeable over trials. */
  readonly histograms: Readonly<Partial<Record<Metric, string>>>;
  /** The trial over time. */
  readonly timeLine: TimeLine;
  /** Idle-loop baselines that were taken off the lag, in ms; error of the clocks' alignment. */
  readonly calibration: {
    readonly heartbeatIdleMs: number;
    readonly probeIdleMs: number;
    readonly clockErrorMs: number;
  };
  /** Time spent in each phase inside the child, in ms. */
  readonly phasesMs: Readonly<Record<"setup" | "warmup" | "calibration" | "measured", number>>;
  /** Message of the first body that threw. */
  readonly firstFailure: string | null;
  /** What a reader must know. */
  readonly warnings: readonly Warning[];
}

/** A trial that yielded nothing to measure. */
export interface FailedTrial extends TrialIdentity {
  /** Tells measured and failed trials apart. */
  readonly state: "failed";
  /** Why, as a word. `void` means that it was measured but contradicts itself. */
  readonly reason: "timed-out" | "crashed" | "killed" | "no-record" | "invalid-record" | "void";
  /** Why, in one line. */
  readonly message: string;
}

/** One line of `trials.ndjson`. */
export type TrialRecord = MeasuredTrial | FailedTrial;

/**
 * Tells measured trials from failed ones.
 *
 * @param trial A trial.
 * @returns Whether it was measured.
 */
export function isMeasured(trial: TrialRecord): trial is MeasuredTrial {
  return trial.state === "measured";
}
