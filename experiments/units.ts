/**
 * The few conversions between units that measurement needs. Code counts in ms and per second; scaling
 * for human eyes happens in `reports/format.ts` alone.
 *
 * @module
 */

/**
 * A rate from a count.
 *
 * @param count Number of events.
 * @param durationMs Time in which they happened, in ms.
 * @returns Events per second; NaN for no time at all.
 */
export function perSecond(count: number, durationMs: number): number {
  return durationMs > 0 ? count * 1000 / durationMs : NaN;
}

/**
 * The integer that histograms record.
 *
 * @param ms A time in ms.
 * @returns Whole nanoseconds, at least 0: histograms hold no negative values.
 */
export function toNanoseconds(ms: number): number {
  return Math.max(0, Math.round(ms * 1e6));
}

/**
 * The inverse of {@link toNanoseconds}.
 *
 * @param nanoseconds A time in ns.
 * @returns The time in ms.
 */
export function fromNanoseconds(nanoseconds: number): number {
  return nanoseconds / 1e6;
}
