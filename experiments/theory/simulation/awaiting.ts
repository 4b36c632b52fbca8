import { NumberRing } from "./_number_ring.ts";
import { TimedHeap } from "./_timed_heap.ts";
import type { ArrivalClock } from "./arrival_clock.ts";
import { type Outcomes, type SimulatedQueue, Tally } from "./outcomes.ts";
import type { Sampler } from "./sampler.ts";

/** How long the parts of a task take. */
export interface AwaitingParts {
  /** On the loop, before the await. */
  readonly before: Sampler;
  /** Off the loop. */
  readonly awaited: Sampler;
  /** On the loop, after the await. */
  readonly after: Sampler;
}

/**
 * Tasks that hold a loop, leave it for an await, and hold it again. The loop serves whatever is ready
 * in the order in which it became so; a limit keeps later tasks from starting. Rows come in the order
 * in which tasks end.
 */
export class AwaitingQueue implements SimulatedQueue {
  readonly tally: Tally = new Tally();
  readonly #parts: AwaitingParts;
  readonly #arrivals: ArrivalClock;
  readonly #concurrency: number;
  /** Arrivals that the limit keeps out. */
  readonly #waiting = new NumberRing();
  /** Tasks for the loop, an arrival and a start each; no start before the first part. */
  readonly #readyArrivedMs = new NumberRing();
  readonly #readyStartedMs = new NumberRing();
  /** Arrivals and starts of those that await, by the end of it: two heaps in step. */
  readonly #awaitingArrivedMs = new TimedHeap();
  readonly #awaitingStartedMs = new TimedHeap();
  #inProgress = 0;
  /** What holds the loop: when it will be free, Infinity if it is; the task's arrival, start, part. */
  #loopUntilMs = Infinity;
  #arrivedMs = 0;
  #startedMs = 0;
  #part: "before" | "after" = "before";

  /**
   * @param parts What a task does.
   * @param arrivals When tasks come.
   * @param concurrency Most tasks in progress, at least 1.
   */
  constructor(parts: AwaitingParts, arrivals: ArrivalClock, concurrency: number) {
    this.#parts = parts;
    this.#arrivals = arrivals;
    this.#concurrency = concurrency;
  }

  advance(outcomes: Outcomes, count: number): number {
    const { tally } = this;
    const arrivals = this.#arrivals;
    let row = 0;
    while (row < count) {
      const awaitedMs = this.#awaitingArrivedMs.leastTime;
      const arrivalMs = arrivals.nextMs;
      const nowMs = Math.min(this.#loopUntilMs, awaitedMs, arrivalMs);
      if (nowMs === Infinity) return row;
      if (this.#loopUntilMs === nowMs) {
        this.#loopUntilMs = Infinity;
        if (this.#part === "before") this.#await(nowMs);
        else this.#end(nowMs, outcomes, row++);
      } else if (awaitedMs === nowMs) {
        this.#readyArrivedMs.push(this.#awaitingArrivedMs.pop());
        this.#readyStartedMs.push(this.#awaitingStartedMs.pop());
      } else {
        arrivals.take();
        tally.clockMs = nowMs;
        tally.arrived++;
        if (this.#inProgress < this.#concurrency) this.#admit(nowMs);
        else this.#waiting.push(nowMs);
      }
      if (this.#loopUntilMs === Infinity && this.#readyArrivedMs.size > 0) this.#hold(nowMs);
    }
    return row;
  }

  #admit(arrivedMs: number): void {
    this.#inProgress++;
    this.#readyArrivedMs.push(arrivedMs);
    this.#readyStartedMs.push(NaN);
  }

  #hold(nowMs: number): void {
    this.#arrivedMs = this.#readyArrivedMs.shift();
    this.#startedMs = this.#readyStartedMs.shift();
    this.#part = Number.isNaN(this.#startedMs) ? "before" : "after";
    if (this.#part === "before") this.#startedMs = nowMs;
    const heldMs = this.#parts[this.#part].next();
    this.tally.busyMs += heldMs;
    this.#loopUntilMs = nowMs + heldMs;
  }

  #await(nowMs: number): void {
    const endMs = nowMs + this.#parts.awaited.next();
    // The same pushes and pops keep two heaps in the same order, equal times included.
    this.#awaitingArrivedMs.push(endMs, this.#arrivedMs);
    this.#awaitingStartedMs.push(endMs, this.#startedMs);
  }

  #end(nowMs: number, outcomes: Outcomes, row: number): void {
    outcomes.arrivedMs[row] = this.#arrivedMs;
    outcomes.waitMs[row] = this.#startedMs - this.#arrivedMs;
    outcomes.sojournMs[row] = nowMs - this.#arrivedMs;
    this.#inProgress--;
    this.#arrivals.ended(nowMs);
    if (this.#waiting.size > 0) this.#admit(this.#waiting.shift());
  }
}
