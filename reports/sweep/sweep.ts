/**
 * A sweep in figures: the one view of it that every renderer gets, and the contents of `sweep.json`.
 * Fields may be added; none is ever renamed.
 *
 * @module
 */
import type { Warning } from "../../experiments/record.ts";
import type { Environment } from "../../experiments/study_document.ts";
import type { ServiceLevel } from "../../experiments/service_level.ts";
import type { SweptParameter } from "../../experiments/sweep_document.ts";
import type { CellMetric, CellTheory, ReportCell } from "../report.ts";
import type { Interval, Line, UslFit } from "../stats/mod.ts";
import type { SloJudgement } from "./judge_slo.ts";
import type { KneeStop } from "./knee_search.ts";

/** A mean over blocks. */
export interface BlockMean {
  /** The mean; null if no block has the figure. */
  readonly mean: number | null;
  /** Its 95 % confidence interval, Student's t over blocks; null for fewer than two. */
  readonly ci95: Interval | null;
}

/** A point of a curve. */
export interface SweepPoint {
  /** Value of the parameter that the curve goes over. */
  readonly value: number;
  /** Whether the grid has it, or only the search for the knee asked for it. */
  readonly source: "grid" | "probe";
  /** As for a cell of a report; `failed` without any trial, failed ones included, if it has not run. */
  readonly state: ReportCell["state"];
  /** Trials that were measured, those of probes at this value included. */
  readonly trials: number;
  /** Trials that failed. */
  readonly failedTrials: number;
  /** λo. */
  readonly offeredRatePerSecond: number | null;
  /** X. */
  readonly throughputPerSecond: BlockMean;
  /** ρ by the stamps. */
  readonly utilization: number | null;
  /** Waits. */
  readonly waitMs: CellMetric;
  /** Sojourns of the tasks that ended. */
  readonly sojournMs: CellMetric;
  /** Mean service, in ms. */
  readonly serviceMs: number | null;
  /** Measured pauses of a strategy that polls. */
  readonly sleepMs: ReportCell["sleepMs"];
  /** What queueing theory says of the mean wait. */
  readonly theory: CellTheory | null;
  /** The rate beyond which theory says that it cannot keep up, from the moments measured here. */
  readonly predictedSaturationPerSecond: number | null;
  /** How it stands to the service level; null without one. */
  readonly slo: SloJudgement | null;
  /** What theory says of the statistic that the service level is about, in ms; null if nothing. */
  readonly predictedSloMs: number | null;
  /** As for a cell of a report. */
  readonly warnings: readonly Warning[];
}

/** The largest rate that meets the service level. */
export interface Knee {
  /**
   * `found`: between the ends of its interval. `at-least`: every rate up to the largest that was tried
   * meets, or is not sure to miss. `none`: none meets, from the smallest of the grid on. `unfinished`:
   * the search was interrupted.
   */
  readonly state: "found" | "at-least" | "none" | "unfinished";
  /** The largest rate that meets with its upper confidence limit; null if none does. */
  readonly ratePerSecond: number | null;
  /** That rate, and the smallest that surely misses; null where there is none. */
  readonly interval: readonly [low: number | null, high: number | null];
  /** Why the search ended; null if it was interrupted. */
  readonly stopped: KneeStop | null;
  /** Probes that it took. */
  readonly probes: number;
  /** The predicted saturation from the moments measured within the interval, its ends included. */
  readonly predictedSaturationPerSecond: number | null;
  /** The knee ÷ that. */
  readonly ofPredictedSaturation: number | null;
  /**
   * The rate at which theory's curve reaches the service level, or the predicted saturation if that is
   * less; null if it reaches neither.
   */
  readonly predictedPerSecond: number | null;
}

/** The most that a curve carried. */
export interface Saturation {
  /** `not-reached` if every point was stable. */
  readonly state: "reached" | "not-reached";
  /**
   * The mean over all blocks of the unstable points that carried as much as any, as far as intervals can
   * tell; over anything but a rate that of one point alone. Of no meaning if it was not reached: null.
   */
  readonly throughputPerSecond: BlockMean | null;
  /** Value of the parameter where most was carried; where it was not reached, at the last one measured. */
  readonly value: number | null;
  /** Values of the parameter at the points that the mean is over, ascending; none if not reached. */
  readonly values: readonly number[];
  /** What theory says, from the moments at those points; if not reached, at the last one measured. */
  readonly predictedPerSecond: number | null;
  /** Measured ÷ predicted. */
  readonly ratio: number | null;
}

/** The Universal Scalability Law on a curve over concurrency. */
export type CurveUsl =
  | (UslFit & {
    /** Intervals by the jackknife over blocks; null where they cannot be told. */
    readonly ci95: Readonly<Record<"gamma" | "sigma" | "kappa" | "peak", Interval | null>>;
    /** Values of the parameter that it was fitted to. */
    readonly values: readonly number[];
  })
  | {
    /** Tells the outcomes apart. */
    readonly state: "refused";
    /** Why, as a word. */
    readonly reason: "too-few-levels" | "no-throughput" | "not-saturated";
    /** Why, in one line. */
    readonly message: string;
  };

/** The mean wait of a polled queue as a straight line over its mean sleep. */
export interface CurveLine extends Line {
  /** Intervals by the jackknife over blocks; null where they cannot be told. */
  readonly ci95: Readonly<Record<"slope" | "intercept", Interval | null>>;
  /** The line through what theory predicts at the same points; null if it does not for all. */
  readonly predicted: Line | null;
  /** Values of the parameter that it was fitted to: those of stable points. */
  readonly values: readonly number[];
}

/** A strategy under a workload over the values of a parameter. */
export interface SweepCurve {
  /** The strategy as selected. */
  readonly strategy: string;
  /** The workload as selected. */
  readonly workload: string;
  /** Where the producer ran. */
  readonly placement: string;
  /** Value of the second parameter; null if only one is swept. */
  readonly fixed: number | null;
  /** Whether tasks come by the schedule or from users. */
  readonly loop: "open" | "closed";
  /** Kind of arrival process. */
  readonly arrivals: ReportCell["arrivals"];
  /** Its points, those of probes included, by ascending value. */
  readonly points: readonly SweepPoint[];
  /** Where the service level ends to be met; null if that was not sought. */
  readonly knee: Knee | null;
  /** The most that it carried. */
  readonly saturation: Saturation;
  /** The Universal Scalability Law; null if the parameter is no concurrency. */
  readonly usl: CurveUsl | null;
  /** The cost of polling; null if the parameter is not that of a queue which polls, or it is no line. */
  readonly line: CurveLine | null;
}

/** A sweep in figures. */
export interface Sweep {
  /** Version of this document. */
  readonly schema: "dispatch-lab/sweep@1";
  /** When the study began, ISO 8601. */
  readonly createdAt: string;
  /** The command that runs it again. */
  readonly command: string;
  /** The seed. */
  readonly seed: number;
  /** Blocks a point. */
  readonly blocks: number;
  /** Trials of the grid. */
  readonly plannedTrials: number;
  /** Those of them that have a record. */
  readonly recordedTrials: number;
  /** What concerns the study as a whole. */
  readonly warnings: readonly Warning[];
  /** Machine and software. */
  readonly environment: Environment;
  /** What curves go over. */
  readonly x: SweptParameter;
  /** What tells curves apart beside; null if only one parameter is swept. */
  readonly second: SweptParameter | null;
  /** The service level; null if none was asked for. */
  readonly slo: ServiceLevel | null;
  /** How narrow, as a share, the knee's interval was to be. */
  readonly precision: number;
  /** The curves. */
  readonly curves: readonly SweepCurve[];
}
