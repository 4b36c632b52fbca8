import { formatMs, formatNumber, formatUtilization } from "../format.ts";
import type { PlannedCell } from "./capacity_plan.ts";

/**
 * What was measured of a cell and is planned with, in a sentence.
 *
 * @param cell The cell.
 * @returns The sentence.
 */
export function basisInWords(
  { measured, unit, arrivalScv, extrapolation, reproduction }: PlannedCell,
): string {
  const { utilization, holdingMs, holdingScv, serviceMs, setUpMs, setUpFrom, handOverMs } =
    measured;
  const awaits = serviceMs === holdingMs ? "" : `, takes ${formatMs(serviceMs)}`;
  const handOver = handOverMs === 0 ? "" : `, ${formatMs(handOverMs)} from task to task`;
  const counted = handOverMs === 0 || reproduction === null
    ? ""
    : ` by bodies alone, ${
      formatUtilization(reproduction.utilization)
    } with hand-overs, as all rows count it`;
  const setUp = setUpFrom === "wake-up" ? "wakes in" : "dispatch overhead";
  const blocks = `${measured.blocks} block${measured.blocks === 1 ? "" : "s"}`;
  return `measured at ${formatNumber(measured.arrivalRatePerSecond)}/s and ` +
    `ρ ${formatUtilization(utilization)}${counted} (${blocks}, ${measured.tasks} tasks): a task ` +
    `holds its ${unit} ${formatMs(holdingMs)} (Cs² ${formatNumber(holdingScv)})${awaits}; ` +
    `${setUp} ${formatMs(setUpMs)}${handOver}. Planned for Ca² ${formatNumber(arrivalScv)}, ` +
    `${formatNumber(extrapolation)} times that rate`;
}
