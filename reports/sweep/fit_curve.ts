/**
 * Laws fitted to a curve: the Universal Scalability Law over concurrency, and a straight line over the
 * sleeps of a queue that polls. The block is the unit of statistics: intervals come from fits without
 * each block in turn.
 *
 * @module
 */
import { isMeasured, type MeasuredTrial } from "../../experiments/record.ts";
import type { SweptParameter } from "../../experiments/sweep_document.ts";
import {
  fitLine,
  fitUsl,
  type Interval,
  jackknifeInterval,
  type Line,
  USL_LEAST_LEVELS,
  type UslFit,
} from "../stats/mod.ts";
import { meanOf } from "../summarize_metric.ts";
import type { CurvePoint } from "./curve_point.ts";
import type { CurveLine, CurveUsl, SweepPoint } from "./sweep.ts";

/** A point in the making: its place on the curve, its figures and the trials behind them. */
interface FitPoint {
  readonly value: number;
  readonly summary: SweepPoint;
  readonly trials: readonly MeasuredTrial[];
}

const CONCURRENCY = ["concurrency", "threads", "users"];

/**
 * Fits the Universal Scalability Law to throughput over concurrency. An open loop's throughput below
 * saturation is what it is offered, whatever the concurrency, so of an open loop only unstable points
 * count.
 *
 * @param x What the curve goes over.
 * @param points The points of the curve.
 * @param summarized The same, summarised.
 * @returns The fit, or why there is none; null if the parameter is no concurrency.
 */
export function fitCurveUsl(
  { parameter }: SweptParameter,
  points: readonly CurvePoint[],
  summarized: readonly SweepPoint[],
): CurveUsl | null {
  if (!CONCURRENCY.includes(parameter)) return null;
  const measured = fitPoints(points, summarized);
  const isOpen = points[0].identity.loop === "open";
  const used = isOpen ? measured.filter(({ summary }) => summary.state === "unstable") : measured;
  if (isOpen && used.length < USL_LEAST_LEVELS && measured.length >= USL_LEAST_LEVELS) {
    return {
      state: "refused",
      reason: "not-saturated",
      message: `an open loop's throughput tells of ${parameter} only where it is saturated, at ` +
        `${used.length} of ${measured.length} values here: offer more, or sweep users of a closed one`,
    };
  }
  const fit = (trials: readonly FitPoint[]) =>
    fitUsl(
      trials.map(({ value }) => value),
      trials.map(({ trials }) => meanOf(trials.map((trial) => trial.throughputPerSecond)) ?? NaN),
    );
  const whole = fit(used);
  if (whole.state === "refused") return whole;
  const interval = (of: (fit: UslFit) => number) =>
    overBlocks(used, (some) => {
      const part = fit(some);
      return part.state === "fitted" ? of(part) : NaN;
    });
  return {
    ...whole,
    ci95: {
      gamma: interval(({ gamma }) => gamma),
      sigma: notNegative(interval(({ sigma }) => sigma)),
      kappa: notNegative(interval(({ kappa }) => kappa)),
      peak: interval(({ peak }) => peak ?? NaN),
    },
    values: used.map(({ value }) => value),
  };
}

/**
 * Fits a line to the mean wait of a polled queue over its mean sleep as measured, the timer's floor and
 * lateness included. Unstable points have no mean wait and are left out.
 *
 * @param x What the curve goes over.
 * @param points The points of the curve.
 * @param summarized The same, summarised.
 * @returns The line; null if the parameter is not the interval of a queue that polls, or fewer than two
 *   points are stable.
 */
export function fitCurveLine(
  { scope, parameter }: SweptParameter,
  points: readonly CurvePoint[],
  summarized: readonly SweepPoint[],
): CurveLine | null {
  const isInterval = scope === "strategy" && parameter === "intervalMs" &&
    points[0].identity.discipline.kind === "polled";
  if (!isInterval) return null;
  const used = fitPoints(points, summarized).filter(({ summary }) => summary.state === "stable");
  const fit = (some: readonly FitPoint[]) =>
    fitLine(
      some.map(({ trials }) => meanOf(trials.map(({ sleep }) => sleep?.meanMs ?? null)) ?? NaN),
      some.map(({ trials }) => meanOf(trials.map(({ metrics }) => metrics.waitMs.mean)) ?? NaN),
    );
  const whole = fit(used);
  if (whole === null) return null;
  return {
    ...whole,
    ci95: {
      slope: overBlocks(used, (some) => fit(some)?.slope ?? NaN),
      intercept: overBlocks(used, (some) => fit(some)?.intercept ?? NaN),
    },
    predicted: predictedLine(used),
    values: used.map(({ value }) => value),
  };
}

function predictedLine(points: readonly FitPoint[]): Line | null {
  return fitLine(
    points.map(({ summary }) => summary.sleepMs?.mean ?? NaN),
    points.map(({ summary }) => summary.theory?.waitMs ?? NaN),
  );
}

function fitPoints(
  points: readonly CurvePoint[],
  summarized: readonly SweepPoint[],
): FitPoint[] {
  return points.map((point, index) => ({
    value: point.value,
    summary: summarized[index],
    trials: point.trials.filter(isMeasured),
  })).filter(({ trials }) => trials.length > 0);
}

function overBlocks(
  points: readonly FitPoint[],
  estimate: (points: readonly FitPoint[]) => number,
): Interval | null {
  const blocks = [...new Set(points.flatMap(({ trials }) => trials.map(({ block }) => block)))];
  return jackknifeInterval(blocks, (some) =>
    estimate(points.map((point) => ({
      ...point,
      trials: point.trials.filter(({ block }) => some.includes(block)),
    }))));
}

function notNegative(interval: Interval | null): Interval | null {
  return interval && [Math.max(0, interval[0]), interval[1]];
}
