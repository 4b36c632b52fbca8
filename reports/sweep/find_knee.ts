import { isMeasured } from "../../experiments/record.ts";
import type { ServiceLevel } from "../../experiments/service_level.ts";
import type { KneeProbe, SweepDocument } from "../../experiments/sweep_document.ts";
import type { CurvePoint } from "./curve_point.ts";
import { judgeSlo } from "./judge_slo.ts";
import { type KneeSearch, searchKnee } from "./knee_search.ts";
import { predictSaturation } from "./predict_saturation.ts";
import { predictKnee } from "./predict_slo.ts";
import type { Knee, SweepPoint } from "./sweep.ts";

/**
 * Where the search for a curve's knee stands.
 *
 * @param points The points of the curve, those of probes included.
 * @param slo The service level.
 * @param precision How narrow, as a share, the interval is to be.
 * @returns The interval so far, and the rate to try next if the search has not ended.
 */
export function searchCurve(
  points: readonly CurvePoint[],
  slo: ServiceLevel,
  precision: number,
): KneeSearch {
  const observations = points.map(({ value, trials, probes }) => ({
    ratePerSecond: value,
    verdict: judgeSlo(trials, slo).verdict,
    probes,
  }));
  return searchKnee(observations, { precision });
}

/**
 * What the search for a curve's knee has found.
 *
 * @param points The points of the curve.
 * @param summarized The same, summarised.
 * @param slo The service level.
 * @param precision How narrow, as a share, the interval was to be.
 * @returns The knee.
 */
export function findKnee(
  points: readonly CurvePoint[],
  summarized: readonly SweepPoint[],
  slo: ServiceLevel,
  precision: number,
): Knee {
  const { lowPerSecond: low, highPerSecond: high, step } = searchCurve(points, slo, precision);
  // All that was measured where the knee may be: the moments of two points alone drift with the machine.
  const within = points
    .filter(({ value }) => value >= (low ?? high ?? NaN) && value <= (high ?? low ?? NaN))
    .flatMap(({ trials }) => trials.filter(isMeasured));
  const saturation = within.length === 0 ? null : predictSaturation(within);
  return {
    state: step.state === "probe"
      ? "unfinished"
      : low === null
      ? "none"
      : high === null
      ? "at-least"
      : "found",
    ratePerSecond: low,
    interval: [low, high],
    stopped: step.state === "stopped" ? step.reason : null,
    probes: points.reduce((sum, { probes }) => sum + probes, 0),
    predictedSaturationPerSecond: saturation,
    ofPredictedSaturation: low === null || saturation === null ? null : low / saturation,
    predictedPerSecond: predictKnee(summarized, slo, saturation),
  };
}

/**
 * How many probes of a curve were at a rate: one a round.
 *
 * @param probes Probes of the curve at that rate.
 * @returns Their number of rounds.
 */
export function countProbes(probes: readonly KneeProbe[]): number {
  return new Set(probes.map(({ round }) => round)).size;
}

/**
 * Whether a knee is sought on a curve.
 *
 * @param sweep What `study.json` says of the sweep.
 * @param curve Index of the curve.
 * @returns The service level if it is; null if not.
 */
export function kneeSlo({ slo, curves }: SweepDocument, curve: number): ServiceLevel | null {
  return curves[curve].knee === "sought" ? slo : null;
}
