/**
 * E-divisive: where a series of independent values changes its distribution, and how often chance alone
 * would look like that.
 *
 * Source: D. S. Matteson and N. A. James, "A Nonparametric Approach for Multiple Change Point Analysis of
 * Multivariate Data", Journal of the American Statistical Association 109 (2014); here in one dimension,
 * with α = 1.
 *
 * @module
 */

/** A place at which a series changes. */
export interface ChangePoint {
  /** Index of the first value after the change. */
  readonly index: number;
  /** Energy distance of both sides, weighted by their sizes: mn/(m + n) · Ê. */
  readonly statistic: number;
  /** Probability of a statistic at least as large, were there no further change. */
  readonly p: number;
}

/** How change points are sought. */
export interface EDivisiveOptions {
  /** A change whose probability is above this is none. @default 0.05 */
  readonly significance?: number;
  /** Permutations of each test; the least probability is 1 ÷ (this + 1). @default 999 */
  readonly permutations?: number;
  /** Values on each side of a change at least. @default 3 */
  readonly leastSize?: number;
}

/**
 * Finds the change points of a series by hierarchical division: of all segments the one that divides best
 * is divided, until a permutation test takes the best division for chance. In a series without a change
 * one is found with a probability of at most the significance.
 *
 * A division compares all values of a segment before it with all after it, in O(n log n).
 *
 * Note: the paper also tries every end of the second part, so that a short rise in the middle stands
 * out more. Left out: it costs O(n²) a permutation, and tells nothing of a change that lasts until today.
 *
 * @param values The series, in order of time.
 * @param uniform Draws from the uniform distribution on (0, 1), for permutations.
 * @param options How.
 * @returns The change points in order of time; none if the series is too short to be divided.
 * @throws {RangeError} If a value is not finite, or an option is out of range.
 */
export function eDivisive(
  values: readonly number[],
  uniform: () => number,
  { significance = 0.05, permutations = 999, leastSize = 3 }: EDivisiveOptions = {},
): ChangePoint[] {
  const wrong = values.find((value) => !Number.isFinite(value));
  if (wrong !== undefined) throw outOfRange("values", "be finite", wrong);
  if (!(significance > 0 && significance < 1)) {
    throw outOfRange("significance", "lie between 0 and 1", significance);
  }
  if (!Number.isInteger(permutations) || permutations < 1) {
    throw outOfRange("permutations", "be a whole number above 0", permutations);
  }
  // The estimate of a spread takes two values.
  if (!Number.isInteger(leastSize) || leastSize < 2) {
    throw outOfRange("leastSize", "be a whole number of at least 2", leastSize);
  }
  let segments = [openSegment(values, 0, leastSize)];
  const found: ChangePoint[] = [];
  while (true) {
    const best = segments.reduce((a, b) => b.best.statistic > a.best.statistic ? b : a);
    if (best.best.at === 0) break;
    const p = chance(segments, best.best.statistic, uniform, { significance, permutations });
    if (p > significance) break;
    const { offset, values: whole, best: { at, statistic } } = best;
    found.push({ index: offset + at, statistic, p });
    segments = segments.flatMap((segment) =>
      segment !== best ? [segment] : [
        openSegment(whole.slice(0, at), offset, leastSize),
        openSegment(whole.slice(at), offset + at, leastSize),
      ]
    );
  }
  return found.sort((a, b) => a.index - b.index);
}

interface Division {
  /** How many values lie before it; 0 if there is none. */
  readonly at: number;
  readonly statistic: number;
}

interface Segment {
  readonly offset: number;
  readonly values: readonly number[];
  readonly best: Division;
  readonly divider: Divider;
}

function openSegment(values: readonly number[], offset: number, leastSize: number): Segment {
  const divider = new Divider(values, leastSize);
  return { offset, values, divider, best: divider.divide(divider.ranks) };
}

/**
 * How likely the best division is if values within segments may change places. Once it is clear that the
 * answer is above the significance, what is returned is just some number above it.
 */
function chance(
  segments: readonly Segment[],
  statistic: number,
  uniform: () => number,
  { significance, permutations }: Required<Omit<EDivisiveOptions, "leastSize">>,
): number {
  const orders = segments.map(({ divider }) => divider.ranks.slice());
  // Sums in another order differ in their last bits.
  const least = statistic * (1 - 1e-9);
  let asLarge = 1;
  for (let round = 0; round < permutations; round++) {
    let isAsLarge = false;
    for (const [index, { divider }] of segments.entries()) {
      shuffle(orders[index], uniform);
      isAsLarge ||= divider.divide(orders[index]).statistic >= least;
    }
    if (isAsLarge && ++asLarge > significance * (permutations + 1)) return 1;
  }
  return asLarge / (permutations + 1);
}

/**
 * Finds the best division of the values of one segment in any order. The values are known from the start,
 * so that the sum of distances to all values before comes from a binary indexed tree over their ranks
 * (P. M. Fenwick, "A New Data Structure for Cumulative Frequency Tables", Software: Practice and
 * Experience 24, 1994). It is called a thousand times a test, so it allocates nothing.
 */
class Divider {
  /** Rank of each value, from 1, in the order in which they came; ties have different ranks. */
  readonly ranks: Uint32Array;
  /** Values by rank, about their mean: sums of large numbers would lose the small differences. */
  readonly #values: Float64Array;
  /** Sum of distances to all other values, by rank. */
  readonly #toAll: Float64Array;
  /** Sum of the distances of all pairs. */
  readonly #total: number;
  readonly #counts: Uint32Array;
  readonly #sums: Float64Array;
  readonly #leastSize: number;

  constructor(values: readonly number[], leastSize: number) {
    const count = values.length;
    const mean = values.reduce((sum, value) => sum + value / count, 0);
    const order = values.map((_, index) => index).sort((a, b) => values[a] - values[b]);
    this.ranks = new Uint32Array(count);
    this.#values = new Float64Array(count + 1);
    for (const [index, original] of order.entries()) {
      this.ranks[original] = index + 1;
      this.#values[index + 1] = values[original] - mean;
    }
    this.#toAll = new Float64Array(count + 1);
    const all = this.#values.reduce((sum, value) => sum + value, 0);
    for (let rank = 1, below = 0; rank <= count; rank++) {
      const value = this.#values[rank];
      this.#toAll[rank] = value * (2 * rank - 1 - count) - below + (all - below - value);
      below += value;
    }
    this.#total = this.#toAll.reduce((sum, distance) => sum + distance, 0) / 2;
    this.#counts = new Uint32Array(count + 1);
    this.#sums = new Float64Array(count + 1);
    this.#leastSize = leastSize;
  }

  divide(ranks: Uint32Array): Division {
    const count = ranks.length;
    const values = this.#values;
    // Equal values differ by rounding alone.
    const isConstant = values[1] === values[count];
    if (count < 2 * this.#leastSize || isConstant) return { at: 0, statistic: 0 };
    const counts = this.#counts.fill(0);
    const sums = this.#sums.fill(0);
    let before = 0;
    let after = this.#total;
    let sum = 0;
    let best = 0;
    let bestAt = 0;
    for (let at = 1; at <= count - this.#leastSize; at++) {
      const rank = ranks[at - 1];
      const value = values[rank];
      let lesser = 0;
      let lesserSum = 0;
      for (let node = rank; node > 0; node -= node & -node) {
        lesser += counts[node];
        lesserSum += sums[node];
      }
      // To all before: those of lesser rank lie below, the others above.
      const toBefore = value * (2 * lesser - (at - 1)) - 2 * lesserSum + sum;
      before += toBefore;
      after -= this.#toAll[rank] - toBefore;
      sum += value;
      for (let node = rank; node <= count; node += node & -node) {
        counts[node]++;
        sums[node] += value;
      }
      if (at < this.#leastSize) continue;
      const m = at;
      const n = count - at;
      const between = this.#total - before - after;
      const statistic = m * n / count *
        (2 * between / (m * n) - 2 * before / (m * (m - 1)) - 2 * after / (n * (n - 1)));
      if (statistic > best) {
        best = statistic;
        bestAt = at;
      }
    }
    return { at: bestAt, statistic: best };
  }
}

/** By R. A. Fisher and F. Yates, in place. */
function shuffle(items: Uint32Array, uniform: () => number): void {
  for (let last = items.length - 1; last > 0; last--) {
    const other = Math.floor(uniform() * (last + 1));
    const kept = items[last];
    items[last] = items[other];
    items[other] = kept;
  }
}

function outOfRange(name: string, rule: string, value: number): RangeError {
  return new RangeError(`Cannot find change points: '${name}' must ${rule}, got ${value}`);
}
