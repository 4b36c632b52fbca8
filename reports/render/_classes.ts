/** The part of a workload's section that takes its classes of tasks apart. */
import { formatMs, formatMsWithInterval, formatNumber } from "../format.ts";
import type { ReportCell } from "../report.ts";
import { table } from "./_table.ts";
import { codeCell as code } from "./escape.ts";

/** A row a strategy and class; nothing for a workload without classes. */
export function renderClasses(cells: readonly ReportCell[]): string[] {
  const rows = cells.flatMap((cell) =>
    cell.classes.map(({ name, counts, waitMs, sojournMs }) => [
      code(cell.strategy),
      cell.placement,
      code(name),
      String(counts.released),
      String(counts.completed),
      String(counts.failed),
      String(counts.dropped + counts.cancelled),
      String(counts.unfinished),
      formatMs(waitMs.p50),
      formatMsWithInterval(waitMs.p99, waitMs.ci95.p99),
      formatMsWithInterval(sojournMs.p99, sojournMs.ci95.p99),
      starvation(cell, waitMs.p99),
    ])
  );
  if (rows.length === 0) return [];
  return [
    "",
    "By class, the most urgent first; the last column is the p99 wait over that of the first class.",
    "",
    table([
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
    ], rows),
  ];
}

function starvation({ classes: [first] }: ReportCell, p99: number | null): string {
  const least = first.waitMs.p99;
  return formatNumber(p99 === null || least === null || least === 0 ? null : p99 / least);
}
