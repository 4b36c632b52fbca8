/**
 * Controlled delay (CoDel): tells a standing queue from one that a burst made and that drains again.
 * Good queues are short at least once in a while; where even the shortest wait of a whole interval was
 * above the target, tasks are shed, one at a time and ever faster (the n-th after interval / √n), until
 * a wait falls below the target.
 *
 * Sources: K. Nichols, V. Jacobson, "Controlling Queue Delay", ACM Queue 10(5), 2012; RFC 8289, whose
 * rule for coming back to shedding soon after it ended is used (the paper has an earlier one).
 *
 * @module
 */

/** What decides about a task. All times in ms. */
export interface Codel {
  /**
   * Judges the task that was taken from the front of the queue; every task, in order.
   *
   * @param nowMs The time, on any monotonic clock.
   * @param waitedMs How long the task was in the queue.
   * @param behind How many tasks are still in the queue.
   * @returns What to do with it. After "shed" the next task is judged at the same `nowMs`.
   */
  judge(nowMs: number, waitedMs: number, behind: number): "serve" | "shed";
}

/** What CoDel aims at. */
export interface CodelOptions {
  /** A wait that a queue may have for ever, in ms. */
  readonly targetMs: number;
  /** How long waits must stay above it before anything is shed, in ms. */
  readonly intervalMs: number;
}

// The RFC's "one maximum packet": to shed the last tasks would only make the loop rest.
const FEW = 1;
// How many intervals after the last shedding its rate is still taken for a good guess.
const MEMORY_INTERVALS = 16;

/**
 * Makes a judge with nothing behind it.
 *
 * @param options What it aims at.
 * @returns The judge.
 */
export function createCodel({ targetMs, intervalMs }: CodelOptions): Codel {
  let state: "serving" | "shedding" = "serving";
  /** When waits will have been above the target for an interval; null while they are not. */
  let standingFromMs: number | null = null;
  /** Tasks shed since shedding began, the head start of a resumed one included: sets the pace. */
  let count = 0;
  /** Its value when shedding began. */
  let countAtStart = 0;
  let nextMs = 0;
  /** Whether `nextMs` is that of a task already shed, and moves on if the next one is late too. */
  let isSpent = false;

  function isStanding(nowMs: number, waitedMs: number, behind: number): boolean {
    if (waitedMs < targetMs || behind <= FEW) standingFromMs = null;
    else if (standingFromMs === null) standingFromMs = nowMs + intervalMs;
    else return nowMs >= standingFromMs;
    return false;
  }

  function after(timeMs: number): number {
    return timeMs + intervalMs / Math.sqrt(count);
  }

  function start(nowMs: number): void {
    state = "shedding";
    // Shed in the last round beyond its own head start: what it took to get the queue down.
    const taken = count - countAtStart;
    const isRecent = nowMs - nextMs < MEMORY_INTERVALS * intervalMs;
    count = countAtStart = taken > 1 && isRecent ? taken : 1;
    nextMs = after(nowMs);
    isSpent = false;
  }

  return {
    judge(nowMs, waitedMs, behind) {
      if (!isStanding(nowMs, waitedMs, behind)) {
        state = "serving";
        return "serve";
      }
      if (state === "serving") {
        start(nowMs);
        return "shed";
      }
      if (isSpent) nextMs = after(nextMs);
      isSpent = nowMs >= nextMs;
      if (!isSpent) return "serve";
      count++;
      return "shed";
    },
  };
}
