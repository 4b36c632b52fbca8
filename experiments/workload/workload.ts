/**
 * A workload: when tasks arrive, how much each demands, and what kind of body spends it.
 *
 * @module
 */
import { type ArrivalPlan, type ArrivalProcess, type Extent, planArrivals } from "./arrivals.ts";
import { planClasses, type TaskClass } from "./classes.ts";
import { type Demand, planDemand } from "./demand.ts";
import { type Faults, planFaults } from "./faults.ts";
import { type Patience, type PatiencePlan, planPatience } from "./patience.ts";
import { createRandom, deriveSeed } from "./random.ts";

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
  /** When tasks arrive. */
  readonly arrivals: ArrivalProcess;
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

/** The seeds of a schedule: cells of a block share both, so all meet the same tasks. */
export interface ScheduleSeeds {
  /** Seeds the arrivals. */
  readonly arrivalSeed: number;
  /** Seeds the demands, so that a change of arrivals leaves them as they are. */
  readonly serviceSeed: number;
}

/** The tasks of one trial, made before it runs; row i is task i. */
export interface Schedule extends ArrivalPlan, PatiencePlan {
  /** What each task demands, in ms, at least 0: of the loop, a timer or the peer, as its body does. */
  readonly demandMs: Float64Array;
  /** What each task does wrong, a `FAULT_CODE`. */
  readonly fault: Uint8Array;
  /** Class of each task: an index of the workload's classes, 0 if it has none. */
  readonly taskClass: Uint8Array;
  /** Planned arrivals per second: their number over the horizon; 0 if there are none. */
  readonly offeredRatePerSecond: number;
}

/**
 * Plans the tasks of one trial. The same arguments give the same schedule.
 *
 * @param workload The workload.
 * @param extent How much of it.
 * @param seeds Whole numbers between ±(2⁵³ − 1).
 * @returns The schedule.
 * @throws {RangeError} If a number of the workload, the extent or a seed is out of its range.
 *
 * @example
 * ```ts
 * const workload = resolveWorkload({ name: "poisson", given: {} });
 * const extent = { kind: "tasks", tasks: 1000 } as const;
 * const schedule = planSchedule(workload, extent, { arrivalSeed: 1, serviceSeed: 2 });
 * ```
 */
export function planSchedule(workload: Workload, extent: Extent, seeds: ScheduleSeeds): Schedule {
  const arrivals = planArrivals(workload.arrivals, extent, createRandom(seeds.arrivalSeed));
  const count = arrivals.intendedMs.length;
  // One seed a purpose: a workload that is given classes keeps its demands.
  const seeded = (purpose: string) => createRandom(deriveSeed(seeds.serviceSeed, purpose));
  const { body, classes } = workload;
  const taskClass = planClasses(classes, count, seeded("classes"));
  const demandMs = planDemand(workload.demand, count, createRandom(seeds.serviceSeed));
  if (body.kind === "mixed") {
    if (classes?.length !== MIXED_CLASSES.length) {
      throw new RangeError(
        `Cannot plan tasks: a mixed body has two classes, ${MIXED_CLASSES.join(" and ")}, got ${
          classes?.length ?? "none"
        }`,
      );
    }
    const delayMs = planDemand(body.peer, count, seeded("peer"));
    taskClass.forEach((index, task) => {
      if (index === IO_CLASS) demandMs[task] = delayMs[task];
    });
  }
  return {
    ...arrivals,
    demandMs,
    taskClass,
    fault: planFaults(workload.faults, count, seeded("faults")),
    ...planPatience(workload.patience, count, seeded("aborts")),
    offeredRatePerSecond: count * 1000 / arrivals.horizonMs,
  };
}
