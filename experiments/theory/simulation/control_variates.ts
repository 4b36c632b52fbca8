/**
 * Control variates: a simulated mean is corrected by what chance did to the inputs, whose means are
 * known. Where the services that were drawn are longer than they should be on average, waits are too.
 *
 *     y_b = α + β·x_b + ε_b   over batches b;   α is the estimate
 *
 * y batch means of the output, x batch means of the controls less their known means. Least squares
 * give β and α, and Student's t with B − q − 1 degrees of freedom the interval of α, for B batches and
 * q controls.
 *
 * Source: S. S. Lavenberg and P. D. Welch, "A Perspective on the Use of Control Variables to Increase
 * the Efficiency of Monte Carlo Simulations", Management Science 27 (1981).
 *
 * @module
 */
import type { Interval } from "../../../reports/stats/intervals.ts";
import { studentQuantile } from "../../../reports/stats/student.ts";

/** A mean and its interval. */
export interface ControlledMean {
  /** The estimate. */
  readonly mean: number;
  /** Its interval. */
  readonly interval: Interval;
}

// A control that varies less than this part of what it did is a combination of those before it.
const LEAST_LEFT = 1e-10;

/**
 * Estimates a mean from batch means with the help of controls.
 *
 * @param outputs Batch means of the output.
 * @param controls Of each control, batch means less the known mean, as many as outputs. Controls that
 *   do not vary, or only together with others, are of no use and are left out.
 * @param level Confidence level between 0 and 1.
 * @returns The estimate; NaN throughout if the batches are too few for the controls.
 */
export function controlledMean(
  outputs: Float64Array,
  controls: readonly Float64Array[],
  level: number,
): ControlledMean {
  const batches = outputs.length;
  const centred = centre(outputs);
  const residuals = centred.values;
  let { mean } = centred;
  let spread = 1 / batches;
  const used: Centred[] = [];
  for (const control of controls) {
    // Gram and Schmidt: each control is taken less what those before it explain of it.
    const rest = centre(control);
    const before = dot(rest.values, rest.values);
    for (const other of used) {
      rest.mean -= subtract(rest.values, other.values) * other.mean;
    }
    const left = dot(rest.values, rest.values);
    if (!(left > before * LEAST_LEFT)) continue;
    used.push(rest);
    mean -= subtract(residuals, rest.values) * rest.mean;
    spread += rest.mean ** 2 / left;
  }
  const freedom = batches - used.length - 1;
  if (freedom < 1) return { mean: NaN, interval: [NaN, NaN] };
  const variance = dot(residuals, residuals) / freedom;
  const half = studentQuantile((1 + level) / 2, freedom) * Math.sqrt(variance * spread);
  return { mean, interval: [mean - half, mean + half] };
}

interface Centred {
  readonly values: Float64Array;
  mean: number;
}

function centre(values: Float64Array): Centred {
  let sum = 0;
  for (const value of values) sum += value;
  const mean = sum / values.length;
  return { values: values.map((value) => value - mean), mean };
}

/** Takes the part along a direction off a vector; returns its length in units of the direction. */
function subtract(vector: Float64Array, direction: Float64Array): number {
  const part = dot(vector, direction) / dot(direction, direction);
  for (let i = 0; i < vector.length; i++) vector[i] -= part * direction[i];
  return part;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
