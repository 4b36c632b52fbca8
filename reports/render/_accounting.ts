/** The section of a report that accounts for every task. */
import { formatShare } from "../format.ts";
import type { ReportCell } from "../report.ts";
import { table } from "./_table.ts";
import { codeCell as code } from "./escape.ts";

/** Where every task went, a row a cell. */
export function renderAccounting(cells: readonly ReportCell[]): string {
  const fields = [
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
  const rows = cells.map((cell) => [
    code(cell.strategy),
    code(cell.workload),
    cell.placement,
    ...fields.map((field) => String(cell.counts[field])),
    formatShare(cell.littleResidual),
  ]);
  return [
    "released = completed + failed + dropped + cancelled + unfinished. Of the dropped, dispatch itself " +
    "turned the rejected ones away, the lost ones left and never arrived, and the rest were shed.",
    "",
    table(["strategy", "workload", "producer", ...fields, "Little residual"], rows),
  ].join("\n");
}
