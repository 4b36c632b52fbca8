/**
 * What a simulation found.
 *
 * @module
 */
import type { Interval } from "../../../reports/stats/intervals.ts";
import type { NotApplicable } from "../prediction.ts";

/** A time of tasks, as simulated; in ms. */
export interface SimulatedTime {
  /** Estimate of the mean. */
  readonly mean: number;
  /** Its confidence interval. */
  readonly interval: Interval;
  /** Median; quantiles are within 0.4 % of those of the simulated times. */
  readonly p50: number;
  /** Confidence interval of the median. */
  readonly p50Interval: Interval;
  /** 90th percentile. */
  readonly p90: number;
  /** 99th percentile. */
  readonly p99: number;
  /** Confidence interval of the 99th percentile. */
  readonly p99Interval: Interval;
  /** 99.9th percentile. */
  readonly p999: number;
  /** Largest. */
  readonly max: number;
  /** How many batches the intervals rest on. */
  readonly batches: number;
  /** Of the batch means. Well above 0 the batches are too short and the intervals too narrow. */
  readonly lag1Autocorrelation: number;
}

/** One class of tasks, as simulated. */
export interface SimulatedClass {
  /** Tasks of the class that were served. */
  readonly customers: number;
  /** Their waits. */
  readonly waitMs: SimulatedTime;
  /** Their sojourns. */
  readonly sojournMs: SimulatedTime;
}

/** A queue was simulated. */
export interface Simulated {
  /** Tells the outcomes apart. */
  readonly state: "simulated";
  /** Tasks that were served and counted. */
  readonly customers: number;
  /** Tasks that were served before those, and left out. */
  readonly warmUp: number;
  /** Confidence level of all intervals. */
  readonly level: number;
  /**
   * Time from arrival to start, of the tasks that were served. Where service is interrupted or shared
   * it is the time to the first of it: 0 under processor sharing.
   */
  readonly waitMs: SimulatedTime;
  /** Time from arrival to end, of the tasks that were served. */
  readonly sojournMs: SimulatedTime;
  /** ρ: part of its time that the server, or each of them, spent on tasks. */
  readonly utilization: number;
  /** λ: tasks that arrived, per second of simulated time. */
  readonly arrivalRatePerSecond: number;
  /** X: tasks that were served, per second of simulated time. */
  readonly throughputPerSecond: number;
  /** Lq: mean number of tasks that wait, those included that are given up. */
  readonly queueLength: number;
  /** Part of the arrived tasks that was given up. */
  readonly lostShare: number;
  /** The classes of a discipline that has such, the most urgent first; empty otherwise. */
  readonly perClass: readonly SimulatedClass[];
}

/** What a simulation found, or why there is nothing to find. */
export type SimulationResult = Simulated | NotApplicable;
