/**
 * Many tests at once: adjusted probabilities that may each be held against one level.
 *
 * @module
 */

/**
 * Holm's step-down adjustment: among all tests together, the probability of even one false rejection is
 * at most the level, however the tests depend on each other.
 *
 * Source: S. Holm, "A Simple Sequentially Rejective Multiple Test Procedure", Scandinavian Journal of
 * Statistics 6 (1979).
 *
 * @param probabilities A p-value for each test, from 0 to 1.
 * @returns The adjusted p-values, in the same order.
 */
export function holm(probabilities: readonly number[]): number[] {
  const count = probabilities.length;
  return adjust(ascending(probabilities), (position) => count - position, probabilities, Math.max);
}

/**
 * Benjamini and Hochberg's step-up adjustment: of the tests that fall below the level, the expected share
 * of false ones is at most the level, if the tests are independent or positively dependent.
 *
 * Source: Y. Benjamini and Y. Hochberg, "Controlling the False Discovery Rate", Journal of the Royal
 * Statistical Society B 57 (1995).
 *
 * @param probabilities A p-value for each test, from 0 to 1.
 * @returns The adjusted p-values (q-values), in the same order.
 */
export function benjaminiHochberg(probabilities: readonly number[]): number[] {
  const count = probabilities.length;
  const order = ascending(probabilities).reverse();
  return adjust(order, (position) => count / (count - position), probabilities, Math.min);
}

function ascending(probabilities: readonly number[]): number[] {
  return probabilities.map((_, index) => index)
    .sort((a, b) => probabilities[a] - probabilities[b]);
}

/** Goes through the tests in an order and keeps what was the furthest so far. */
function adjust(
  order: readonly number[],
  factorAt: (position: number) => number,
  probabilities: readonly number[],
  further: (a: number, b: number) => number,
): number[] {
  const adjusted = new Array<number>(order.length);
  let last: number | null = null;
  for (const [position, index] of order.entries()) {
    const own = Math.min(1, factorAt(position) * probabilities[index]);
    last = last === null ? own : further(last, own);
    adjusted[index] = last;
  }
  return adjusted;
}
