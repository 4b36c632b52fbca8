/**
 * Whether waits grow for as long as a run lasts: the sign of a queue without a steady state, where no
 * formula tells beforehand.
 *
 * Of each batch the least wait is taken. Where a queue has a steady state it comes back to next to nothing
 * in any batch that is long against how far waits resemble each other; where it has none, it rises by about
 * as much from each batch to the next. So the rises of the least wait are held against 0 as Student does.
 * They add up to the last less the first, so that in a steady state their mean is small against their
 * scatter, whatever the laws. Of 924 stable runs (loads up to 0.95; single, batch, steady and modulated
 * arrivals; 1,000, 20,000 and 200,000 tasks) none came to the 6 standard errors that are asked for: 4.1 was
 * the greatest with 1,000 tasks, which came in batches of ten, and 1.4 with more. A queue 12 % short is found
 * with 20,000 tasks, one 2 % short with 200,000; with fewer its growth is within chance.
 */
import { moments } from "../../../reports/stats/moments.ts";
import type { Outcomes } from "./outcomes.ts";

/** Standard errors by which the mean rise must be above 0. */
const STANDARD_ERRORS = 6;
/** A rise that is less than this part of the time that passed is rounding. */
const ROUNDING = 1e-6;

/** Keeps the least wait of each batch. */
export class WaitGrowth {
  readonly #leastMs: number[] = [];
  #openMs = Infinity;

  /**
   * Takes rows into the batch that is open.
   *
   * @param outcomes Where they are.
   * @param count How many, from the first.
   */
  record({ waitMs }: Outcomes, count: number): void {
    let least = this.#openMs;
    for (let row = 0; row < count; row++) least = Math.min(least, waitMs[row]);
    this.#openMs = least;
  }

  /** Ends the batch that is open. */
  closeBatch(): void {
    this.#leastMs.push(this.#openMs);
    this.#openMs = Infinity;
  }

  /**
   * How much the least wait grew where that is more than chance.
   *
   * @param elapsedMs Time that passed.
   * @returns The growth from the first batch to the last in ms; null if waits do not keep growing.
   */
  beyondChance(elapsedMs: number): number | null {
    const least = this.#leastMs;
    const grownMs = least[least.length - 1] - least[0];
    if (!(grownMs > ROUNDING * elapsedMs)) return null;
    const rises = least.slice(1).map((ms, before) => ms - least[before]);
    const { mean, variance, count } = moments(rises);
    return mean > STANDARD_ERRORS * Math.sqrt(variance / count) ? grownMs : null;
  }
}
