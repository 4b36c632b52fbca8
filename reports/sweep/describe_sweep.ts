/**
 * A sweep in words and rows, for whoever lays them out: on a terminal or in Markdown.
 *
 * @module
 */
import { type ServiceLevel, writeServiceLevel } from "../../experiments/service_level.ts";
import type { SweptParameter } from "../../experiments/sweep_document.ts";
import {
  formatMs,
  formatMsWithInterval,
  formatNumber,
  formatShare,
  formatWithInterval,
  NOTHING,
} from "../format.ts";
import { pointRemarks } from "./point_remarks.ts";
import type { KneeStop } from "./knee_search.ts";
import type {
  CurveLine,
  CurveUsl,
  Knee,
  Saturation,
  Sweep,
  SweepCurve,
  SweepPoint,
} from "./sweep.ts";

/**
 * The header of a curve's table.
 *
 * @param sweep The sweep.
 * @returns A word a column.
 */
export function pointHeader({ x, slo }: Sweep): string[] {
  return [
    x.parameter,
    "offered/s",
    "throughput/s",
    "wait mean",
    "predicted",
    "wait p99",
    `sojourn ${slo?.statistic ?? "p99"}`,
    "state",
  ];
}

/**
 * A row of a curve's table.
 *
 * @param point The point.
 * @returns A text a column.
 */
export function pointRow(point: SweepPoint): string[] {
  const { state, waitMs, sojournMs, theory, slo } = point;
  const name = pointName(point);
  if (state === "failed") {
    const outcome = point.failedTrials === 0 ? "not run" : "failed";
    return [name, ...Array(6).fill(NOTHING), outcome];
  }
  return [
    name,
    formatNumber(point.offeredRatePerSecond),
    formatWithInterval(point.throughputPerSecond.mean, point.throughputPerSecond.ci95),
    ...(state === "stable"
      ? [
        formatMsWithInterval(waitMs.mean, waitMs.ci95.mean),
        formatMs(theory && theory.waitMs),
        formatMsWithInterval(waitMs.p99, waitMs.ci95.p99),
        slo === null
          ? formatMsWithInterval(sojournMs.p99, sojournMs.ci95.p99)
          : formatMsWithInterval(slo.ms, slo.ci95),
      ]
      : Array(4).fill(NOTHING)),
    slo === null ? state : `${state}, ${slo.verdict}`,
  ];
}

/**
 * What a point is called.
 *
 * @param point The point.
 * @returns The value of the parameter, and whether only the search for the knee asked for it.
 */
export function pointName({ value, source }: Pick<SweepPoint, "value" | "source">): string {
  return `${value}${source === "probe" ? " (probe)" : ""}`;
}

/**
 * What a curve is called.
 *
 * @param curve The curve.
 * @param name Makes a selection, which a user chose, harmless where it is shown.
 * @returns Strategy, workload and where the producer ran.
 */
export function curveName(
  { strategy, workload, placement, loop }: SweepCurve,
  name: (selection: string) => string,
): string {
  return `${name(strategy)} under ${name(workload)} (${loop} loop, producer ${placement})`;
}

/**
 * What is to be said of a curve beneath its table.
 *
 * @param sweep The sweep.
 * @param curve One of its curves.
 * @param name Makes a text that was read from disk harmless where it is shown.
 * @returns Sentences.
 */
export function curveRemarks(
  sweep: Sweep,
  curve: SweepCurve,
  name: (text: string) => string,
): string[] {
  const { x, slo } = sweep;
  return [
    ...(slo === null
      ? []
      : curve.knee === null
      ? [notSoughtRemark(x, curve)]
      : kneeRemarks(curve, curve.knee, slo)),
    saturationRemark(x, curve.saturation),
    ...(curve.line === null ? [] : lineRemarks(curve.line)),
    ...(curve.usl === null ? [] : [uslRemark(curve.usl)]),
    ...pointRemarks(sweep, curve, name),
  ];
}

function notSoughtRemark({ parameter }: SweptParameter, { loop }: SweepCurve): string {
  const why = loop === "closed"
    ? "users of a closed loop come no faster than they are served; take arrivals of an open one"
    : `it is a rate, and this sweep goes over ${parameter}: give --over ratePerSecond=FROM..TO:log:STEPS`;
  return `Knee: not sought: ${why}.`;
}

/**
 * Why a curve has no knee, and what to do about it.
 *
 * @param curve A curve of which no rate meets the service level.
 * @param slo The service level.
 * @returns A part of a sentence.
 */
export function whyNoKnee({ points }: SweepCurve, slo: ServiceLevel): string {
  const level = `${slo.statistic} within ${slo.limitMs} ms`;
  const judged = points.filter(({ slo }) => slo !== null && slo.verdict !== "failed");
  const [least] = judged;
  if (least?.slo?.verdict !== "undecided") {
    const at = least === undefined ? "" : ` at ${least.value}/s already`;
    return `it does not keep ${level}${at}: begin the range lower or relax --slo`;
  }
  const everywhere = judged.every(({ slo }) => slo?.verdict === "undecided");
  const isWithin = least.slo.ms !== null && least.slo.ms <= slo.limitMs;
  const where = everywhere ? "at any rate" : `at ${least.value}/s already`;
  return `the blocks do not agree, ${where}, on whether it keeps ${level}: ask for more blocks or ` +
    `longer trials${isWithin ? "" : ", or begin the range lower"}`;
}

/**
 * A knee in figures.
 *
 * @param knee The knee.
 * @returns `589.33/s [589.33, 605.14]`, or what there is instead.
 */
export function kneeText({ state, ratePerSecond, interval: [low, high] }: Knee): string {
  switch (state) {
    case "found":
      return `${ratePerSecond}/s [${low}, ${high}]`;
    case "at-least":
      return `at least ${ratePerSecond}/s`;
    case "none":
      return "none is sure to meet";
    case "unfinished":
      return `not found yet, between ${low ?? 0} and ${high ?? "∞"}/s`;
  }
}

function kneeRemarks(curve: SweepCurve, knee: Knee, slo: ServiceLevel): string[] {
  const { state, probes, stopped } = knee;
  const level = writeServiceLevel(slo);
  const how = `${probes} ${probes === 1 ? "probe" : "probes"}${
    stopped === null ? "" : WHY[stopped]
  }`;
  const found = {
    found: `Knee: ${kneeText(knee)} meets ${level} (${how}).`,
    "at-least": `Knee: ${kneeText(knee)}: no rate up to there misses ${level} for sure (${how}); ` +
      "let the range go further.",
    none: `Knee: none is sure to meet ${level}: ${whyNoKnee(curve, slo)}.`,
    unfinished: `Knee: ${kneeText(knee)} (${how}): the search was interrupted.`,
  }[state];
  const { predictedSaturationPerSecond, ofPredictedSaturation, predictedPerSecond } = knee;
  return [
    found,
    ...(state !== "found" || ofPredictedSaturation === null ? [] : [
      `Predicted saturation there: ${
        formatNumber(predictedSaturationPerSecond)
      }/s; the knee is at ` +
      `${formatShare(ofPredictedSaturation)} of it.`,
    ]),
    ...(predictedPerSecond === null
      ? []
      : [`Predicted knee: ${formatNumber(predictedPerSecond)}/s.`]),
  ];
}

const WHY: Readonly<Record<KneeStop, string>> = {
  precision: "",
  undecided: "; in between, the blocks do not agree: more blocks or longer trials would narrow it",
  "most-probes": "; it stopped there, wider than asked for",
  range: "",
  "nothing-meets": "",
  failed: "; the rate to try next could not be measured",
};

/**
 * A saturation in figures.
 *
 * @param saturation The saturation.
 * @returns `957 [941, 973] tasks/s`, or what there is instead.
 */
export function saturationText(
  { throughputPerSecond, predictedPerSecond }: Saturation,
): string {
  if (throughputPerSecond !== null) {
    return `${formatWithInterval(throughputPerSecond.mean, throughputPerSecond.ci95)} tasks/s`;
  }
  const predicted = predictedPerSecond === null
    ? ""
    : ` (predicted ${formatNumber(predictedPerSecond)}/s)`;
  return `not reached${predicted}`;
}

function saturationRemark({ parameter }: SweptParameter, saturation: Saturation): string {
  const { throughputPerSecond, value, values, predictedPerSecond, ratio } = saturation;
  const predicted = predictedPerSecond === null
    ? "no prediction"
    : `predicted ${formatNumber(predictedPerSecond)}/s`;
  const at = value === null ? "" : ` at ${parameter} ${value}`;
  if (throughputPerSecond === null) return `Saturation: not reached (${predicted}${at}).`;
  const { mean, ci95 } = throughputPerSecond;
  const compared = ratio === null ? "" : `, ratio ${formatNumber(ratio)}`;
  const where = values.length === 1
    ? at
    : `, the mean of ${values.length} points that carry alike (${parameter} ${values.join(", ")})`;
  return `Saturation: ${formatWithInterval(mean, ci95)} tasks/s${where} (${predicted}${compared}).`;
}

function lineRemarks({ slope, intercept, rSquared, ci95, predicted, values }: CurveLine): string[] {
  return [
    `Line: mean wait = ${formatMsWithInterval(intercept, ci95.intercept)} + ` +
    `${formatWithInterval(slope, ci95.slope)} × mean sleep as measured ` +
    `(R² ${formatNumber(rSquared)}, ${values.length} points).`,
    predicted === null
      ? "Predicted line: none, for want of a model at some point."
      : `Predicted line: ${formatMs(predicted.intercept)} + ${
        formatNumber(predicted.slope)
      } × mean ` +
        `sleep (R² ${formatNumber(predicted.rSquared)}).`,
  ];
}

function uslRemark(usl: CurveUsl): string {
  if (usl.state === "refused") return `Universal Scalability Law: not fitted: ${usl.message}.`;
  const { gamma, sigma, kappa, peak, rSquared, ci95, values } = usl;
  const top = peak === null ? "no peak" : `peak at N = ${formatWithInterval(peak, ci95.peak)}`;
  return `Universal Scalability Law: γ = ${formatWithInterval(gamma, ci95.gamma)}/s, ` +
    `σ = ${formatWithInterval(sigma, ci95.sigma)}, κ = ${formatWithInterval(kappa, ci95.kappa)}, ` +
    `${top} (R² ${formatNumber(rSquared)}, ${values.length} points).`;
}
