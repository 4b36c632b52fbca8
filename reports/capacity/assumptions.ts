import type { PlannedCell } from "./capacity_plan.ts";

/** What every plan takes for granted. */
const ALWAYS = [
  "The loops are alike and each has a core of its own, as fast as the measured one.",
  "Nothing else is shared: no memory bandwidth, cache, kernel, garbage collector, lock or database " +
  "that becomes a bottleneck before the loops do, and a queue or balancer that costs no time.",
  "Tasks are alike wherever they run: services, wake-ups and hand-overs are as measured, at the load " +
  "at which they were measured, independent of each other, of the arrivals and of the number of loops.",
  "Arrivals are stationary and their gaps independent: Poisson, or of the Ca² that is shown. A day's " +
  "peak, a burst or a retry is none of that: plan for the rate of the busiest minutes.",
  "Nobody reacts to waiting: no user stays away, retries or gives up.",
  "Each queue serves in order of arrival, is unbounded, and no loop is ever down.",
  "One shared queue: a loop takes the next task as soon as it is free, by itself. A queue of its own " +
  "for each loop: tasks are sent at random, so a balancer that looks at queues does better.",
] as const;

/**
 * What must hold for a plan's numbers to be right.
 *
 * @param cells The cells that are planned.
 * @returns A sentence each.
 */
export function assumptionsOf(
  cells: readonly Pick<PlannedCell, "measured" | "unit">[],
): string[] {
  return [
    ...ALWAYS,
    ...(cells.some(({ measured }) => measured.setUpFrom === "wake-up")
      ? [
        "A wake-up is lognormal with the measured mean and variance, and every rest ends with one.",
      ]
      : []),
    ...(cells.some(({ measured }) => measured.setUpFrom === "overhead")
      ? [
        "Where wake-ups were not measured as such, the dispatch overhead of all tasks stands for " +
        "them: it hides how they are shared out among the tasks of a busy period.",
      ]
      : []),
    ...(cells.some(awaits)
      ? [
        "A task that awaits holds its loop in one piece, as long as all its pieces together, and its " +
        "service passes besides. The measured service contains what its later pieces waited for the " +
        "loop at the measured load.",
      ]
      : []),
    ...(cells.some(({ unit }) => unit === "thread")
      ? ["Of a pool the threads are counted: the loop that feeds them is taken to keep up."]
      : []),
  ];
}

function awaits({ measured: { serviceMs, holdingMs } }: Pick<PlannedCell, "measured">): boolean {
  return serviceMs !== holdingMs;
}
