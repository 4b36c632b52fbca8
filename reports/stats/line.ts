/**
 * A straight line through points, by least squares.
 *
 * @module
 */

/** A fitted line: y ≈ intercept + slope · x. */
export interface Line {
  /** In units of y a unit of x. */
  readonly slope: number;
  /** y at x = 0. */
  readonly intercept: number;
  /**
   * Share of the variance of y that the line explains, from 0 to 1; 1 for points that lie on it, flat
   * ones included.
   */
  readonly rSquared: number;
}

/**
 * Fits a line by ordinary least squares: slope = Σ(x−x̄)(y−ȳ) ÷ Σ(x−x̄)².
 *
 * @param x Values without error, in any order.
 * @param y As many values.
 * @returns The line; null for fewer than two different x or a value that is not finite.
 */
export function fitLine(x: ArrayLike<number>, y: ArrayLike<number>): Line | null {
  const count = Math.min(x.length, y.length);
  let meanX = 0;
  let meanY = 0;
  for (let i = 0; i < count; i++) {
    meanX += (x[i] - meanX) / (i + 1);
    meanY += (y[i] - meanY) / (i + 1);
  }
  let together = 0;
  let alone = 0;
  let total = 0;
  for (let i = 0; i < count; i++) {
    together += (x[i] - meanX) * (y[i] - meanY);
    alone += (x[i] - meanX) ** 2;
    total += (y[i] - meanY) ** 2;
  }
  const slope = together / alone;
  if (!Number.isFinite(slope)) return null;
  const rSquared = total === 0 ? 1 : Math.min(1, slope * together / total);
  return { slope, intercept: meanY - slope * meanX, rSquared };
}
