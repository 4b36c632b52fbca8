/**
 * The search for the least number of loops that meets a level.
 *
 * @module
 */

/** The most loops that are looked at: beyond, a plan is a wish. */
export const MOST_LOOPS = 100_000;

/**
 * Finds the least whole number that meets a condition, given that those above it do as well: away from
 * where it begins in steps that double, then by halving. Where more loops are worse, as they may be if
 * those that rest take long to wake, it is the least of some run of numbers that meet it.
 *
 * @param meets Whether a number meets it.
 * @param from The least number that comes into question, at least 1.
 * @param near Where to begin, at least `from`. @default `from`
 * @param most The largest that is tried. @default 100,000
 * @returns The number; null if none was found.
 */
export function leastLoops(
  meets: (loops: number) => boolean,
  from: number,
  near: number = from,
  most: number = MOST_LOOPS,
): number | null {
  if (from > most) return null;
  let fails = from - 1;
  let met = Math.min(near, most);
  // A hundredth of where it begins is the scale on which an answer near it differs.
  let step = Math.max(1, Math.round(near / 100));
  if (meets(met)) {
    for (let tried = met - step; tried >= from; tried = met - step) {
      if (!meets(tried)) {
        fails = tried;
        break;
      }
      met = tried;
      step *= 2;
    }
  } else {
    do {
      if (met === most) return null;
      fails = met;
      met = Math.min(most, met + step);
      step *= 2;
    } while (!meets(met));
  }
  while (met - fails > 1) {
    const middle = Math.floor((met + fails) / 2);
    if (meets(middle)) met = middle;
    else fails = middle;
  }
  return met;
}
