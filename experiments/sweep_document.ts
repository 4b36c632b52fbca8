/**
 * What a sweep adds to its study at the waist between measuring and reporting: which cell lies where on
 * which curve, in `study.json`, and the probes of the search for the knee, in `knee.ndjson`.
 *
 * @module
 */
import type { TrialRecord } from "./record.ts";
import type { ServiceLevel } from "./service_level.ts";
import type { StudyConfig } from "./study/config.ts";

/** A parameter that is swept. */
export interface SweptParameter {
  /** Whose it is. */
  readonly scope: "strategy" | "workload";
  /** Its name, unit included: `ratePerSecond`. */
  readonly parameter: string;
}

/**
 * Whether a parameter is a rate of arrivals, over which a knee can be sought.
 *
 * @param swept The parameter.
 * @returns True for `ratePerSecond` of a workload and for its like.
 */
export function isRate({ scope, parameter }: SweptParameter): boolean {
  return scope === "workload" && /^(?:.+R|r)atePerSecond$/.test(parameter);
}

/** A cell of the grid as a point of a curve. */
export interface GridPoint {
  /** Value of the parameter that the curve goes over. */
  readonly value: number;
  /** Index of the cell in the study. */
  readonly cell: number;
}

/** A strategy under a workload with a placement, over the values of one parameter. */
export interface CurveDocument {
  /** The strategy as selected, without what the curve goes over. */
  readonly strategy: string;
  /** The workload as selected, without what the curve goes over. */
  readonly workload: string;
  /** Where the producer runs. */
  readonly placement: "inside" | "outside";
  /** Value of the second parameter, which tells curves apart; null if only one is swept. */
  readonly fixed: number | null;
  /** Whether rates beyond the grid's are tried to find the knee. */
  readonly knee: "sought" | "not-sought";
  /** Its points, by ascending value. */
  readonly points: readonly GridPoint[];
}

/** What `study.json` says of a sweep. */
export interface SweepDocument {
  /** What was asked for, the swept parameters apart; the study's own config spells them out. */
  readonly config: StudyConfig;
  /** The axes as they can be given again: `ratePerSecond=100..10000:log:12`. */
  readonly over: readonly string[];
  /** What curves go over. */
  readonly x: SweptParameter;
  /** What tells curves apart beside; null if only one parameter is swept. */
  readonly second: SweptParameter | null;
  /** The service level; null if none was asked for. */
  readonly slo: ServiceLevel | null;
  /** How far apart, as a share, the ends of the knee's interval may be for the search to end. */
  readonly precision: number;
  /** The curves. */
  readonly curves: readonly CurveDocument[];
}

/** One line of `knee.ndjson`: a trial at a rate that the search for a knee asked for. */
export interface KneeProbe {
  /** Version of this record. */
  readonly schema: "dispatch-lab/knee-probe@1";
  /** Number of the round, from 0: one rate a curve. */
  readonly round: number;
  /** Index of the curve. */
  readonly curve: number;
  /** The rate. */
  readonly ratePerSecond: number;
  /** The trial; its block counts within the round, its order over all rounds. */
  readonly trial: TrialRecord;
}
