/**
 * The users of a closed loop: who thinks, who waits for a task, and who comes next.
 *
 * @module
 */
import type { VisitPlan } from "../workload/closed_loop.ts";

/** The users of one trial. They are alike, so only their number and times matter. */
export interface Users {
  /** When the next one comes, in ms since the clock's epoch; Infinity while all wait. */
  nextMs(): number;
  /** How many wait for their task to have an outcome. */
  waiting(): number;
  /** Lets the next one come. Its task gets the next row, whose `intended` is written here. */
  come(): number;
  /** Lets a user whose task has an outcome think, from that moment on. */
  leave(sinceMs: number): void;
}

/**
 * Makes the users; all begin by thinking.
 *
 * @param plan How many there are, and how long they think.
 * @param intended Receives the time at which each task's user came.
 * @param startMs When they begin, in ms since the clock's epoch.
 * @returns The users.
 */
export function createUsers(
  { users, thinkMs }: Pick<VisitPlan, "users" | "thinkMs">,
  intended: Float64Array,
  startMs: number,
): Users {
  // When those that think will come, the last one first, so that the next is taken from the end. A list
  // in order rather than a heap: a copy of some kilobytes is all that thousands of users cost.
  const due = thinkMs.slice(0, users).sort().reverse().map((ms) => startMs + ms);
  let thinking = users;
  let thinks = users;
  let row = 0;
  let lastMs = startMs;

  /** How many come later than this. */
  function laterThan(timeMs: number): number {
    let low = 0;
    let high = thinking;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (due[middle] > timeMs) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  return {
    nextMs: () => thinking === 0 ? Infinity : due[thinking - 1],
    waiting: () => users - thinking,
    come() {
      // An outcome may be learnt of late, after a later user has come; rows are in order of time.
      lastMs = Math.max(lastMs, due[--thinking]);
      intended[row] = lastMs;
      return row++;
    },
    leave(sinceMs) {
      // A task with two outcomes is the recorder's to report; its user thinks once.
      if (thinking === users) return;
      const dueMs = sinceMs + thinkMs[thinks++];
      const at = laterThan(dueMs);
      due.copyWithin(at + 1, at, thinking++);
      due[at] = dueMs;
    },
  };
}
