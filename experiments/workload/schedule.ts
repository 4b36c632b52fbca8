/**
 * Schedules: the tasks of one trial, planned from a workload before it runs.
 *
 * @module
 */
import { type ArrivalPlan, type Extent, planArrivals } from "./arrivals.ts";
import { planClasses } from "./classes.ts";
import { type MeanTimes, planVisits, type VisitPlan } from "./closed_loop.ts";
import { demandMoments, planDemand } from "./demand.ts";
import { planFaults } from "./faults.ts";
import { type PatiencePlan, planPatience } from "./patience.ts";
import { createRandom, deriveSeed } from "./random.ts";
import { IO_CLASS, MIXED_CLASSES, type Workload } from "./workload.ts";

/** The seeds of a schedule: cells of a block share both, so all meet the same tasks. */
export interface ScheduleSeeds {
  /** Seeds the arrivals, or the think times of users. */
  readonly arrivalSeed: number;
  /** Seeds the demands, so that a change of arrivals leaves them as they are. */
  readonly serviceSeed: number;
}

/** What is planned of every task; row i is task i. */
export interface TaskPlan extends PatiencePlan {
  /** What each task demands, in ms, at least 0: of the loop, a timer or the peer, as its body does. */
  readonly demandMs: Float64Array;
  /** What each task does wrong, a `FAULT_CODE`. */
  readonly fault: Uint8Array;
  /** Class of each task: an index of the workload's classes, 0 if it has none. */
  readonly taskClass: Uint8Array;
}

/** Tasks that come when they are planned to, whatever became of those before. */
export interface OpenSchedule extends ArrivalPlan, TaskPlan {
  /** Tells it from a closed one. */
  readonly kind: "open";
  /** Planned arrivals per second: their number over the horizon; 0 if there are none. */
  readonly offeredRatePerSecond: number;
}

/** Tasks that come when their users do: rows are taken in that order, and some may be left over. */
export interface ClosedSchedule extends VisitPlan, TaskPlan {
  /** Tells it from an open one. */
  readonly kind: "closed";
}

/** The tasks of one trial, made before it runs. */
export type Schedule = OpenSchedule | ClosedSchedule;

/**
 * Plans the tasks of one trial. The same arguments give the same schedule.
 *
 * @param workload The workload.
 * @param extent How much of it.
 * @param seeds Whole numbers between ±(2⁵³ − 1).
 * @returns The schedule, open or closed as the workload is.
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
  const { arrivals } = workload;
  const random = createRandom(seeds.arrivalSeed);
  if (arrivals.kind === "closed") {
    const visits = planVisits(arrivals, extent, meanTimes(workload), random);
    return { kind: "closed", ...visits, ...planTasks(workload, visits.tasks, seeds.serviceSeed) };
  }
  const plan = planArrivals(arrivals, extent, random);
  const count = plan.intendedMs.length;
  return {
    kind: "open",
    ...plan,
    ...planTasks(workload, count, seeds.serviceSeed),
    offeredRatePerSecond: count * 1000 / plan.horizonMs,
  };
}

function planTasks(workload: Workload, count: number, serviceSeed: number): TaskPlan {
  const { body, classes } = workload;
  // One seed a purpose: a workload that is given classes keeps its demands.
  const seeded = (purpose: string) => createRandom(deriveSeed(serviceSeed, purpose));
  const taskClass = planClasses(classes, count, seeded("classes"));
  const demandMs = planDemand(workload.demand, count, createRandom(serviceSeed));
  if (body.kind === "mixed") {
    requireMixedClasses(workload);
    const delayMs = planDemand(body.peer, count, seeded("peer"));
    taskClass.forEach((index, task) => {
      if (index === IO_CLASS) demandMs[task] = delayMs[task];
    });
  }
  return {
    demandMs,
    taskClass,
    fault: planFaults(workload.faults, count, seeded("faults")),
    ...planPatience(workload.patience, count, seeded("aborts")),
  };
}

/**
 * What a task should take on average; how long the harness itself needs is not known here.
 *
 * @param workload The workload.
 * @returns Means in ms; of a body of the user's own, the loop's part counts as 0.
 * @throws {RangeError} If a parameter of its demand is out of its range.
 */
export function meanTimes({ body, demand, classes }: Workload): MeanTimes {
  const { meanMs } = demandMoments(demand);
  switch (body.kind) {
    case "cpu":
      return { loopMs: meanMs, serviceMs: meanMs };
    case "await":
    // Of a body of the user's own, nothing but the demand is known.
    case "custom":
      return { loopMs: 0, serviceMs: meanMs };
    case "io": {
      const loopMs = body.cpuBeforeMs + body.cpuAfterMs;
      return { loopMs, serviceMs: loopMs + meanMs };
    }
    case "mixed": {
      const ioShare = classes?.[IO_CLASS]?.share ?? 0;
      const ioMs = body.cpuBeforeMs + body.cpuAfterMs;
      const loopMs = ioShare * ioMs + (1 - ioShare) * meanMs;
      return { loopMs, serviceMs: loopMs + ioShare * demandMoments(body.peer).meanMs };
    }
  }
}

function requireMixedClasses({ classes }: Workload): void {
  if (classes?.length === MIXED_CLASSES.length) return;
  throw new RangeError(
    `Cannot plan tasks: a mixed body has two classes, ${MIXED_CLASSES.join(" and ")}, got ${
      classes?.length ?? "none"
    }`,
  );
}
