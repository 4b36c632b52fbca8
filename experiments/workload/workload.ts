/**
 * A workload: when tasks arrive, how much each demands, and what kind of body spends it.
 *
 * @module
 */
import type { ArrivalProcess } from "./arrivals.ts";
import type { TaskClass } from "./classes.ts";
import type { ClosedLoop } from "./closed_loop.ts";
import type { Demand } from "./demand.ts";
import type { Faults } from "./faults.ts";
import type { Patience } from "./patience.ts";

/**
 * The body of a workload's tasks, with what its kind needs beside the demand.
 *
 * - `cpu`: spins until the demand has passed and holds the loop all the while.
 * - `await`: awaits a timer for the demand and leaves the loop free.
 * - `io`: some CPU, a request to a loopback peer that answers after the demand, a read of a small
 *   file, some CPU again.
 * - `mixed`: tasks of the first class are as those of `io`, tasks of the second as those of `cpu`.
 * - `custom`: what a workload of the user's own does in its `run`.
 */
export type Body =
  | { readonly kind: "cpu" }
  | { readonly kind: "await" }
  | {
    readonly kind: "io";
    /** CPU time spent before the request, in ms, at least 0. */
    readonly cpuBeforeMs: number;
    /** CPU time spent after the reads, in ms, at least 0. */
    readonly cpuAfterMs: number;
  }
  | {
    readonly kind: "mixed";
    /** Delay of the peer, for the tasks that ask it; the workload's demand is that of the others. */
    readonly peer: Demand;
    /** As for `io`. */
    readonly cpuBeforeMs: number;
    /** As for `io`. */
    readonly cpuAfterMs: number;
  }
  | { readonly kind: "custom" };

/** What tasks of a `mixed` body do, by class: those that are short on the loop are the more urgent. */
export const MIXED_CLASSES = ["io", "cpu"] as const;

/** Class of the tasks of a `mixed` body that do as `io` does. */
export const IO_CLASS: number = MIXED_CLASSES.indexOf("io");

/** Everything that a trial needs to know about its tasks; plain data. */
export interface Workload {
  /** The selection that gives it, with only what differs from the defaults: `steady:serviceMs=2`. */
  readonly name: string;
  /** When tasks arrive, or who sends them. */
  readonly arrivals: ArrivalProcess | ClosedLoop;
  /** How much each demands. */
  readonly demand: Demand;
  /** What spends the demand. */
  readonly body: Body;
  /** Tasks that misbehave. @default none */
  readonly faults?: Faults;
  /** Classes of tasks, the most urgent first; their shares add up to 1. @default all are alike */
  readonly classes?: readonly TaskClass[];
  /** Tasks that are given up before they start. @default all are wanted for ever */
  readonly patience?: Patience;
}
