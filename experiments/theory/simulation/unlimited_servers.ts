import type { WaitRecursion } from "./in_order.ts";
import type { Sampler } from "./sampler.ts";

/** A server of its own for every task: nothing is waited for but its set-up. */
export class UnlimitedServers implements WaitRecursion {
  readonly #setUps: Sampler | null;

  /** @param setUps What passes before a server begins; null for nothing. */
  constructor(setUps: Sampler | null) {
    this.#setUps = setUps;
  }

  waits(
    _gapsMs: Float64Array,
    _servicesMs: Float64Array,
    waitsMs: Float64Array,
    count: number,
  ): void {
    if (this.#setUps === null) waitsMs.fill(0, 0, count);
    else this.#setUps.fill(waitsMs, count);
  }
}
