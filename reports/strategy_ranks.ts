import type { ReportCell } from "./report.ts";

/**
 * What a cell's strategy is called in charts and legends.
 *
 * @param cell The cell.
 * @returns The strategy as selected, with its placement unless that is the loop's own thread.
 */
export function seriesName(
  { strategy, placement }: Pick<ReportCell, "strategy" | "placement">,
): string {
  return placement === "inside" ? strategy : `${strategy} (${placement})`;
}

/**
 * Gives every strategy its colour, dash and symbol for the whole report.
 *
 * @param cells The cells of a report.
 * @returns A function from a cell to its rank, from 0 in the order in which strategies first appear.
 */
export function rankStrategies(
  cells: readonly ReportCell[],
): (cell: Pick<ReportCell, "strategy" | "placement">) => number {
  const names = [...new Set(cells.map(seriesName))];
  const ranks = new Map(names.map((name, rank) => [name, rank]));
  return (cell) => ranks.get(seriesName(cell)) ?? 0;
}
