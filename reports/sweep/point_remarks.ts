import { isRate } from "../../experiments/sweep_document.ts";
import { formatNumber, formatShare } from "../format.ts";
import type { Sweep, SweepCurve, SweepPoint } from "./sweep.ts";

/**
 * What is to be known of a curve's points: rates that were not offered as asked for, and warnings.
 *
 * @param sweep The sweep.
 * @param curve One of its curves.
 * @param name Makes a warning's code, which is read from disk, harmless where it is shown.
 * @returns Sentences.
 */
export function pointRemarks(
  sweep: Sweep,
  curve: SweepCurve,
  name: (code: string) => string,
): string[] {
  return [...offeredRemark(sweep, curve), ...warningsRemark(curve, name)];
}

/** Of other arrivals the parameter is no mean rate, or only that of whole periods. */
const EVEN_ON_AVERAGE: readonly string[] = ["steady", "poisson"];

function offeredRemark({ x, precision }: Sweep, { points, arrivals }: SweepCurve): string[] {
  if (!isRate(x) || !EVEN_ON_AVERAGE.includes(arrivals)) return [];
  const offOf = ({ value, offeredRatePerSecond: offered }: SweepPoint) =>
    offered === null ? 0 : Math.abs(offered / value - 1);
  const off = points.filter((point) => offOf(point) > precision);
  const [worst] = off.toSorted((a, b) => offOf(b) - offOf(a));
  if (worst === undefined) return [];
  return [
    `Offered rate: more than ${formatShare(precision)} off the one asked for at ` +
    `${off.length} of ${points.length} points, ${formatNumber(worst.offeredRatePerSecond)}/s for ` +
    `${worst.value}/s the farthest: so few tasks come by chance; longer trials or more blocks bring ` +
    "it closer.",
  ];
}

/** A code a list of values; the messages, with figures, are in the cells' warnings. */
function warningsRemark({ points }: SweepCurve, name: (code: string) => string): string[] {
  const found = points.flatMap(({ value, warnings }) =>
    // The table says so itself.
    warnings.filter(({ code }) => code !== "not-run").map(({ code }) => ({ code, value }))
  );
  if (found.length === 0) return [];
  const codes = [...Map.groupBy(found, ({ code }) => code)].map(([code, at]) =>
    `${name(code)} at ${[...new Set(at.map(({ value }) => value))].join(", ")}`
  );
  return [`Warnings, their figures in sweep.json: ${codes.join("; ")}.`];
}
