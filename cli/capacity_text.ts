import {
  basisInWords,
  type CapacityPlan,
  deploymentRows,
  formatNumber,
  formatServiceLevel,
  oneLine,
  type PlannedCell,
} from "../mod.ts";
import { textTable } from "./text_table.ts";

/**
 * A capacity plan as plain text: warnings, tables, what was refused, and what must hold.
 *
 * @param plan The plan.
 * @returns Text for a terminal.
 */
export function capacityText(plan: CapacityPlan): string {
  const { request: { ratePerSecond, level }, simulation, study, refused, warnings } = plan;
  const effort = simulation === null
    ? ""
    : `, ${formatNumber(simulation.customers)} tasks a simulation`;
  return [
    `${formatNumber(ratePerSecond)} tasks/s, ${formatServiceLevel(level)}${effort}; study of ` +
    oneLine(`${study.createdAt}, ${study.cpu}, ${study.cores} cores`),
    // Before any number: how much was measured decides what they are worth.
    ...(warnings.length === 0 ? [] : [[
      "the study",
      ...warnings.map(({ code, message }) => `! ${code}: ${oneLine(message)}`),
    ].join("\n")]),
    ...plan.cells.map((cell) =>
      [
        nameOf(cell),
        basisInWords(cell),
        textTable(deploymentRows(cell, level.statistic), 2),
        ...cell.warnings.map(({ code, message }) => `! ${code}: ${oneLine(message)}`),
      ].join("\n")
    ),
    ...(refused.length === 0 ? [] : [[
      "refused",
      ...refused.map((cell) => `  ${nameOf(cell)}: ${oneLine(cell.message)}`),
    ].join("\n")]),
    ["what must hold", ...plan.assumptions.map((assumption) => `- ${assumption}`)].join("\n"),
  ].join("\n\n");
}

function nameOf(
  { strategy, workload, placement }: Pick<PlannedCell, "strategy" | "workload" | "placement">,
): string {
  return oneLine(`${strategy}, ${workload} (${placement})`);
}
