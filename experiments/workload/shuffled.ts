import { createRandom } from "./random.ts";

/**
 * A random order, every one as likely as any other (R. A. Fisher and F. Yates, 1938).
 *
 * @param length How many things are put in order.
 * @param seed A whole number between ±(2⁵³ − 1); the same gives the same order.
 * @returns The numbers from 0 to `length - 1` in that order.
 */
export function shuffled(length: number, seed: number): number[] {
  const random = createRandom(seed);
  const order = Array.from({ length }, (_, index) => index);
  for (let last = length - 1; last > 0; last--) {
    const other = Math.floor(random.uniform() * (last + 1));
    [order[last], order[other]] = [order[other], order[last]];
  }
  return order;
}
