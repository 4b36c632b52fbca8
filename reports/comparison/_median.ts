import { quantile, sortedCopy } from "../stats/mod.ts";

/**
 * The median of values.
 *
 * @param values The values.
 * @returns Their median; null without values.
 */
export function median(values: readonly number[]): number | null {
  return values.length === 0 ? null : quantile(sortedCopy(values), 0.5);
}
