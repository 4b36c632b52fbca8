import { isMeasured } from "../../experiments/record.ts";
import { isRate, type SweptParameter } from "../../experiments/sweep_document.ts";
import { type CurvePoint, throughputOf } from "./curve_point.ts";
import { predictSaturation } from "./predict_saturation.ts";
import type { Saturation, SweepPoint } from "./sweep.ts";

/**
 * What a curve carries at most: the mean throughput over all blocks of its plateau, which is the unstable
 * point that carried most and every other one whose interval overlaps that one's. Points that a strategy
 * carries less at, the more it is offered, are so left out, and where all carry alike all count.
 * Over anything but a rate each point is a system of its own: there the one that carried most stands alone.
 *
 * Note: tried the point that carried most, alone; rejected because the largest of several noisy means is
 * larger than what all of them estimate.
 *
 * @param x What the curve goes over.
 * @param points The points of the curve.
 * @param summarized The same, summarised.
 * @returns The saturation; where no point was unstable, only what theory says at the last one measured.
 */
export function findSaturation(
  x: SweptParameter,
  points: readonly CurvePoint[],
  summarized: readonly SweepPoint[],
): Saturation {
  const unstable = summarized.filter(({ state }) => state === "unstable");
  const [most] = unstable.toSorted((a, b) =>
    (b.throughputPerSecond.mean ?? 0) - (a.throughputPerSecond.mean ?? 0)
  );
  if (most === undefined) {
    const last = summarized.findLast(({ trials }) => trials > 0);
    return {
      state: "not-reached",
      throughputPerSecond: null,
      value: last?.value ?? null,
      values: [],
      predictedPerSecond: last?.predictedSaturationPerSecond ?? null,
      ratio: null,
    };
  }
  const plateau = unstable.filter((point) => point === most || isRate(x) && overlap(point, most))
    .map(({ value }) => value);
  const trials = points.filter(({ value }) => plateau.includes(value))
    .flatMap(({ trials }) => trials.filter(isMeasured));
  const throughput = throughputOf(trials);
  const predicted = predictSaturation(trials);
  return {
    state: "reached",
    throughputPerSecond: throughput,
    value: most.value,
    values: plateau,
    predictedPerSecond: predicted,
    ratio: throughput.mean === null || predicted === null ? null : throughput.mean / predicted,
  };
}

/** Without intervals nobody can say that two points carried alike. */
function overlap(
  { throughputPerSecond: { ci95: a } }: SweepPoint,
  { throughputPerSecond: { ci95: b } }: SweepPoint,
): boolean {
  return a !== null && b !== null && a[0] <= b[1] && b[0] <= a[1];
}
