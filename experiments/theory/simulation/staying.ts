import type { Outcomes, SimulatedQueue, Tally } from "./outcomes.ts";
import type { Sampler } from "./sampler.ts";

/** A queue whose tasks stay longer than they hold their server. */
export class StayingQueue implements SimulatedQueue {
  readonly #queue: SimulatedQueue;
  readonly #stays: Sampler;
  readonly #staysMs: Float64Array;

  /**
   * @param queue What serves them.
   * @param stays How long each is there from its start to its end.
   * @param rows Most rows that will be asked for at a time.
   */
  constructor(queue: SimulatedQueue, stays: Sampler, rows: number) {
    this.#queue = queue;
    this.#stays = stays;
    this.#staysMs = new Float64Array(rows);
  }

  get tally(): Tally {
    return this.#queue.tally;
  }

  advance(outcomes: Outcomes, count: number): number {
    const filled = this.#queue.advance(outcomes, count);
    const { waitMs, sojournMs } = outcomes;
    const staysMs = this.#staysMs;
    this.#stays.fill(staysMs, filled);
    for (let i = 0; i < filled; i++) sojournMs[i] = waitMs[i] + staysMs[i];
    return filled;
  }
}
