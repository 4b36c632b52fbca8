/**
 * Closed loops: a fixed number of users, each of whom thinks, sends a task, waits until it has an
 * outcome, and thinks again. There are no arrivals to plan, for a user comes when the system lets it;
 * what can be planned is how long users think, and how much room their tasks may need.
 *
 * @module
 */
import type { Extent } from "./arrivals/process.ts";
import { MOST_TASKS } from "./arrivals.ts";
import type { Random } from "./random.ts";
import { requireAbove, requireAtLeast, requireWhole } from "./requirement.ts";

/** Users who come again and again; stands in the place of an arrival process. */
export interface ClosedLoop {
  /** Tells it from arrival processes. */
  readonly kind: "closed";
  /** Number of users, at least 1. */
  readonly users: number;
  /** Mean time between the outcome of a user's task and its next one, exponential, in ms. */
  readonly thinkMs: number;
}

/** How long a task should take of the loop, and in all; means in ms. */
export interface MeanTimes {
  /** Time for which it holds the loop. */
  readonly loopMs: number;
  /** Time from its start to its end. */
  readonly serviceMs: number;
}

/** What can be planned of a closed loop. */
export interface VisitPlan {
  /** Number of users. */
  readonly users: number;
  /**
   * How long users think, in ms: the k-th of all thinks of the trial, in the order in which they begin.
   * There is one for each task and for each user that is left thinking in the end.
   */
  readonly thinkMs: Float64Array;
  /** Most tasks; the trial ends early if they are used up. */
  readonly tasks: number;
  /** No user comes after so many ms. */
  readonly horizonMs: number;
  /** How long the trial should take, in ms, if tasks seldom wait. */
  readonly expectedMs: number;
  /** Which of the two limits is the one that was asked for. */
  readonly limit: Extent["kind"];
}

// A strategy may need some times as long as the body alone, not without end.
const PATIENCE = 5;
// The least that a task takes of a loop, whatever it does.
const LEAST_TASK_MS = 0.005;
// Servers beside the loop, or tasks that are dropped for each that is served, for which there is room.
const ROOM = 4;
// Standard deviations of a Poisson count: more than that never come.
const DEVIATIONS = 6;

/**
 * Plans a closed loop.
 *
 * With a number of tasks, users come until so many have come, and at the latest until five times the
 * time has passed that this should take: N · max((Z + S) ÷ users, D), where Z is the mean think time,
 * S the mean service and D the part of it on the loop (the asymptotic bounds of P. J. Denning and
 * J. P. Buzen, "The Operational Analysis of Queueing Network Models", Computing Surveys 10, 1978).
 *
 * With a duration, users come until then, and there is room for every task that may come: thinking
 * alone keeps the rate below users ÷ Z, and the loop below 1 ÷ D, of which four times as much is
 * allowed for strategies that drop tasks or have more than one server; the count is that of a Poisson
 * process at the lower of the two, six standard deviations above its mean.
 *
 * @param loop The users.
 * @param extent A number of tasks or a duration.
 * @param means What a task takes, from its body and demand.
 * @param random Drawn from once a task and once a user.
 * @returns The plan.
 * @throws {RangeError} If a number is out of its range, or there would be more than 20 million tasks.
 */
export function planVisits(
  { users, thinkMs }: ClosedLoop,
  extent: Extent,
  { loopMs, serviceMs }: MeanTimes,
  random: Random,
): VisitPlan {
  requireWhole("closed loop", "users", users, 1);
  requireAtLeast("closed loop", "thinkMs", thinkMs);
  const plan = (tasks: number, horizonMs: number, expectedMs: number): VisitPlan => {
    if (tasks > MOST_TASKS) {
      throw new RangeError(
        `Cannot plan closed loop: about ${tasks.toPrecision(3)} tasks are more than ` +
          `${MOST_TASKS}: take fewer users or a shorter time`,
      );
    }
    return {
      users,
      thinkMs: Float64Array.from({ length: tasks + users }, () => random.exponential(thinkMs)),
      tasks,
      horizonMs,
      expectedMs,
      limit: extent.kind,
    };
  };
  if (extent.kind === "tasks") {
    requireWhole("closed loop", "tasks", extent.tasks, 1);
    const gapMs = Math.max((thinkMs + serviceMs) / users, loopMs, LEAST_TASK_MS);
    const expectedMs = thinkMs + extent.tasks * gapMs;
    return plan(extent.tasks, PATIENCE * expectedMs, expectedMs);
  }
  const { durationMs } = extent;
  requireAbove("closed loop", "durationMs", durationMs);
  const gapMs = Math.max(thinkMs / users, loopMs / ROOM, LEAST_TASK_MS);
  const mean = durationMs / gapMs;
  const tasks = Math.ceil(mean + DEVIATIONS * Math.sqrt(mean)) + users;
  return plan(tasks, durationMs, durationMs);
}
