import {
  formatMs,
  formatNumber,
  NOTHING,
  oneLine,
  rankCells,
  type Report,
  type ReportCell,
} from "../mod.ts";
import { textTable } from "./text_table.ts";

/**
 * The short table that ends a study.
 *
 * @param report The report.
 * @returns Plain text, one row a cell, grouped by workload and sorted.
 */
export function resultTable(report: Report): string {
  const header = [
    "strategy",
    "producer",
    "wait p50",
    "wait p99",
    "dispatch call",
    "loop lag p99",
    "ρ",
    "goodput/s",
  ];
  const rankings = rankCells(report.cells);
  const key = rankings.some(({ best }) => best !== null)
    ? "* least p99 wait   ≈ its interval overlaps the least one's"
    : rankings.every(({ cells }) => cells.length < 2)
    ? "no mark: one strategy alone is best of nobody"
    : "no mark: without intervals, which take two blocks, nothing is told apart";
  return rankings.map(({ workload, cells, best, tied }) => {
    const rows = cells.map((cell) => {
      const mark = cell === best ? " *" : tied.includes(cell) ? " ≈" : "";
      return [oneLine(cell.strategy) + mark, cell.placement, ...figures(cell)];
    });
    return `${oneLine(workload)} (${cells[0].loop} loop)\n${textTable([header, ...rows], 2)}`;
  }).join("\n\n") + `\n\n${key}`;
}

function figures(cell: ReportCell): string[] {
  const call = formatMs(cell.dispatchCallMs.p50);
  const lag = formatMs(cell.loopLagMs.p99);
  const utilization = formatNumber(cell.utilization);
  const goodput = formatNumber(cell.goodputPerSecond);
  switch (cell.state) {
    case "stable":
      return [
        formatMs(cell.waitMs.p50),
        formatMs(cell.waitMs.p99),
        call,
        lag,
        utilization,
        goodput,
      ];
    case "unstable":
      return ["unstable", NOTHING, call, lag, utilization, goodput];
    case "failed":
      return ["failed", ...Array(5).fill(NOTHING)];
  }
}
