/**
 * The number of tasks in the system over time, from the areas between events, never by sampling.
 *
 * @module
 */

/** Number in system over a window. */
export interface QueueLength {
  /** Time average, ∫N(t)dt ÷ window. */
  readonly mean: number;
  /** Largest number. */
  readonly max: number;
  /** Time average in each of the equal bins asked for. */
  readonly bins: readonly number[];
}

/**
 * Integrates the number in system.
 *
 * @param enteredMs When tasks came, ascending, from 0.
 * @param leftMs When tasks left, ascending; those still there at the end of the window are absent.
 * @param windowMs Length of the window.
 * @param bins Number of bins.
 * @returns The averages; 0 throughout for an empty window.
 */
export function integrateQueueLength(
  enteredMs: Float64Array,
  leftMs: Float64Array,
  windowMs: number,
  bins: number,
): QueueLength {
  const areas = new Float64Array(bins);
  const binMs = windowMs / bins;
  let inSystem = 0;
  let max = 0;
  let atMs = 0;
  let bin = 0;

  function advance(toMs: number): void {
    while (bin < bins - 1 && toMs > (bin + 1) * binMs) {
      areas[bin] += inSystem * ((bin + 1) * binMs - atMs);
      atMs = ++bin * binMs;
    }
    areas[bin] += inSystem * (toMs - atMs);
    atMs = toMs;
  }

  for (let entered = 0, left = 0; entered < enteredMs.length || left < leftMs.length;) {
    const comes = entered < enteredMs.length ? enteredMs[entered] : Infinity;
    const goes = left < leftMs.length ? leftMs[left] : Infinity;
    const eventMs = Math.min(comes, goes);
    if (eventMs > windowMs) break;
    advance(eventMs);
    if (comes <= goes) {
      entered++;
      max = Math.max(max, ++inSystem);
    } else {
      left++;
      inSystem--;
    }
  }
  advance(windowMs);
  const total = areas.reduce((sum, area) => sum + area, 0);
  return {
    mean: windowMs > 0 ? total / windowMs : 0,
    max,
    bins: Array.from(areas, (area) => binMs > 0 ? area / binMs : 0),
  };
}
