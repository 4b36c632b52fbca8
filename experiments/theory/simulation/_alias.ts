/**
 * Picks an index with given weights in constant time.
 *
 * Every index has a column of the same height; what a light one does not fill, a heavy one does: its
 * alias. A place on the floor gives the column, what is left of it the height (A. J. Walker, "An
 * Efficient Method for Generating Discrete Random Variables with General Distributions", ACM
 * Transactions on Mathematical Software 3, 1977; the table by M. D. Vose, 1991).
 */
export class Alias {
  readonly #filled: Float64Array;
  readonly #alias: Int32Array;

  /** @param weights At least 0, their sum above 0. */
  constructor(weights: readonly number[]) {
    // A sum of the weights themselves might overflow.
    const most = weights.reduce((most, weight) => Math.max(most, weight), 0);
    const total = weights.reduce((sum, weight) => sum + weight / most, 0);
    const heights = Float64Array.from(weights, (weight) => weight / most / total * weights.length);
    this.#filled = new Float64Array(weights.length).fill(1);
    this.#alias = Int32Array.from(weights, (_, index) => index);
    const light: number[] = [];
    const heavy: number[] = [];
    heights.forEach((height, index) => (height < 1 ? light : heavy).push(index));
    while (light.length > 0 && heavy.length > 0) {
      const low = light.pop()!;
      const high = heavy[heavy.length - 1];
      this.#filled[low] = heights[low];
      this.#alias[low] = high;
      heights[high] -= 1 - heights[low];
      if (heights[high] < 1) light.push(heavy.pop()!);
    }
  }

  /** The index that belongs to a uniform number from 0 to below 1. */
  pick(uniform: number): number {
    const place = uniform * this.#filled.length;
    const column = Math.floor(place);
    return place - column < this.#filled[column] ? column : this.#alias[column];
  }
}
