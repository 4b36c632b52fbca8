import { formatDuration, oneLine, type StudyPlan } from "../mod.ts";
import { textTable } from "./text_table.ts";

/**
 * A plan for people: what `--dry-run` prints.
 *
 * @param plan The plan.
 * @returns Plain text.
 */
export function describePlan(plan: StudyPlan): string {
  const expectedMs = plan.trials.reduce((total, trial) => total + trial.expectedMs, 0);
  const rows = plan.cells.map(({ identity, extent }) => [
    oneLine(identity.workload),
    oneLine(identity.strategy),
    identity.placement,
    extent.kind === "tasks" ? `${extent.tasks} tasks` : `${extent.durationMs} ms`,
  ]);
  return [
    textTable([["workload", "strategy", "producer", "a trial"], ...rows], 3),
    "",
    `${count(plan.cells.length, "cell")} × ${count(plan.blocks, "block")} = ` +
    `${count(plan.trials.length, "trial")}, seed ${plan.seed}, about ${formatDuration(expectedMs)}`,
    ...plan.skipped.map((reason) => `skipped: ${oneLine(reason)}`),
  ].join("\n");
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
