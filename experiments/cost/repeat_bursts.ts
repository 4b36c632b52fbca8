/**
 * Bursts of one size after bursts that let the compiler settle. It reads no clock: a burst says how long
 * it took.
 *
 * @module
 */
import type { BurstSize } from "./cost_record.ts";

/** What a burst came to. */
export interface Burst {
  /** Tasks that ran. */
  readonly ran: number;
  /** Tasks that were dropped. */
  readonly dropped: number;
  /** From the first dispatch to the last end, in ms. */
  readonly durationMs: number;
}

/** Bursts of one size. */
export interface Bursts {
  /** Tasks in each. */
  readonly tasks: number;
  /** What they came to, in the order in which they ran. */
  readonly measured: readonly Burst[];
}

const FIRST_TASKS = 16;
const GROWTH = 4;
// The compiler has seen a path often enough after so many tasks, or has had time enough.
const WARM_TASKS = 300_000;
const WARM_MS = 150;
// Each burst is followed by a rest, which adds up for bursts of a few tasks.
const MOST_WARM = 30;
const FEWEST = 3;
const MOST = 9;
const ENOUGH_MS = 300;
// Not even three bursts, if they take so long.
const PATIENCE_MS = 600;

/**
 * Runs growing bursts up to the size, which are also the probe of how many tasks fit, then some more
 * until all is warm, and then those that count: three to nine in about 300 ms, fewer of very long ones.
 *
 * @param size How many tasks.
 * @param burst Runs one of so many tasks to its end.
 * @returns The bursts that count.
 */
export async function repeatBursts(
  size: BurstSize,
  burst: (tasks: number) => Promise<Burst>,
): Promise<Bursts> {
  let tasks = size.tasks;
  let warmTasks = 0;
  let warmMs = 0;
  let warmBursts = 0;

  async function warm(count: number): Promise<number> {
    const { durationMs } = await burst(count);
    warmTasks += count;
    warmMs += durationMs;
    warmBursts++;
    return durationMs;
  }

  for (let next = FIRST_TASKS; next < tasks; next *= GROWTH) {
    const durationMs = await warm(next);
    if (size.longestMs === null) continue;
    // A short burst says little of a long one: it is held only against the next.
    // Clocks of two threads may err by more than a short burst takes.
    const most = (ms: number) =>
      ms > 0 ? Math.max(1, Math.floor(next * size.longestMs! / ms)) : Infinity;
    if (most(durationMs) >= GROWTH * next) continue;
    // Once more, for the machine may have been busy elsewhere.
    const againMs = await warm(next);
    tasks = Math.min(tasks, Math.max(most(againMs), most(durationMs)));
  }
  while (warmTasks < WARM_TASKS && warmMs < WARM_MS && warmBursts < MOST_WARM) await warm(tasks);

  const measured: Burst[] = [];
  let spentMs = 0;
  while (
    (measured.length < FEWEST && spentMs < PATIENCE_MS) ||
    (measured.length < MOST && spentMs < ENOUGH_MS)
  ) {
    const result = await burst(tasks);
    measured.push(result);
    spentMs += result.durationMs;
  }
  return { tasks, measured };
}
