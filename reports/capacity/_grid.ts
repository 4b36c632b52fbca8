/**
 * Distributions of times on a grid 0, h, 2h, …, n h: a few array operations in place of transforms.
 *
 * A continuous part becomes masses at the nodes by matching its mean within every step: with
 * G(x) = E[(X - x)⁺] the node k gets (G((k-1)h) - 2 G(kh) + G((k+1)h)) / h. All that is beyond the last
 * node is left out of the masses and counts as "later than the grid".
 *
 * Source: L. Panjer, "Recursive Evaluation of a Family of Compound Distributions", ASTIN Bulletin 12
 * (1981), for the recursion; H. Gerber, "On the Numerical Evaluation of the Distribution of Aggregate
 * Claims and its Stop-Loss Premiums", Insurance: Mathematics and Economics 1 (1982), for the masses.
 *
 * Not by transforms and their inversion, as models of the theory do it: a search asks for one tail of a whole
 * sojourn at some dozens of loads, which sums over one grid give in a millisecond each. They are as coarse
 * as a step of the grid, and positive terms do not ring at the jumps of times that are often alike.
 */

/** Values with weights that add up to 1, the values ascending. */
export interface Atoms {
  readonly valuesMs: readonly number[];
  readonly weights: readonly number[];
}

/** The points at which distributions are known. */
export interface Grid {
  /** h, in ms. */
  readonly stepMs: number;
  /** n: the last node is n h. */
  readonly steps: number;
}

/** P(X > kh) at each node. */
export function tailsOf({ valuesMs, weights }: Atoms, { stepMs, steps }: Grid): Float64Array {
  const tails = new Float64Array(steps + 1);
  let above = 0;
  let at = valuesMs.length - 1;
  for (let node = steps; node >= 0; node--) {
    // Half a millionth of a step: a value that lies on a node does so whatever its last digit says.
    for (; at >= 0 && valuesMs[at] > (node + 5e-7) * stepMs; at--) above += weights[at];
    tails[node] = above;
  }
  return tails;
}

/** Masses of X itself. */
export function massesOf(atoms: Atoms, grid: Grid): Float64Array {
  const { first } = excessesOf(atoms, grid);
  return massesFrom(first, grid);
}

/** Masses of the rest of X that a random moment meets, whose density is P(X > x)/E[X]. */
export function residualMassesOf(atoms: Atoms, grid: Grid): Float64Array {
  const { first, second } = excessesOf(atoms, grid);
  // E[(Xe - x)⁺] = E[((X - x)⁺)²] / (2 E[X])
  const meanMs = first[0];
  return massesFrom(second.map((excess) => excess / (2 * meanMs)), grid);
}

/** Masses of an exponential time. */
export function exponentialMasses(meanMs: number, grid: Grid): Float64Array {
  const { stepMs, steps } = grid;
  const excesses = Float64Array.from(
    { length: steps + 2 },
    (_, node) => meanMs * Math.exp(-node * stepMs / meanMs),
  );
  return massesFrom(excesses, grid);
}

/**
 * Masses of the sum of N such times, N geometric with P(N > n) = share^(n+1): the wait of M/G/1, whose
 * summands are residual services and whose share is ρ.
 */
export function compoundGeometric(summand: Float64Array, share: number): Float64Array {
  const masses = new Float64Array(summand.length);
  const factor = 1 / (1 - share * summand[0]);
  const last = summand.findLastIndex((mass) => mass > 0);
  masses[0] = (1 - share) * factor;
  for (let node = 1; node < masses.length; node++) {
    let sum = 0;
    for (let back = Math.min(node, last); back >= 1; back--) {
      sum += summand[back] * masses[node - back];
    }
    masses[node] = share * factor * sum;
  }
  return masses;
}

/** P(X + Y > kh) at one node, X by its masses and Y by its tails. */
export function tailOfSumAt(masses: Float64Array, tails: Float64Array, node: number): number {
  let within = 0;
  let above = 0;
  for (let at = 0; at <= node; at++) {
    within += masses[at];
    above += masses[at] * tails[node - at];
  }
  return Math.max(0, 1 - within) + above;
}

/** P(X + Y > kh) at every node. */
export function tailsOfSum(masses: Float64Array, tails: Float64Array): Float64Array {
  return tails.map((_, node) => tailOfSumAt(masses, tails, node));
}

/** The least time at which so little is left above, between nodes by a straight line; NaN beyond the grid. */
export function timeOfTail(
  tailAt: (node: number) => number,
  { stepMs, steps }: Grid,
  share: number,
): number {
  if (tailAt(steps) > share) return NaN;
  let low = 0;
  let high = steps;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (tailAt(middle) <= share) high = middle;
    else low = middle + 1;
  }
  if (low === 0) return 0;
  const before = tailAt(low - 1);
  return stepMs * (low - (share - tailAt(low)) / (before - tailAt(low)));
}

/** E[(X - kh)⁺] and E[((X - kh)⁺)²] for k = 0 … n + 1. */
function excessesOf({ valuesMs, weights }: Atoms, { stepMs, steps }: Grid) {
  const first = new Float64Array(steps + 2);
  const second = new Float64Array(steps + 2);
  let at = valuesMs.length - 1;
  let share = 0;
  let mean = 0;
  let square = 0;
  for (let node = steps + 1; node >= 0; node--) {
    const fromMs = node * stepMs;
    for (; at >= 0 && valuesMs[at] > fromMs; at--) {
      share += weights[at];
      mean += weights[at] * valuesMs[at];
      square += weights[at] * valuesMs[at] ** 2;
    }
    first[node] = Math.max(0, mean - fromMs * share);
    second[node] = Math.max(0, square - 2 * fromMs * mean + fromMs * fromMs * share);
  }
  return { first, second };
}

function massesFrom(excesses: Float64Array, { stepMs, steps }: Grid): Float64Array {
  return Float64Array.from({ length: steps + 1 }, (_, node) => {
    const before = node === 0 ? excesses[0] + stepMs : excesses[node - 1];
    return Math.max(0, (before - 2 * excesses[node] + excesses[node + 1]) / stepMs);
  });
}
