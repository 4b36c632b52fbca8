import type { WaitRecursion } from "./in_order.ts";
import { type Outcomes, type SimulatedQueue, Tally } from "./outcomes.ts";
import type { Sampler } from "./sampler.ts";
import type { Users } from "./users.ts";

/**
 * A queue that a recursion describes, in front of users: when a task has arrived, its end is known, and
 * with it when its user comes next. Tasks go through one by one.
 */
export class InOrderClosedQueue implements SimulatedQueue {
  readonly tally: Tally = new Tally();
  readonly #recursion: WaitRecursion;
  readonly #users: Users;
  readonly #services: Sampler;
  readonly #gapMs = new Float64Array(1);
  readonly #serviceMs = new Float64Array(1);
  readonly #waitMs = new Float64Array(1);

  /**
   * @param recursion What serves.
   * @param users Who sends tasks.
   * @param services How long each is served.
   */
  constructor(recursion: WaitRecursion, users: Users, services: Sampler) {
    this.#recursion = recursion;
    this.#users = users;
    this.#services = services;
  }

  advance(outcomes: Outcomes, count: number): number {
    const { tally } = this;
    const users = this.#users;
    for (let row = 0; row < count; row++) {
      const nowMs = users.nextMs;
      if (nowMs === Infinity) return row;
      users.take();
      this.#gapMs[0] = nowMs - tally.clockMs;
      this.#services.fill(this.#serviceMs, 1);
      this.#recursion.waits(this.#gapMs, this.#serviceMs, this.#waitMs, 1);
      const waitMs = this.#waitMs[0];
      const sojournMs = waitMs + this.#serviceMs[0];
      tally.clockMs = nowMs;
      tally.arrived++;
      tally.busyMs += this.#serviceMs[0];
      outcomes.arrivedMs[row] = nowMs;
      outcomes.waitMs[row] = waitMs;
      outcomes.sojournMs[row] = sojournMs;
      users.ended(nowMs + sojournMs);
    }
    return count;
  }
}
