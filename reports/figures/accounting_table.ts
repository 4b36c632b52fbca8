import { formatShare } from "../format.ts";
import type { ReportCell } from "../report.ts";
import type { Table } from "./figure.ts";
import { figureCell, nameCell, wordsCell } from "./table_cells.ts";

const FIELDS = [
  "offered",
  "released",
  "completed",
  "failed",
  "dropped",
  "cancelled",
  "unfinished",
  "rejected",
  "lost",
] as const;

/** How the counts add up. */
export const ACCOUNTING_RULE: string =
  "released = completed + failed + dropped + cancelled + unfinished. Of the dropped, dispatch itself " +
  "turned the rejected ones away, the lost ones left and never arrived, and the rest were shed.";

/**
 * Where every task went.
 *
 * @param cells The cells of a report.
 * @returns A row a cell.
 */
export function accountingTable(cells: readonly ReportCell[]): Table {
  return {
    caption: "Tasks of all measured trials, and what became of them",
    head: ["strategy", "workload", "producer", ...FIELDS, "Little residual"],
    rows: cells.map((cell) => [
      nameCell(cell.strategy),
      nameCell(cell.workload),
      wordsCell(cell.placement),
      ...FIELDS.map((field) => figureCell(String(cell.counts[field]), cell.counts[field])),
      figureCell(formatShare(cell.littleResidual), cell.littleResidual),
    ]),
  };
}
