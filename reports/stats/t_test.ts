/**
 * Student's t-tests: does a mean lie above another?
 *
 * Both take values for normally distributed. Times hardly ever are, so no verdict here rests on them; the
 * calibration of a gate holds them against the tests that verdicts do rest on.
 *
 * @module
 */
import { moments } from "./moments.ts";
import { studentUpperTail } from "./student.ts";

/**
 * One-sided paired t-test.
 *
 * Source: Student, "The Probable Error of a Mean", Biometrika 6 (1908).
 *
 * @param differences One difference a pair.
 * @returns Probability, were the true mean zero and the differences normal, of a mean at least this far
 *   above zero; if the differences do not vary, 0 or 1 by their sign, and 1 if all are zero. NaN for fewer
 *   than two, or if one is NaN.
 */
export function pairedTGreater(differences: readonly number[]): number {
  if (differences.length < 2) return NaN;
  const { count, mean, variance } = moments(differences);
  return upperTail(mean, variance / count, count - 1);
}

/**
 * One-sided t-test of two samples whose variances may differ.
 *
 * Source: B. L. Welch, "The Generalization of 'Student's' Problem when Several Different Population
 * Variances are Involved", Biometrika 34 (1947), with the degrees of freedom of F. E. Satterthwaite.
 *
 * @param a Values whose mean is suspected to be greater.
 * @param b Values to hold them against.
 * @returns Probability, were both means equal and the values normal, of a difference at least this large;
 *   if no sample varies, 0 or 1 by the sign of the difference, and 1 if there is none. NaN if a sample has
 *   fewer than two values or holds a NaN.
 */
export function welchGreater(a: readonly number[], b: readonly number[]): number {
  if (a.length < 2 || b.length < 2) return NaN;
  const [x, y] = [moments(a), moments(b)];
  const [ofX, ofY] = [x.variance / x.count, y.variance / y.count];
  const degreesOfFreedom = (ofX + ofY) ** 2 /
    (ofX ** 2 / (x.count - 1) + ofY ** 2 / (y.count - 1));
  return upperTail(x.mean - y.mean, ofX + ofY, degreesOfFreedom);
}

function upperTail(difference: number, squaredError: number, degreesOfFreedom: number): number {
  if (Number.isNaN(difference)) return NaN;
  if (squaredError === 0) return difference > 0 ? 0 : 1;
  return studentUpperTail(difference / Math.sqrt(squaredError), degreesOfFreedom);
}
