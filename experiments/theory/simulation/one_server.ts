import type { WaitRecursion } from "./in_order.ts";

/**
 * One server that never rests while a task waits. With w the wait, s the service and a the gap before
 * the next task, w′ = max(0, w + s − a) (D. V. Lindley, 1952; see `twin.ts`).
 */
export class OneServer implements WaitRecursion {
  #waitMs = 0;
  #serviceMs = 0;

  waits(
    gapsMs: Float64Array,
    servicesMs: Float64Array,
    waitsMs: Float64Array,
    count: number,
  ): void {
    let waitMs = this.#waitMs;
    let serviceMs = this.#serviceMs;
    for (let i = 0; i < count; i++) {
      // The difference first, for it does not have to wait for the wait before.
      const aheadMs = waitMs + (serviceMs - gapsMs[i]);
      // max(0, x) without a condition: who waits cannot be foreseen, and wrong guesses of the processor
      // would take longer than all else here. `Math.max` has conditions in it.
      waitMs = (aheadMs + Math.abs(aheadMs)) * 0.5;
      waitsMs[i] = waitMs;
      serviceMs = servicesMs[i];
    }
    this.#waitMs = waitMs;
    this.#serviceMs = serviceMs;
  }
}
