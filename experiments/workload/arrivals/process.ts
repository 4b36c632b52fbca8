/**
 * What all arrival processes have in common: their parameters as data, and what planning asks of each
 * kind. One file a kind beside this one.
 *
 * @module
 */
import type { Random } from "../random.ts";

/**
 * When tasks arrive; plain data, so that a trial can be sent to another process. Written λ for the
 * rate per ms.
 *
 * - `steady`: tᵢ = i ÷ λ, from i = 0. The gaps do not vary (SCV 0).
 * - `poisson`: gaps are independent exponentials with mean 1 ÷ λ, the first one before the first
 *   arrival (SCV 1).
 * - `batches`: tᵢ = ⌊i ÷ batch⌋ · everyMs: `batch` tasks at one instant, the first batch at 0.
 * - `on-off`: Poisson with `ratePerSecond` for `onMs`, then silence for `offMs`, and again; starts
 *   on. Also known as an interrupted Poisson process, here with fixed phases.
 * - `ramp`: Poisson with a rate that goes from one value to another in a straight line.
 * - `diurnal`: Poisson with the rate λ · (1 + amplitude · sin(2πt ÷ periodMs)).
 * - `mmpp`: Markov-modulated Poisson: two rates, each for exponential times, so that bursts have
 *   random lengths and gaps are correlated.
 * - `replay`: times that were recorded, sorted, the first at 0.
 */
export type ArrivalProcess =
  | { readonly kind: "steady"; readonly ratePerSecond: number }
  | { readonly kind: "poisson"; readonly ratePerSecond: number }
  | { readonly kind: "batches"; readonly batch: number; readonly everyMs: number }
  | {
    readonly kind: "on-off";
    readonly ratePerSecond: number;
    readonly onMs: number;
    readonly offMs: number;
  }
  | {
    readonly kind: "ramp";
    /** Rate at the start, at least 0. */
    readonly fromRatePerSecond: number;
    /** Rate at the end of the ramp and after it, above 0. */
    readonly toRatePerSecond: number;
    /** Length of the ramp, above 0; null for the whole trial, however long it is. */
    readonly overMs: number | null;
  }
  | {
    readonly kind: "diurnal";
    /** Mean rate over a period. */
    readonly ratePerSecond: number;
    /** Largest deviation from the mean ÷ mean, from 0 to 1. */
    readonly amplitude: number;
    readonly periodMs: number;
  }
  | {
    readonly kind: "mmpp";
    /** Rate in the quiet state, at least 0. */
    readonly lowRatePerSecond: number;
    /** Rate in the busy state, above 0 and at least that of the quiet one. */
    readonly highRatePerSecond: number;
    /** Mean length of a quiet state. */
    readonly lowMs: number;
    /** Mean length of a busy state. */
    readonly highMs: number;
  }
  | { readonly kind: "replay"; readonly timesMs: readonly number[] };

/** How much of a process a trial takes: a number of tasks, or all that arrive in a time. */
export type Extent =
  | { readonly kind: "tasks"; readonly tasks: number }
  | { readonly kind: "duration"; readonly durationMs: number };

/** The process of one kind. */
export type ProcessOf<Kind extends ArrivalProcess["kind"]> = Extract<
  ArrivalProcess,
  { readonly kind: Kind }
>;

/** What planning asks of one kind of process. */
export interface ProcessRules<Process> {
  /**
   * The long-run mean rate, in tasks per second.
   *
   * @throws {RangeError} If a number of the process is out of its range.
   */
  meanRatePerSecond(process: Process): number;
  /**
   * The time of each task, in ms.
   *
   * @param process The process, its numbers in range.
   * @param random Where chance comes from.
   * @param extent How much of the process is wanted.
   * @returns To be asked for 0, 1, 2 … in this order; Infinity after the last one.
   */
  times(process: Process, random: Random, extent: Extent): (index: number) => number;
  /**
   * When the task after the last one is due, in ms.
   *
   * @default the last arrival plus the mean gap
   */
  nextDueMs?(process: Process, intendedMs: Float64Array): number;
  /**
   * Where a process ends that is not endless: how many tasks it has, and its length in ms.
   *
   * @default it does not end
   */
  end?(process: Process): { readonly tasks: number; readonly durationMs: number };
}
