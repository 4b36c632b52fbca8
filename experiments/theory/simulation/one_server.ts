import type { WaitRecursion } from "./in_order.ts";

/**
 * One server that never rests while a task waits. With w the wait, s the service and a the gap before
 * the next task, w′ = max(0, w + s − a) (D. V. Lindley, 1952; see `twin.ts`).
 */
export class OneServer implements WaitRecursion {
  /** Work that is left for the server when a task has just arrived, its own included. */
  #workMs = 0;

  waits(
    gapsMs: Float64Array,
    servicesMs: Float64Array,
    waitsMs: Float64Array,
    count: number,
  ): void {
    let workMs = this.#workMs;
    for (let i = 0; i < count; i++) {
      const leftMs = workMs - gapsMs[i];
      const waitMs = leftMs > 0 ? leftMs : 0;
      waitsMs[i] = waitMs;
      workMs = waitMs + servicesMs[i];
    }
    this.#workMs = workMs;
  }
}
