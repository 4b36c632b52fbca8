import { formatNumber } from "../format.ts";
import type { ReportCell } from "../report.ts";
import type { Table, TableCell } from "./figure.ts";
import { figureCell, nameCell, timeCell, wordsCell } from "./table_cells.ts";

const HEAD = [
  "strategy",
  "producer",
  "class",
  "released",
  "completed",
  "failed",
  "dropped or cancelled",
  "unfinished",
  "wait p50",
  "wait p99",
  "sojourn p99",
  "÷ first",
];

/**
 * What became of each class of tasks.
 *
 * @param cells The cells of a workload.
 * @returns A row a strategy and class; null for a workload without classes.
 */
export function classesTable(cells: readonly ReportCell[]): Table | null {
  const rows = cells.flatMap((cell) =>
    cell.classes.map(({ name, counts, waitMs, sojournMs }): TableCell[] => [
      nameCell(cell.strategy),
      wordsCell(cell.placement),
      nameCell(name),
      ...[
        counts.released,
        counts.completed,
        counts.failed,
        counts.dropped + counts.cancelled,
        counts.unfinished,
      ].map((count) => figureCell(String(count), count)),
      timeCell(waitMs.p50),
      timeCell(waitMs.p99, waitMs.ci95.p99),
      timeCell(sojournMs.p99, sojournMs.ci95.p99),
      starvation(cell, waitMs.p99),
    ])
  );
  if (rows.length === 0) return null;
  return {
    caption:
      "By class, the most urgent first; the last column is the p99 wait over that of the first class.",
    head: HEAD,
    rows,
  };
}

function starvation({ classes: [first] }: ReportCell, p99: number | null): TableCell {
  const least = first.waitMs.p99;
  const ratio = p99 === null || least === null || least === 0 ? null : p99 / least;
  return figureCell(formatNumber(ratio), ratio);
}
