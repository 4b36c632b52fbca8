import type { ComparedCell } from "../../comparison/comparison.ts";
import type { ReportCell } from "../../report.ts";
import type { MeasuredArm } from "./subject.ts";

/** The cell of an arm that was compared; null if the arm has none of that name. */
export function cellMatching(
  { report }: MeasuredArm,
  { baseStrategy, headStrategy, workload, placement }: ComparedCell,
  side: "base" | "head",
): ReportCell | null {
  const strategy = side === "base" ? baseStrategy : headStrategy;
  return report.cells.find((cell) =>
    cell.strategy === strategy && cell.workload === workload && cell.placement === placement
  ) ?? null;
}
