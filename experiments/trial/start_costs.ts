/**
 * What starting a task took, beside waiting for those before it: what a queueing model must be told of
 * a loop that is no ideal server.
 *
 * @module
 */
import { moments } from "../../reports/stats/moments.ts";
import { concurrencyOf, serversOf, type TimeMoments } from "../record.ts";
import type { Discipline } from "../../strategies/mod.ts";
import type { Columns } from "./columns.ts";
import { type LoopJobs, loopJobs, placeWaits } from "./ideal_wait.ts";

/** The costs of a trial's starts. */
export interface StartCosts {
  /** See `MeasuredTrial`. */
  readonly wakeUp: TimeMoments | null;
  /** See `MeasuredTrial`. */
  readonly handOver: TimeMoments | null;
  /** See `MeasuredTrial`. */
  readonly twinWaitMs: number | null;
}

/** How a trial's tasks were served. */
export interface Serving {
  /** The strategy's discipline. */
  readonly discipline: Discipline;
  /** The shortest of its sleeps, in ms; null if it never slept. */
  readonly shortestSleepMs: number | null;
}

/** The costs as they were paid, in order of the starts, in ms. */
interface Paid {
  readonly wakeUpMs: number[];
  readonly handOverMs: number[];
}

/**
 * Takes the cost of each start from its stamps, and plays what they do to the waits.
 *
 * Starts are looked at in the order in which they happened. Each takes the server that became free first:
 * the loop, or one of a pool's threads. If no task was due by then, the server rested, and from the moment
 * at which the task that came first was due to this start is a *wake-up*. If one was due, from the end
 * before to this start is a *hand-over*. What is due is told by intended arrivals: on the loop itself a
 * producer cannot release anything while a body runs, and releasing it afterwards is a part of what it
 * takes to start. Every start is one or the other, except
 *
 * - those behind a limit of concurrency, which wait for a body elsewhere to end;
 * - later stretches of bodies that await, which no strategy starts;
 * - those of a polled queue that a sleep came before. It has no wake-up, its sleep stands for that, and a
 *   gap as long as its shortest sleep is no hand-over;
 * - those of a queue that delays each task: between two of them may lie what is left of the delay. What a
 *   task waits that finds no other is the delay itself, and counts as wake-up.
 *
 * A machine that stops between two tasks lengthens these times as it lengthens services.
 *
 * The *twin's wait* is that of the ideal server on the very same arrivals and holding times once it pays
 * for its starts. Each pays a cost that was recorded at another start, half the trial away: with its own
 * it would repeat what was measured, and with the mean it would know nothing of the cost's spread.
 *
 * @param columns A trial's columns.
 * @param windowMs Bodies that had not ended by then are cut there.
 * @param serving How the tasks were served.
 * @returns The costs.
 */
export function startCosts(columns: Columns, windowMs: number, serving: Serving): StartCosts {
  const { discipline, shortestSleepMs } = serving;
  const servers = serversOf(discipline);
  const jobs = servers === null ? loopJobs(columns, windowMs) : threadJobs(columns, windowMs);
  const concurrency = concurrencyOf(discipline);
  const isLimited = servers === null && columns.segmentsPerTask > 1 && concurrency < Infinity;
  const placeMs = isLimited ? placeWaits(columns, windowMs, concurrency) : null;
  const isPolled = discipline.kind === "polled";
  const longestHandOverMs = {
    "work-conserving": Infinity,
    // What awaits may come back between two tasks, in a pass or out of it.
    "polled": columns.segmentsPerTask > 1 ? 0 : shortestSleepMs ?? 0,
    "delayed": 0,
  }[discipline.kind];
  const paid = paidCosts(jobs, servers ?? 1, {
    isHeld: (task) => placeMs !== null && placeMs[task] > 0,
    longestHandOverMs,
  });
  return {
    wakeUp: isPolled ? null : summary(paid.wakeUpMs),
    handOver: summary(paid.handOverMs),
    twinWaitMs: isPolled ? null : meanTwinWait(jobs, servers ?? 1, { discipline, paid, placeMs }),
  };
}

function paidCosts(
  { task, isFirst, arrivalMs, startMs, holdMs }: LoopJobs,
  servers: number,
  { isHeld, longestHandOverMs }: {
    readonly isHeld: (task: number) => boolean;
    readonly longestHandOverMs: number;
  },
): Paid {
  const order = Array.from(startMs, (_, job) => job).sort((a, b) => startMs[a] - startMs[b]);
  const freeAtMs = new Float64Array(servers).fill(-Infinity);
  const begun = new Uint8Array(order.length);
  const paid: Paid = { wakeUpMs: [], handOverMs: [] };
  let oldest = 0;
  for (const job of order) {
    while (begun[oldest] !== 0) oldest++;
    const server = leastOf(freeAtMs);
    const freeMs = freeAtMs[server];
    if (isFirst[job] !== 0 && !isHeld(task[job])) {
      const cameMs = arrivalMs[oldest];
      // Clocks of several threads may be apart by a little.
      if (cameMs >= freeMs) paid.wakeUpMs.push(Math.max(0, startMs[job] - cameMs));
      else if (startMs[job] - freeMs < longestHandOverMs) {
        paid.handOverMs.push(Math.max(0, startMs[job] - freeMs));
      }
    }
    begun[job] = 1;
    freeAtMs[server] = startMs[job] + holdMs[job];
  }
  return paid;
}

function meanTwinWait(
  { task, isFirst, arrivalMs, holdMs }: LoopJobs,
  servers: number,
  { discipline, paid, placeMs }: {
    readonly discipline: Discipline;
    readonly paid: Paid;
    /** How long each task waits for a place, ideally; null if there is no limit. */
    readonly placeMs: Float64Array | null;
  },
): number | null {
  const isDelayed = discipline.kind === "delayed";
  const freeAtMs = new Float64Array(servers).fill(-Infinity);
  const nextWakeUpMs = fromTheMiddle(paid.wakeUpMs);
  const nextHandOverMs = fromTheMiddle(paid.handOverMs);
  let tasks = 0;
  let totalMs = 0;
  for (let job = 0; job < task.length; job++) {
    const server = leastOf(freeAtMs);
    const cameMs = arrivalMs[job];
    const readyMs = Math.max(cameMs, freeAtMs[server]);
    if (isFirst[job] === 0) {
      freeAtMs[server] = readyMs + holdMs[job];
      continue;
    }
    const beginMs = isDelayed
      ? Math.max(cameMs + nextWakeUpMs(), freeAtMs[server])
      : readyMs + (cameMs >= freeAtMs[server] ? nextWakeUpMs() : nextHandOverMs());
    freeAtMs[server] = beginMs + holdMs[job];
    totalMs += Math.max(beginMs - cameMs, placeMs?.[task[job]] ?? 0);
    tasks++;
  }
  return tasks === 0 ? null : totalMs / tasks;
}

/** Gives the values one by one, beginning with the middle one, round and round; 0 if there are none. */
function fromTheMiddle(values: readonly number[]): () => number {
  let next = values.length >> 1;
  return () => {
    if (values.length === 0) return 0;
    if (next === values.length) next = 0;
    return values[next++];
  };
}

/** A pool's threads are taken by a task from start to end. */
function threadJobs({ started, ended, intended }: Columns, windowMs: number): LoopJobs {
  const ran: number[] = [];
  started.forEach((startMs, task) => {
    if (!Number.isNaN(startMs)) ran.push(task);
  });
  return {
    task: Int32Array.from(ran),
    isFirst: new Uint8Array(ran.length).fill(1),
    arrivalMs: Float64Array.from(ran, (task) => intended[task]),
    startMs: Float64Array.from(ran, (task) => started[task]),
    holdMs: Float64Array.from(
      ran,
      (task) => Math.max(0, (Number.isNaN(ended[task]) ? windowMs : ended[task]) - started[task]),
    ),
  };
}

function leastOf(values: Float64Array): number {
  let least = 0;
  for (let at = 1; at < values.length; at++) if (values[at] < values[least]) least = at;
  return least;
}

function summary(valuesMs: readonly number[]): TimeMoments | null {
  if (valuesMs.length === 0) return null;
  const { count, mean, secondMoment } = moments(valuesMs);
  return { count, meanMs: mean, secondMomentMs2: secondMoment };
}
