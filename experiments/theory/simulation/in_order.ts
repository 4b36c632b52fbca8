/**
 * Queues in which the wait of a task follows from those of the tasks before it: recursions, which need
 * no events and run over arrays.
 *
 * @module
 */
import type { ArrivalStream } from "./arrival_stream.ts";
import { type Outcomes, type SimulatedQueue, Tally } from "./outcomes.ts";
import type { Sampler } from "./sampler.ts";

/** A recursion with the state that it carries from task to task. */
export interface WaitRecursion {
  /**
   * Computes waits.
   *
   * @param gapsMs Time that passes before each task arrives.
   * @param servicesMs Service time of each.
   * @param waitsMs Where the waits go, each at least 0.
   * @param count How many tasks.
   */
  waits(
    gapsMs: Float64Array,
    servicesMs: Float64Array,
    waitsMs: Float64Array,
    count: number,
  ): void;
}

/** A queue that a recursion describes. Rows come in the order of arrival. */
export class InOrderQueue implements SimulatedQueue {
  readonly tally: Tally = new Tally();
  readonly #recursion: WaitRecursion;
  readonly #arrivals: ArrivalStream;
  readonly #services: Sampler;
  readonly #gapsMs: Float64Array;
  readonly #servicesMs: Float64Array;
  #lastWaitMs = 0;

  /**
   * @param recursion What serves.
   * @param arrivals When tasks come.
   * @param services How long each is served.
   * @param rows Most rows that will be asked for at a time.
   */
  constructor(
    recursion: WaitRecursion,
    arrivals: ArrivalStream,
    services: Sampler,
    rows: number,
  ) {
    this.#recursion = recursion;
    this.#arrivals = arrivals;
    this.#services = services;
    this.#gapsMs = new Float64Array(rows);
    this.#servicesMs = new Float64Array(rows);
    this.tally.workMs = 0;
    this.tally.workTimesService = 0;
    this.tally.workTimesGap = 0;
  }

  advance({ waitMs, sojournMs, arrivedMs }: Outcomes, count: number): number {
    const gapsMs = this.#gapsMs;
    const servicesMs = this.#servicesMs;
    const filled = this.#arrivals.fill(gapsMs, count);
    this.#services.fill(servicesMs, filled);
    this.#recursion.waits(gapsMs, servicesMs, waitMs, filled);
    // All totals in one loop over local variables: five sums side by side cost little more than one.
    // Note: tried the loop as a function of its own; rejected because a compiler of the runtime copies
    // that and the two above into this one, and without a loop takes it for seldom used.
    const { tally } = this;
    let { clockMs, busyMs, workMs, workTimesService, workTimesGap } = tally;
    let lastWaitMs = this.#lastWaitMs;
    for (let i = 0; i < filled; i++) {
      const gapMs = gapsMs[i];
      const serviceMs = servicesMs[i];
      clockMs += gapMs;
      arrivedMs[i] = clockMs;
      busyMs += serviceMs;
      workTimesGap += lastWaitMs * gapMs;
      lastWaitMs = waitMs[i];
      workMs += lastWaitMs;
      workTimesService += lastWaitMs * serviceMs;
      sojournMs[i] = lastWaitMs + serviceMs;
    }
    this.#lastWaitMs = lastWaitMs;
    tally.arrived += filled;
    tally.clockMs = clockMs;
    tally.busyMs = busyMs;
    tally.workMs = workMs;
    tally.workTimesService = workTimesService;
    tally.workTimesGap = workTimesGap;
    return filled;
  }
}
