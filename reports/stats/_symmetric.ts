/** Probability that a symmetric variable lies beyond and within ±t, and its density at t. */
export interface TwoSided {
  /** P(|X| > t). */
  readonly tail: number;
  /** P(|X| ≤ t). Kept beside the tail because 1 - tail loses its digits when it is small. */
  readonly centre: number;
  /** Density at t. */
  readonly density: number;
}

/** Natural logarithms of the least and greatest |x| that the search considers. */
const LOG_BOUND = 340;

/**
 * Inverts the distribution function of a variable that is symmetric about 0.
 *
 * Newton's method on log probability against log t, where tails are nearly straight lines, inside
 * a bracket that is halved whenever a step would leave it. The smaller one of tail and centre is
 * matched, so the result keeps its relative accuracy near 0 as well as far out.
 *
 * @param p Probability from 0 (-Infinity) to 1 (Infinity).
 * @param twoSided The distribution, for t above 0.
 * @returns The x with P(X ≤ x) = p.
 * @throws {RangeError} If `p` is outside 0 to 1 or NaN.
 */
export function symmetricQuantile(p: number, twoSided: (t: number) => TwoSided): number {
  if (!(p >= 0 && p <= 1)) {
    throw new RangeError(`Cannot take quantile: 'p' must be from 0 to 1, got ${p}`);
  }
  if (p === 0.5) return 0;
  if (p === 0 || p === 1) return p === 0 ? -Infinity : Infinity;
  const tail = 2 * Math.min(p, 1 - p);
  const centre = Math.abs(2 * p - 1);
  const matchTail = tail < centre;
  const logTarget = Math.log(matchTail ? tail : centre);

  let low = -LOG_BOUND;
  let high = LOG_BOUND;
  let logT = 0;
  for (let step = 0; step < 200; step++) {
    const t = Math.exp(logT);
    const at = twoSided(t);
    const probability = matchTail ? at.tail : at.centre;
    // Rises with t in both cases.
    const excess = (Math.log(probability) - logTarget) * (matchTail ? -1 : 1);
    if (excess > 0) high = logT;
    else low = logT;
    const newton = logT - excess * probability / (2 * at.density * t);
    // A step that under- or overflowed is NaN and fails this test too.
    const next = newton >= low && newton <= high ? newton : (low + high) / 2;
    const change = Math.abs(next - logT);
    logT = next;
    if (change < 1e-15 * Math.max(1, Math.abs(logT))) break;
  }
  return Math.sign(p - 0.5) * Math.exp(logT);
}
