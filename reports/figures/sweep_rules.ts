/**
 * What is drawn across the charts of a curve: its knee, its saturation, where it could not keep up.
 *
 * @module
 */
import { isRate, type SweptParameter } from "../../experiments/sweep_document.ts";
import type { Rule } from "../chart/mod.ts";
import { formatNumber } from "../format.ts";
import type { SweepCurve } from "../sweep/sweep.ts";

/** A prediction farther beyond the last point would leave the points in a corner of the chart. */
const MOST_BEYOND = 1.25;

/**
 * The knee.
 *
 * @param curve The curve.
 * @returns A rule with its interval; none if no knee was found.
 */
export function kneeRules({ knee }: Pick<SweepCurve, "knee">): Rule[] {
  if (knee === null || knee.ratePerSecond === null) return [];
  const { state, ratePerSecond, interval: [low, high] } = knee;
  const words = {
    "found": `knee ${ratePerSecond}/s`,
    "at-least": `knee at least ${ratePerSecond}/s`,
    "unfinished": `knee, so far ${ratePerSecond}/s`,
    "none": "",
  }[state];
  const interval = low === null || high === null ? null : [low, high] as const;
  return words === "" ? [] : [{ value: ratePerSecond, interval, text: words }];
}

/**
 * The predicted saturation, where curves go over a rate and it lies near the points.
 *
 * @param x What the curve goes over.
 * @param curve The curve.
 * @returns A rule; none where it would lie elsewhere.
 */
export function saturationRules(x: SweptParameter, { points, saturation }: SweepCurve): Rule[] {
  const { predictedPerSecond: value } = saturation;
  const most = Math.max(...points.map(({ value }) => value));
  if (!isRate(x) || value === null || value > most * MOST_BEYOND) return [];
  return [{ value, interval: null, text: `predicted saturation ${formatNumber(value)}/s` }];
}

/**
 * Where the curve could not keep up.
 *
 * @param curve The curve.
 * @returns A rule for each run of unstable points: a band, or a line for one alone.
 */
export function unstableRules({ points }: Pick<SweepCurve, "points">): Rule[] {
  const runs: number[][] = [];
  points.forEach(({ value, state }, index) => {
    if (state !== "unstable") return;
    if (points[index - 1]?.state === "unstable") runs[runs.length - 1].push(value);
    else runs.push([value]);
  });
  return runs.map((run) => {
    const [low, high] = [run[0], run[run.length - 1]];
    const interval = low === high ? null : [low, high] as const;
    return { value: low, interval, text: "unstable" };
  });
}
