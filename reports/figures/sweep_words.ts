/**
 * What a sweep found, in a sentence or two: what its documents begin with.
 *
 * @module
 */
import { kneeText, saturationText } from "../sweep/describe_sweep.ts";
import type { Sweep, SweepCurve } from "../sweep/sweep.ts";
import { code, joinWords, say, type Words } from "../words.ts";

/** More curves than these are told in the table alone. */
const MOST_TOLD = 4;

/**
 * Knee and saturation of each curve.
 *
 * @param sweep The sweep.
 * @returns Sentences; of many curves, where to find them.
 */
export function sweepFindings(sweep: Sweep): Words {
  const { curves, blocks } = sweep;
  const over = `by ${blocks} ${blocks === 1 ? "block" : "blocks"} a point`;
  if (curves.length > MOST_TOLD) {
    return say`${
      String(curves.length)
    } curves ${over}: knee and saturation of each are in the table.`;
  }
  const parts = curves.map((curve) =>
    say`${code(curve.strategy)} under ${code(curve.workload)}${fixedText(sweep, curve)}: ${
      foundText(curve)
    }`
  );
  return say`What was found, ${over}: ${joinWords(parts, "; ")}.`;
}

function fixedText({ second }: Sweep, { fixed }: SweepCurve): string {
  return second === null || fixed === null ? "" : ` at ${second.parameter} ${fixed}`;
}

function foundText({ knee, saturation }: SweepCurve): string {
  return [
    ...(knee === null ? [] : [
      knee.state === "none"
        ? "no knee, for no rate is sure to meet the service level"
        : `knee ${kneeText(knee)}`,
    ]),
    `saturation ${saturationText(saturation)}`,
  ].join(", ");
}
