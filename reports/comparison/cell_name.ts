import type { ComparedCell } from "./comparison.ts";

/** What tells a cell of a comparison from others. */
export type ComparedCellName = Pick<
  ComparedCell,
  "baseStrategy" | "headStrategy" | "workload" | "placement"
>;

/**
 * Names a cell of a comparison.
 *
 * @param cell The cell.
 * @param quote Makes a name harmless where it is shown. @default as it is
 * @returns `queue-notified under poisson (outside)`, or `a → b under poisson (outside)` of two strategies.
 */
export function comparedCellName(
  { baseStrategy, headStrategy, workload, placement }: ComparedCellName,
  quote: (name: string) => string = (name) => name,
): string {
  const strategy = baseStrategy === headStrategy
    ? quote(baseStrategy)
    : `${quote(baseStrategy)} → ${quote(headStrategy)}`;
  return `${strategy} under ${quote(workload)} (${quote(placement)})`;
}
