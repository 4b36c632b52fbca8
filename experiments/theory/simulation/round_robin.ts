import { NumberRing } from "./_number_ring.ts";
import type { ArrivalClock } from "./arrival_clock.ts";
import { type Outcomes, type SimulatedQueue, Tally } from "./outcomes.ts";
import type { Sampler } from "./sampler.ts";
import { WorkloadPath } from "./_workload_path.ts";

/**
 * One server that interrupts a task after a quantum and puts it at the back of the queue, behind those
 * that have arrived by then. A task costs as many steps as it takes quanta. Rows come in the order in
 * which tasks end.
 */
export class RoundRobinQueue implements SimulatedQueue {
  readonly tally: Tally = new Tally();
  readonly #workload = new WorkloadPath(this.tally);
  readonly #quantumMs: number;
  readonly #arrivals: ArrivalClock;
  readonly #services: Sampler;
  // Of each task in the system, the one in front being served: arrival, first start (NaN before
  // that), and what is left.
  readonly #arrivedMs = new NumberRing();
  readonly #startedMs = new NumberRing();
  readonly #leftMs = new NumberRing();
  #nowMs = 0;

  /**
   * @param quantumMs Above 0.
   * @param arrivals When tasks come.
   * @param services How long each is served.
   */
  constructor(quantumMs: number, arrivals: ArrivalClock, services: Sampler) {
    this.#quantumMs = quantumMs;
    this.#arrivals = arrivals;
    this.#services = services;
  }

  advance(outcomes: Outcomes, count: number): number {
    const arrivals = this.#arrivals;
    let row = 0;
    while (row < count) {
      if (this.#leftMs.size === 0) {
        if (arrivals.nextMs === Infinity) return row;
        this.#nowMs = arrivals.nextMs;
        this.#arrive();
      }
      const arrivedMs = this.#arrivedMs.shift();
      const before = this.#startedMs.shift();
      const startedMs = Number.isNaN(before) ? this.#nowMs : before;
      const leftMs = this.#leftMs.shift();
      this.#nowMs += Math.min(leftMs, this.#quantumMs);
      while (arrivals.nextMs <= this.#nowMs) this.#arrive();
      if (leftMs > this.#quantumMs) {
        this.#arrivedMs.push(arrivedMs);
        this.#startedMs.push(startedMs);
        this.#leftMs.push(leftMs - this.#quantumMs);
        continue;
      }
      outcomes.arrivedMs[row] = arrivedMs;
      outcomes.waitMs[row] = startedMs - arrivedMs;
      outcomes.sojournMs[row++] = this.#nowMs - arrivedMs;
      arrivals.ended(this.#nowMs);
    }
    return row;
  }

  #arrive(): void {
    const nowMs = this.#arrivals.nextMs;
    this.#arrivals.take();
    const serviceMs = this.#services.next();
    this.#arrivedMs.push(nowMs);
    this.#startedMs.push(NaN);
    this.#leftMs.push(serviceMs);
    this.#workload.arrive(nowMs, serviceMs);
  }
}
