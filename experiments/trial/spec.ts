/**
 * What one trial is told: one cell of the study in one block. It travels to the child process as
 * JSON.
 *
 * @module
 */
import type { ParameterValues, Placement } from "../../strategies/mod.ts";
import type { Extent, ScheduleSeeds, Workload } from "../workload/mod.ts";

/** One cell in one block. */
export interface TrialSpec {
  /** The strategy under test. */
  readonly strategy: StrategySpec;
  /** Where the producer runs. */
  readonly placement: Placement;
  /** Arrivals, demand and body. */
  readonly workload: Workload;
  /** Where a body of kind `custom` is found. @default none: the body is of another kind */
  readonly customBody?: CustomBodySpec;
  /** How long the schedule is. */
  readonly extent: Extent;
  /** Seeds; arrival and service are the same for every cell of a block. */
  readonly seeds: TrialSeeds;
  /** Phases around the measured window. */
  readonly timing: TrialTiming;
}

/** A strategy as a trial's processes and threads find it. */
export interface StrategySpec {
  /** Its name in the catalogue, or the path of its module as somebody wrote it. */
  readonly name: string;
  /** A value for each of its parameters. */
  readonly values: ParameterValues;
  /** Where it is found. @default the catalogue */
  readonly module?: ModuleSpec;
}

/** The `run` of a workload of the user's own. */
export interface CustomBodySpec {
  /** Its default export has the `run`. */
  readonly module: ModuleSpec;
  /** A value for each of the workload's parameters. */
  readonly values: ParameterValues;
}

/** A module of the user's own. */
export interface ModuleSpec {
  /** Where it is, a `file:` URL. */
  readonly url: string;
  /** Hash of what it consists of, so that a study that is resumed with another is found out. */
  readonly sha256: string;
}

/** The seeds of a trial. */
export interface TrialSeeds extends ScheduleSeeds {
  /** Seeds the gaps between heartbeats. */
  readonly heartbeatSeed: number;
}

/** Lengths of a trial's phases, in ms. */
export interface TrialTiming {
  /** Most time for the unmeasured run that lets the compiler settle. */
  readonly warmupMs: number;
  /** Idle time over which the loop-lag baseline is taken. */
  readonly calibrationMs: number;
  /** How long tasks may take to end after the schedule's horizon. */
  readonly graceMs: number;
  /** Mean gap between two heartbeats. */
  readonly heartbeatGapMs: number;
}
