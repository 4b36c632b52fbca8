import { TimedHeap } from "./_timed_heap.ts";
import type { ArrivalClock } from "./arrival_clock.ts";
import { type Outcomes, type SimulatedQueue, Tally } from "./outcomes.ts";
import type { Sampler } from "./sampler.ts";
import { WorkloadPath } from "./_workload_path.ts";

/**
 * One server that serves all tasks at once, each at an equal part of its speed. The attained service
 * that each task gains is the same for all: it is a clock that runs at 1 ÷ tasks of the speed of time,
 * and a task leaves when that clock has advanced by its service. Rows come in the order in which tasks
 * end.
 */
export class ProcessorSharingQueue implements SimulatedQueue {
  readonly tally: Tally = new Tally();
  readonly #workload = new WorkloadPath(this.tally);
  readonly #arrivals: ArrivalClock;
  readonly #services: Sampler;
  /** When tasks arrived, by the attained service at which they leave. */
  readonly #inService = new TimedHeap();
  #attainedMs = 0;
  #nowMs = 0;

  /**
   * @param arrivals When tasks come.
   * @param services How long each would be served alone.
   */
  constructor(arrivals: ArrivalClock, services: Sampler) {
    this.#arrivals = arrivals;
    this.#services = services;
  }

  advance(outcomes: Outcomes, count: number): number {
    const arrivals = this.#arrivals;
    const inService = this.#inService;
    let row = 0;
    while (row < count) {
      const tasks = inService.size;
      const endMs = tasks === 0
        ? Infinity
        : this.#nowMs + Math.max(0, inService.leastTime - this.#attainedMs) * tasks;
      const arrivalMs = arrivals.nextMs;
      if (endMs <= arrivalMs) {
        if (endMs === Infinity) return row;
        this.#attainedMs = inService.leastTime;
        this.#nowMs = endMs;
        const arrivedMs = inService.pop();
        outcomes.arrivedMs[row] = arrivedMs;
        outcomes.waitMs[row] = 0;
        outcomes.sojournMs[row++] = endMs - arrivedMs;
        arrivals.ended(endMs);
      } else {
        // The clock begins anew with each busy period, so that it keeps its precision.
        this.#attainedMs = tasks === 0 ? 0 : this.#attainedMs + (arrivalMs - this.#nowMs) / tasks;
        this.#nowMs = arrivalMs;
        this.#arrive();
      }
    }
    return row;
  }

  #arrive(): void {
    const serviceMs = this.#services.next();
    this.#arrivals.take();
    this.#inService.push(this.#attainedMs + serviceMs, this.#nowMs);
    this.#workload.arrive(this.#nowMs, serviceMs);
  }
}
