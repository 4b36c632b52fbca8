/**
 * The capacity plan: how many loops a measured strategy needs at a rate that no loop here can carry, and
 * the contents of `plan.json`. Fields may be added; none is ever renamed.
 *
 * @module
 */
import type { Warning } from "../../experiments/record.ts";
import type { ServiceLevel } from "../../experiments/service_level.ts";
import type { Interval } from "../stats/mod.ts";

/** Of which kind the arrivals are that the loops are planned for. */
export type PlannedArrivals =
  | { readonly kind: "poisson" }
  /** As irregular as those that the cell was measured under. */
  | { readonly kind: "measured" }
  | { readonly kind: "scv"; readonly scv: number };

/** What is asked. */
export interface CapacityRequest {
  /** λ, tasks per second, all loops together. */
  readonly ratePerSecond: number;
  /** What the sojourn may be at most. */
  readonly level: ServiceLevel;
  /**
   * How irregular arrivals are.
   *
   * @default Poisson
   */
  readonly arrivals?: PlannedArrivals;
  /** Which cells, named as they were selected. @default all */
  readonly only?: Partial<CapacityCell>;
}

/**
 * How loops share the work. `shared-queue`: one queue in front of them all, from which each takes the
 * next task when it is free. `own-queues`: a balancer sends each task to a loop drawn at random, and it
 * waits there.
 */
export type Deployment = "shared-queue" | "own-queues";

/** The answer of a formula. */
export interface FormulaAnswer {
  /** Name of the model. */
  readonly model: string;
  /** The least number of loops that meets the level. */
  readonly loops: number;
  /**
   * 95 % interval for it, from what each block alone would have led to; null for fewer than two blocks.
   * The upper end is null where some block leads to no number.
   */
  readonly loopsInterval: readonly [low: number, high: number | null] | null;
  /** The figure of the sojourn that the level is set on, with so many loops, in ms. */
  readonly sojournMs: number;
  /** ρ: the part of its time for which each loop is held. */
  readonly utilization: number;
}

/**
 * Whether a run is long against what its queue remembers. Where it is `too-short` sojourns come out too low
 * and intervals too narrow, so neither they nor the number of loops can be relied on.
 */
export type SimulationLength = "enough" | "too-short";

/** The answer of a simulation. */
export interface SimulationAnswer {
  /** The least number of loops that meets the level. */
  readonly loops: number;
  /**
   * The least numbers at which the lower and the upper end of the figure's interval meet the level: the
   * simulation's own error and nothing else. Null where the interval is unknown or never meets it.
   */
  readonly loopsInterval: readonly [low: number, high: number | null] | null;
  /** The figure of the sojourn with so many loops, in ms. */
  readonly sojournMs: number;
  /** Its interval, in ms; null if there is none. */
  readonly sojournIntervalMs: Interval | null;
  /** ρ with so many loops. */
  readonly utilization: number;
  /** Whether it can be relied on. */
  readonly length: SimulationLength;
  /** The figure, with its interval, for as many loops as the formula asks for, in ms; null if for none. */
  readonly atFormulaLoops: {
    readonly sojournMs: number;
    readonly intervalMs: Interval | null;
    readonly length: SimulationLength;
  } | null;
}

/** Loops for one cell, deployed in one way. */
export interface PlannedDeployment {
  /** How the loops share the work. */
  readonly deployment: Deployment;
  /** By formula; null if no number meets the level. */
  readonly formula: FormulaAnswer | null;
  /** By simulation; null if none was run, or no number near the formula's meets the level. */
  readonly simulation: SimulationAnswer | null;
  /**
   * Whether the two agree: the formula's number is within the simulation's interval, or apart from it by
   * one loop or one in twenty. `not-simulated` if there is only the formula.
   */
  readonly verdict: "agree" | "differ" | "not-simulated";
}

/** Whose plan it is. */
export interface CapacityCell {
  /** The strategy as selected. */
  readonly strategy: string;
  /** The workload as selected. */
  readonly workload: string;
  /** Where the producer ran. */
  readonly placement: string;
}

/** What was measured of a cell and goes into its plan. */
export interface MeasuredBasis {
  /** Blocks with a stable trial: what the plan is made from. */
  readonly blocks: number;
  /** Tasks measured in them. */
  readonly tasks: number;
  /** λ at which they were measured, per second. */
  readonly arrivalRatePerSecond: number;
  /** ρ at which they were measured, by what bodies held alone: without hand-overs. */
  readonly utilization: number;
  /** Ca² of the arrivals that they were measured under; null if unknown. */
  readonly arrivalScv: number | null;
  /** Mean time for which a task holds its loop, in ms. */
  readonly holdingMs: number;
  /** Cs²: SCV of that time. */
  readonly holdingScv: number;
  /** Mean service, in ms. */
  readonly serviceMs: number;
  /** Mean wake-up of a loop that rests, in ms. */
  readonly setUpMs: number;
  /** Where the wake-up was taken from. */
  readonly setUpFrom: "wake-up" | "overhead";
  /** What passes between two tasks of which the second was waiting, in ms. */
  readonly handOverMs: number;
}

/** What the plan's formula makes of the very load that was measured. */
export interface Reproduction {
  /** The loop, or the threads of a pool, that were measured. */
  readonly loops: number;
  /** ρ at which they were, by the formula, which counts hand-overs as occupancy. */
  readonly utilization: number;
  /** The level's figure of the measured sojourns, all tasks together, in ms. */
  readonly measuredMs: number;
  /** Name of the model. */
  readonly model: string;
  /** What it predicts for that figure, in ms. */
  readonly predictedMs: number;
  /** Whether the two are within a factor of 1.5 of each other. */
  readonly verdict: "agree" | "differ";
}

/** The plan for one cell. */
export interface PlannedCell extends CapacityCell {
  /** What there is so many of: event loops, or threads of a pool. */
  readonly unit: "loop" | "thread";
  /** What was measured. */
  readonly measured: MeasuredBasis;
  /** How well the formula reproduces what was measured; null where one of the figures is unknown. */
  readonly reproduction: Reproduction | null;
  /** Ca² of the arrivals that it is planned for. */
  readonly arrivalScv: number;
  /** The rate ÷ the rate at which the cell was measured. */
  readonly extrapolation: number;
  /**
   * The level's figure of wake-up and service alone, in ms: what is left of the sojourn where loops are
   * many. Only where they are so few that they hardly ever rest it may be less.
   */
  readonly floorMs: number;
  /** One entry a way to deploy. */
  readonly deployments: readonly PlannedDeployment[];
  /** What a reader must know. */
  readonly warnings: readonly Warning[];
}

/**
 * Why a cell has no plan. `failed`, `unstable`: it was not measured, or had no steady state to
 * extrapolate. `closed-loop`: its users set the rate. `polled`: its loop sleeps between passes. `limited`:
 * a limit of bodies in progress binds before the loop does. `shed`: those served are not those that came.
 * `not-measured`: the record lacks what a plan needs. `unreachable`: no number of loops meets the level.
 */
export type RefusalReason =
  | "failed"
  | "unstable"
  | "closed-loop"
  | "polled"
  | "limited"
  | "shed"
  | "not-measured"
  | "unreachable";

/** A cell without a plan. */
export interface RefusedCell extends CapacityCell {
  /** Why, as a word. */
  readonly reason: RefusalReason;
  /** Why, in one line. */
  readonly message: string;
}

/** A capacity plan. */
export interface CapacityPlan {
  /** Version of this document. */
  readonly schema: "dispatch-lab/plan@1";
  /** The study that it is made from. */
  readonly study: {
    readonly createdAt: string;
    readonly fingerprint: string;
    readonly cpu: string;
    readonly cores: number;
  };
  /** What was asked. */
  readonly request: Required<Omit<CapacityRequest, "only">>;
  /** How it was simulated; null if it was not. */
  readonly simulation: RunSize | null;
  /** What must hold for the numbers to be right. */
  readonly assumptions: readonly string[];
  /** What a reader must know of the study as a whole. */
  readonly warnings: readonly Warning[];
  /** Cells with a plan, in the study's order. */
  readonly cells: readonly PlannedCell[];
  /** Cells without one. */
  readonly refused: readonly RefusedCell[];
}

/** How much was simulated. */
export interface RunSize {
  /** Tasks a run. */
  readonly customers: number;
  /** The seed; all runs share it. */
  readonly seed: number;
}
