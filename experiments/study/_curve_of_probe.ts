import { parseSelections, type Selection, writeSelection } from "../../strategies/mod.ts";
import type { CellIdentity } from "../record.ts";
import type { StudyDocument } from "../study_document.ts";
import type { KneeProbe } from "../sweep_document.ts";
import { recallWorkload, resolveWorkload } from "../workload/mod.ts";

/**
 * Whether a probe's cell is what its curve is at the probe's rate.
 *
 * @param study The study.
 * @param probe The probe.
 * @returns True if curve and block exist, strategy and placement are those of the curve's other cells,
 *   and the workload is theirs but for the rate, which is the probe's.
 */
export function isOnItsCurve(
  { sweep, cells, blocks }: StudyDocument,
  { curve, ratePerSecond, trial: { cell, block } }: KneeProbe,
): boolean {
  const point = sweep?.curves[curve]?.points[0];
  if (sweep === undefined || point === undefined || block >= blocks) return false;
  const known = cells[point.cell];
  return cell.strategy === known.strategy && cell.placement === known.placement &&
    isAtRate(cell, known, sweep.x.parameter, ratePerSecond);
}

function isAtRate(
  { workload }: CellIdentity,
  known: CellIdentity,
  parameter: string,
  rate: number,
): boolean {
  const [base] = parseSelections(known.workload);
  if (recallWorkload(known.workload) !== null) {
    const asked = { name: base.name, given: { ...base.given, [parameter]: rate } };
    return resolveWorkload(asked).name === workload;
  }
  // The study does not keep a module's defaults: a rate that is not written may be any.
  const [own] = parseSelections(workload);
  return without(parameter, own) === without(parameter, base) &&
    Number(own.given[parameter] ?? rate) === rate;
}

function without(parameter: string, { name, given }: Selection): string {
  const { [parameter]: _, ...rest } = given;
  return writeSelection({ name, given: rest });
}
