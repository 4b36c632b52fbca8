import { type CellIdentity, concurrencyOf, keepsServer } from "../../experiments/record.ts";
import { formatNumber, formatShare } from "../format.ts";
import type { ReportCell } from "../report.ts";
import type { RefusedCell } from "./capacity_plan.ts";

/** Up to this share of tasks may be lost before those that were served stand for another crowd. */
const MOST_SHED = 0.01;

/** Why a cell has no plan. */
export type Refusal = Pick<RefusedCell, "reason" | "message">;

/**
 * Whether a cell was measured in a state that a plan can start from.
 *
 * @param identity The cell.
 * @param cell Its summary.
 * @returns Why not; null if it was.
 */
export function whyNotPlannable(identity: CellIdentity, cell: ReportCell): Refusal | null {
  const { discipline } = identity;
  if (cell.state === "failed") {
    const [first] = cell.warnings;
    return {
      reason: "failed",
      message: first === undefined ? "no trial of it was measured" : first.message,
    };
  }
  if (cell.state === "unstable") {
    const growth = cell.growthMsPerSecond === null
      ? ""
      : `, a task a second later waits ${formatNumber(cell.growthMsPerSecond)} ms longer`;
    return {
      reason: "unstable",
      message:
        `unstable (${cell.unstableReason}${growth}): it has no steady state to extrapolate; ` +
        "measure it at a lower rate",
    };
  }
  if (identity.loop === "closed") {
    return {
      reason: "closed-loop",
      message:
        "in a closed loop users set the rate by how fast they are answered: measure it with " +
        "an open workload",
    };
  }
  if (discipline.kind === "polled") {
    return {
      reason: "polled",
      message: "its loop sleeps between passes, of which neither M/G/c nor its simulation knows: " +
        "plan with a strategy that is woken",
    };
  }
  if (!keepsServer(identity) && concurrencyOf(discipline) < Infinity) {
    return {
      reason: "limited",
      message:
        `its limit of ${concurrencyOf(discipline)} bodies in progress binds before the loop ` +
        "does where they await: measure it without",
    };
  }
  const { released, completed, failed } = cell.counts;
  const shed = released === 0 ? 1 : 1 - (completed + failed) / released;
  if (shed > MOST_SHED) {
    return {
      reason: "shed",
      message:
        `${formatShare(shed)} of its tasks never ran: those that did do not stand for all; ` +
        "measure it at a lower rate",
    };
  }
  return null;
}
