import { replaceLeast } from "../free_servers.ts";
import type { WaitRecursion } from "./in_order.ts";
import type { Sampler } from "./sampler.ts";

/** Up to so many servers a sorted list is faster than a heap. */
const MOST_SORTED = 48;

/** What passes before a server begins. */
export interface Preparation {
  /** The set-up of a server that has been idle; null for none. */
  readonly setUps: Sampler | null;
  /** Time between the end of a task and the start of one that waited, in ms. */
  readonly handOverMs: number;
}

/**
 * Servers that never rest while a task waits: each task takes the one that is free first (J. Kiefer
 * and J. Wolfowitz, 1955; see `twin.ts`). A server that was free before the task arrived begins after
 * its set-up; which of several idle ones it is makes no difference, and a task that has waked one does
 * not leave it for another that becomes free sooner.
 */
export class ManyServers implements WaitRecursion {
  readonly #freeAtMs: Float64Array;
  readonly #preparation: Preparation;
  #clockMs = 0;

  /**
   * @param servers How many, at least 1.
   * @param preparation What passes before they begin.
   */
  constructor(servers: number, preparation: Preparation) {
    // All are idle at the start.
    this.#freeAtMs = new Float64Array(servers).fill(-1);
    this.#preparation = preparation;
  }

  waits(
    gapsMs: Float64Array,
    servicesMs: Float64Array,
    waitsMs: Float64Array,
    count: number,
  ): void {
    const freeAtMs = this.#freeAtMs;
    const { setUps, handOverMs } = this.#preparation;
    const servers = freeAtMs.length;
    let clockMs = this.#clockMs;
    for (let i = 0; i < count; i++) {
      clockMs += gapsMs[i];
      const aheadMs = freeAtMs[0] - clockMs;
      const waitMs = aheadMs > 0 ? aheadMs + handOverMs : setUps === null ? 0 : setUps.next();
      waitsMs[i] = waitMs;
      const endMs = clockMs + waitMs + servicesMs[i];
      if (servers > MOST_SORTED) {
        replaceLeast(freeAtMs, endMs);
        continue;
      }
      let at = 1;
      for (; at < servers && freeAtMs[at] < endMs; at++) freeAtMs[at - 1] = freeAtMs[at];
      freeAtMs[at - 1] = endMs;
    }
    this.#clockMs = clockMs;
  }
}
