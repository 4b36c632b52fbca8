import { replaceLeast } from "../free_servers.ts";
import { NumberRing } from "./_number_ring.ts";
import type { ArrivalClock } from "./arrival_clock.ts";
import type { Preparation } from "./many_servers.ts";
import type { DisciplineOf } from "./model.ts";
import { type Outcomes, type SimulatedQueue, Tally } from "./outcomes.ts";
import type { Sampler } from "./sampler.ts";

/** Servers with a limited number of places to wait. Rows come in the order in which tasks start. */
export class BoundedQueue implements SimulatedQueue {
  readonly tally: Tally = new Tally();
  readonly #capacity: number;
  readonly #overflow: "block" | "reject" | "drop-oldest";
  readonly #arrivals: ArrivalClock;
  readonly #services: Sampler;
  readonly #prepared: Preparation;
  /** When each server is free, as a heap. */
  readonly #freeAtMs: Float64Array;
  /** When those that wait arrived. */
  readonly #waiting = new NumberRing();

  /**
   * @param discipline Its places, servers and overflow.
   * @param parts When tasks come, how long each is served, and what passes before that.
   */
  constructor(
    discipline: DisciplineOf<"bounded">,
    { arrivals, services, prepared }: {
      readonly arrivals: ArrivalClock;
      readonly services: Sampler;
      readonly prepared: Preparation;
    },
  ) {
    const { capacity, overflow, servers = 1 } = discipline;
    this.#capacity = capacity;
    this.#overflow = overflow;
    this.#arrivals = arrivals;
    this.#services = services;
    this.#prepared = prepared;
    this.#freeAtMs = new Float64Array(servers);
    // A task's wait is over when its service is drawn, and does not depend on it.
    this.tally.workMs = 0;
    this.tally.workTimesService = 0;
  }

  advance(outcomes: Outcomes, count: number): number {
    const arrivals = this.#arrivals;
    const waiting = this.#waiting;
    const { setUps, handOverMs } = this.#prepared;
    const { tally } = this;
    let row = 0;
    while (row < count) {
      const freeMs = this.#freeAtMs[0];
      if (waiting.size > 0 && freeMs <= arrivals.nextMs) {
        this.#start(waiting.shift(), freeMs + handOverMs, outcomes, row++);
        continue;
      }
      const nowMs = arrivals.nextMs;
      if (nowMs === Infinity) return row;
      arrivals.take();
      tally.clockMs = nowMs;
      tally.arrived++;
      if (freeMs <= nowMs) this.#start(nowMs, nowMs + (setUps?.next() ?? 0), outcomes, row++);
      else if (waiting.size < this.#capacity) waiting.push(nowMs);
      else if (this.#overflow === "block") this.#block(nowMs, outcomes, row++);
      else this.#lose(nowMs);
    }
    return row;
  }

  /** The producer waits until a task starts and leaves its place. */
  #block(nowMs: number, outcomes: Outcomes, row: number): void {
    const freeMs = this.#freeAtMs[0];
    this.#waiting.push(nowMs);
    this.#start(this.#waiting.shift(), freeMs + this.#prepared.handOverMs, outcomes, row);
    this.#arrivals.holdUntil(freeMs);
  }

  /** The task that has waited longest, or the new one, is given up. */
  #lose(nowMs: number): void {
    this.tally.lost++;
    if (this.#overflow === "drop-oldest") {
      this.#waiting.push(nowMs);
      this.tally.lostWaitMs += nowMs - this.#waiting.shift();
    }
    this.#arrivals.ended(nowMs);
  }

  #start(arrivedMs: number, startMs: number, outcomes: Outcomes, row: number): void {
    const serviceMs = this.#services.next();
    const waitMs = startMs - arrivedMs;
    const endMs = startMs + serviceMs;
    replaceLeast(this.#freeAtMs, endMs);
    this.tally.busyMs += serviceMs;
    this.tally.workMs += waitMs;
    this.tally.workTimesService += waitMs * serviceMs;
    outcomes.arrivedMs[row] = arrivedMs;
    outcomes.waitMs[row] = waitMs;
    outcomes.sojournMs[row] = waitMs + serviceMs;
    this.#arrivals.ended(endMs);
  }
}
