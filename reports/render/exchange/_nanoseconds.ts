/** Times in the unit that benchmark trackers count in. */

/** Digits that a measured time can have: more are traces of converting it. */
const DIGITS = 15;

/** A time or a difference of times in ns, from ms, to the digits that it has. */
export function nanoseconds(ms: number): number {
  return Number((ms * 1e6).toPrecision(DIGITS));
}
