import type { WaitRecursion } from "./in_order.ts";
import type { Sampler } from "./sampler.ts";

/**
 * One server that works in slices. When a task ends and the slice is used up, the task that waits then
 * starts a pause later, in a new slice. Where none waits the loop is free, and the next one begins at
 * once, in a new slice as well.
 */
export class Sliced implements WaitRecursion {
  readonly #sliceMs: number;
  readonly #pauses: Sampler;
  #workMs = 0;
  #usedMs = 0;

  /**
   * @param sliceMs Work after which the server pauses, above 0.
   * @param pauses How long.
   */
  constructor(sliceMs: number, pauses: Sampler) {
    this.#sliceMs = sliceMs;
    this.#pauses = pauses;
  }

  waits(
    gapsMs: Float64Array,
    servicesMs: Float64Array,
    waitsMs: Float64Array,
    count: number,
  ): void {
    let workMs = this.#workMs;
    let usedMs = this.#usedMs;
    for (let i = 0; i < count; i++) {
      let waitMs = workMs - gapsMs[i];
      if (waitMs <= 0) {
        waitMs = 0;
        usedMs = 0;
      } else if (usedMs >= this.#sliceMs) {
        waitMs += this.#pauses.next();
        usedMs = 0;
      }
      waitsMs[i] = waitMs;
      workMs = waitMs + servicesMs[i];
      usedMs += servicesMs[i];
    }
    this.#workMs = workMs;
    this.#usedMs = usedMs;
  }
}
