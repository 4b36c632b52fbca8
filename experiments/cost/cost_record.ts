/**
 * What the benchmark of dispatch asks its children and what they answer: plain data with the unit in
 * every name. It travels as JSON, so what is not a number is null.
 *
 * @module
 */
import type { Placement } from "../../strategies/mod.ts";
import type { ChildFailureReason } from "../trial/child_process.ts";
import type { StrategySpec, TrialSpec } from "../trial/spec.ts";

/**
 * What is measured of a subject.
 *
 * - `burst`: tasks that do nothing, dispatched in one go from the loop itself.
 * - `promises`: functions that do nothing, handed over in one go to an API that returns a promise each.
 * - `wake`: from dispatch to start, when tasks come one at a time.
 * - `throughput`: tasks that do nothing, dispatched by another thread as fast as it can.
 * - `idle-cpu`: what a loop costs that waits for another thread's tasks while none come.
 */
export const COST_MEASURES = ["burst", "promises", "wake", "throughput", "idle-cpu"] as const;

/** One of {@link COST_MEASURES}. */
export type CostMeasure = typeof COST_MEASURES[number];

/** How many tasks a burst has. */
export interface BurstSize {
  /** The most. */
  readonly tasks: number;
  /** Fewer, if a burst would take longer than this, in ms; null: exactly so many. */
  readonly longestMs: number | null;
}

/** Who takes functions and returns promises: a strategy of ours, or a library as it comes. */
export type PromiseApiSpec =
  | { readonly kind: "submitter"; readonly strategy: StrategySpec }
  | { readonly kind: "library"; readonly name: string };

/** How quickly tasks come in the two halves of `wake`. */
export type WakePace = "busy" | "idle";

/** What a child is asked to measure. */
export type CostRequest =
  | { readonly kind: "burst"; readonly strategy: StrategySpec; readonly size: BurstSize }
  | { readonly kind: "promises"; readonly api: PromiseApiSpec; readonly tasks: number }
  | { readonly kind: "wake"; readonly trials: Readonly<Record<WakePace, TrialSpec>> }
  | { readonly kind: "throughput"; readonly strategy: StrategySpec; readonly size: BurstSize }
  | { readonly kind: "idle-cpu"; readonly strategy: StrategySpec; readonly idleMs: number };

/** What became of bursts, and the median of what they took. */
export interface BurstResult {
  /** Tells results apart. */
  readonly kind: "burst" | "promises";
  /** Tasks in each measured burst. */
  readonly tasks: number;
  /** Tasks of the measured bursts, on average, that the strategy dropped. */
  readonly dropped: number;
  /** How many bursts were measured. */
  readonly bursts: number;
  /** From the first dispatch to the last end, a task, in ns: the median burst. */
  readonly nsPerTask: number;
}

/** How long tasks that came one at a time waited for their start. */
export interface WakeFigures {
  /** Tasks that started. */
  readonly started: number;
  /** Median of started − released, in ms. */
  readonly p50Ms: number;
  /** 99th percentile of the same. */
  readonly p99Ms: number;
  /** Bound of the error of the clocks' alignment, in ms; 0 where one clock stamped both. */
  readonly clockErrorMs: number;
}

/**
 * Whether the clocks that stamped a trial were aligned well enough for its median to mean something.
 *
 * @param figures The trial's.
 * @returns False if the median is less than twice the error.
 */
export function isAligned({ clockErrorMs, p50Ms }: WakeFigures): boolean {
  return p50Ms >= 2 * clockErrorMs;
}

/** Wake-up at both paces. */
export interface WakeResult {
  /** Tells results apart. */
  readonly kind: "wake";
  /** Figures of each pace. */
  readonly paces: Readonly<Record<WakePace, WakeFigures>>;
}

/** How quickly tasks came across from another thread. */
export interface ThroughputResult {
  /** Tells results apart. */
  readonly kind: "throughput";
  /** Tasks in each measured burst. */
  readonly tasks: number;
  /** Tasks of the measured bursts, on average, that were dropped or lost on the way. */
  readonly dropped: number;
  /** How many bursts were measured. */
  readonly bursts: number;
  /** Tasks that ran, from the first dispatch to the last run, per second: the median burst. */
  readonly tasksPerSecond: number;
}

/** What silence cost. */
export interface IdleCpuResult {
  /** Tells results apart. */
  readonly kind: "idle-cpu";
  /** How long nothing came, in ms. */
  readonly wallMs: number;
  /** Processor time of the loop's thread meanwhile, in ms; steps of 10 ms. */
  readonly cpuMs: number;
}

/** What a child answers. */
export type CostResult = BurstResult | WakeResult | ThroughputResult | IdleCpuResult;

/** A subject under a measure: a row of a table. */
export interface CostCell {
  /** Which table. */
  readonly measure: CostMeasure;
  /** Who is measured: a selection such as `queue-polled:intervalMs=5`, or a library's API. */
  readonly subject: string;
  /** Where the producer is. */
  readonly placement: Placement;
  /** What its children are asked. */
  readonly request: CostRequest;
}

/** Why a child left no figures. */
export type CostFailureReason = ChildFailureReason | "invalid-record";

/** One cell in one round. */
export type CostRecord = {
  /** Index of the cell. */
  readonly cell: number;
  /** Number of the round, from 0. */
  readonly round: number;
  /** How long the child took from start to end, in ms. */
  readonly wallMs: number;
} & CostOutcome;

/** What a child measured, or why it did not. */
export type CostOutcome =
  | { readonly state: "measured"; readonly result: CostResult }
  | {
    readonly state: "failed";
    readonly reason: CostFailureReason;
    /** One line. */
    readonly message: string;
  };
