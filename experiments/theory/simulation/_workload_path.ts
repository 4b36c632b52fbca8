import type { Tally } from "./outcomes.ts";

/**
 * Keeps the sums of V, the work in the system at arrivals, for a server that works as long as there is
 * work: in whichever order, V follows Lindley's recursion.
 */
export class WorkloadPath {
  readonly #tally: Tally;
  #workMs = 0;
  #leftMs = 0;

  /** @param tally Where the sums are kept, and clock, arrivals and busy time. */
  constructor(tally: Tally) {
    this.#tally = tally;
    tally.workMs = 0;
    tally.workTimesService = 0;
    tally.workTimesGap = 0;
  }

  /**
   * Counts an arrival.
   *
   * @param nowMs When.
   * @param serviceMs Its service.
   */
  arrive(nowMs: number, serviceMs: number): void {
    const tally = this.#tally;
    const gapMs = nowMs - tally.clockMs;
    tally.workTimesGap += this.#workMs * gapMs;
    this.#workMs = Math.max(0, this.#leftMs - gapMs);
    this.#leftMs = this.#workMs + serviceMs;
    tally.workMs += this.#workMs;
    tally.workTimesService += this.#workMs * serviceMs;
    tally.clockMs = nowMs;
    tally.arrived++;
    tally.busyMs += serviceMs;
  }
}
