import { TimedHeap } from "./_timed_heap.ts";
import type { ArrivalClock } from "./arrival_clock.ts";
import type { Sampler } from "./sampler.ts";

/** Users of a closed loop: each thinks, sends a task, waits for its outcome, and thinks again. */
export class Users implements ArrivalClock {
  readonly #thinks: Sampler;
  readonly #endMs: number;
  readonly #thinking = new TimedHeap();

  /**
   * @param users How many there are; all begin by thinking at time 0.
   * @param thinks How long they think.
   * @param endMs Nobody comes from then on.
   */
  constructor(users: number, thinks: Sampler, endMs: number) {
    this.#thinks = thinks;
    this.#endMs = endMs;
    for (let user = 0; user < users; user++) this.ended(0);
  }

  get nextMs(): number {
    return this.#thinking.leastTime;
  }

  take(): void {
    this.#thinking.pop();
  }

  ended(atMs: number): void {
    const nextMs = atMs + this.#thinks.next();
    if (nextMs < this.#endMs) this.#thinking.push(nextMs, 0);
  }

  /** A user who is held back holds nobody else back, and waits for the outcome anyway. */
  holdUntil(): void {}
}
