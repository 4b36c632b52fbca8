import { NumberRing } from "./_number_ring.ts";
import type { ArrivalClock } from "./arrival_clock.ts";
import type { Generator } from "./generator.ts";
import { type Outcomes, type SimulatedQueue, Tally } from "./outcomes.ts";
import type { Sampler } from "./sampler.ts";
import { WorkloadPath } from "./_workload_path.ts";

/** A class of tasks in service. */
export interface PriorityClass {
  /** Share of the tasks. */
  readonly share: number;
  /** How long its tasks are served. */
  readonly services: Sampler;
}

/**
 * One server that takes the most urgent class first, and within it in order; a task in service is not
 * interrupted. Rows come in the order in which tasks start.
 */
export class PriorityQueue implements SimulatedQueue {
  readonly tally: Tally = new Tally();
  readonly #workload = new WorkloadPath(this.tally);
  readonly #classes: readonly PriorityClass[];
  readonly #arrivals: ArrivalClock;
  readonly #choice: Generator;
  /** Arrivals and services of those that wait, by class. */
  readonly #arrivedMs: readonly NumberRing[];
  readonly #serviceMs: readonly NumberRing[];
  #waits = 0;
  #freeAtMs = 0;

  /**
   * @param classes The most urgent first; their shares add up to 1.
   * @param arrivals When tasks come.
   * @param choice Decides to which class each belongs.
   */
  constructor(classes: readonly PriorityClass[], arrivals: ArrivalClock, choice: Generator) {
    this.#classes = classes;
    this.#arrivals = arrivals;
    this.#choice = choice;
    this.#arrivedMs = classes.map(() => new NumberRing());
    this.#serviceMs = classes.map(() => new NumberRing());
  }

  advance(outcomes: Outcomes, count: number): number {
    const arrivals = this.#arrivals;
    let row = 0;
    while (row < count) {
      if (this.#waits > 0 && this.#freeAtMs <= arrivals.nextMs) {
        this.#startNext(outcomes, row++);
        continue;
      }
      const nowMs = arrivals.nextMs;
      if (nowMs === Infinity) return row;
      arrivals.take();
      if (this.#freeAtMs < nowMs) this.#freeAtMs = nowMs;
      const index = this.#chooseClass();
      const serviceMs = this.#classes[index].services.next();
      this.#workload.arrive(nowMs, serviceMs);
      this.#arrivedMs[index].push(nowMs);
      this.#serviceMs[index].push(serviceMs);
      this.#waits++;
    }
    return row;
  }

  #chooseClass(): number {
    let left = this.#choice.uniform();
    let index = 0;
    for (; index < this.#classes.length - 1; index++) {
      left -= this.#classes[index].share;
      if (left < 0) break;
    }
    return index;
  }

  #startNext(outcomes: Outcomes, row: number): void {
    let index = 0;
    while (this.#arrivedMs[index].size === 0) index++;
    const arrivedMs = this.#arrivedMs[index].shift();
    const serviceMs = this.#serviceMs[index].shift();
    const waitMs = this.#freeAtMs - arrivedMs;
    this.#waits--;
    this.#freeAtMs += serviceMs;
    outcomes.arrivedMs[row] = arrivedMs;
    outcomes.waitMs[row] = waitMs;
    outcomes.sojournMs[row] = waitMs + serviceMs;
    outcomes.taskClass[row] = index;
    this.#arrivals.ended(this.#freeAtMs);
  }
}
