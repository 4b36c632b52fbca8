import { basisInWords } from "../capacity/basis_in_words.ts";
import type { CapacityPlan, PlannedCell } from "../capacity/capacity_plan.ts";
import { deploymentRows } from "../capacity/deployment_rows.ts";
import { formatNumber, formatServiceLevel } from "../format.ts";
import { table } from "./_table.ts";
import { codeSpan as code, escapeMarkdown } from "./escape.ts";

/**
 * Renders `plan.md`.
 *
 * @param plan The plan.
 * @returns GitHub-flavoured Markdown.
 */
export function renderCapacityMarkdown(plan: CapacityPlan): string {
  const { request: { ratePerSecond, level }, simulation, study } = plan;
  const effort = simulation === null
    ? ""
    : ` Each simulation serves ${
      formatNumber(simulation.customers)
    } tasks (seed ${simulation.seed}).`;
  return [
    "# dispatch-lab capacity plan",
    `For ${formatNumber(ratePerSecond)} tasks a second and ${
      formatServiceLevel(level)
    }, from the study ` +
    `of ${escapeMarkdown(study.createdAt)} on ${
      escapeMarkdown(study.cpu)
    } with ${study.cores} cores.` +
    ` The formula's interval is what the blocks measured leave open, the simulation's only its own ` +
    `error.${effort}`,
    "## Warnings of the study",
    bullets(plan.warnings),
    ...plan.cells.flatMap((cell) => renderCell(cell, plan)),
    "## Refused",
    plan.refused.length === 0
      ? "None."
      : plan.refused.map((cell) => `- ${nameOf(cell)}: ${escapeMarkdown(cell.message)}`).join("\n"),
    "## What must hold",
    plan.assumptions.map((assumption) => `- ${assumption}`).join("\n"),
  ].join("\n\n") + "\n";
}

function renderCell(cell: PlannedCell, { request }: CapacityPlan): string[] {
  const [header, ...rows] = deploymentRows(cell, request.level.statistic);
  const words = basisInWords(cell);
  return [
    `## ${nameOf(cell)}`,
    `${words[0].toUpperCase()}${words.slice(1)}.`,
    table(header, rows),
    bullets(cell.warnings),
  ];
}

function nameOf(
  { strategy, workload, placement }: Pick<PlannedCell, "strategy" | "workload" | "placement">,
): string {
  return `${code(strategy)} under ${code(workload)} (${placement})`;
}

function bullets(warnings: CapacityPlan["warnings"]): string {
  if (warnings.length === 0) return "No warnings.";
  return warnings.map(({ code: name, message }) => `- ${code(name)}: ${escapeMarkdown(message)}`)
    .join("\n");
}
