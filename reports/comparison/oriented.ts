import type { ComparableMetric } from "./compared_metrics.ts";

/**
 * Puts values on the scale on which they are compared, on which more is worse: logarithms, so that
 * differences are ratios, of what is at least what can be told from nothing; counts as they are.
 *
 * @param metric Whose values they are.
 * @param kind Whether they are counts that are compared exactly.
 * @param values The values.
 * @returns As many numbers.
 */
export function oriented(
  { better, least }: Pick<ComparableMetric, "better" | "least">,
  kind: "count" | "measure",
  values: readonly number[],
): number[] {
  const sign = better === "lower" ? 1 : -1;
  return values.map((value) =>
    sign * (kind === "count" ? value : Math.log(Math.max(value, least)))
  );
}
