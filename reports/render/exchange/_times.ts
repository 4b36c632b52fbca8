/**
 * Times in the units that other tools count in. Both keep picoseconds: no clock sees less, and what is below
 * is what floating point left of subtracting stamps.
 */

/** A time or a difference of times in ns, from ms. */
export function nanoseconds(ms: number): number {
  return Number((ms * 1e6).toFixed(3));
}

/** A time or a difference of times in s, from ms. */
export function seconds(ms: number): number {
  return Number((ms / 1e3).toFixed(12));
}
