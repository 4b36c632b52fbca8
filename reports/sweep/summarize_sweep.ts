/**
 * From a sweep's study and probes to its curves. Pure: what is on disk is all that it needs.
 *
 * @module
 */
import type { StoredStudy } from "../../experiments/study_document.ts";
import type {
  CurveDocument,
  KneeProbe,
  SweepDocument,
  SweptParameter,
} from "../../experiments/sweep_document.ts";
import { sweepCommand } from "../repeat_command.ts";
import { studyWarnings } from "../study_warnings.ts";
import { trialsOf } from "../summarize.ts";
import { type CurvePoint, summarizePoint } from "./curve_point.ts";
import { countProbes, findKnee, kneeSlo, searchCurve } from "./find_knee.ts";
import { fitCurveLine, fitCurveUsl } from "./fit_curve.ts";
import { findSaturation } from "./find_saturation.ts";
import type { Sweep, SweepCurve } from "./sweep.ts";

/** A rate at which a curve is to be measured next. */
export interface NextProbe {
  /** Index of the curve. */
  readonly curve: number;
  /** The rate. */
  readonly ratePerSecond: number;
}

/**
 * Summarises a sweep. It may be incomplete: points without a trial have not run.
 *
 * @param study What is on disk.
 * @returns The curves; null if the study is no sweep.
 */
export function summarizeSweep(study: StoredStudy): Sweep | null {
  const { document } = study;
  const { sweep } = document;
  if (sweep === undefined) return null;
  const curves = sweep.curves.map((curve, index): SweepCurve => {
    const points = pointsOf(study, curve, index);
    const summarized = points.map((point) =>
      summarizePoint(point, sweep.slo, { seed: document.seed, cells: document.cells.length })
    );
    const slo = kneeSlo(sweep, index);
    return {
      strategy: nameOf("strategy", sweep, curve, points),
      workload: nameOf("workload", sweep, curve, points),
      placement: curve.placement,
      fixed: curve.fixed,
      loop: points[0].identity.loop,
      arrivals: points[0].identity.arrivals,
      points: summarized,
      knee: slo && findKnee(points, summarized, slo, sweep.precision),
      saturation: findSaturation(sweep.x, points, summarized),
      usl: fitCurveUsl(sweep.x, points, summarized),
      line: fitCurveLine(sweep.x, points, summarized),
    };
  });
  return {
    schema: "dispatch-lab/sweep@1",
    createdAt: document.createdAt,
    command: sweepCommand(sweep),
    seed: document.seed,
    blocks: document.blocks,
    plannedTrials: document.cells.length * document.blocks,
    recordedTrials: study.trials.length,
    warnings: studyWarnings(document, study.trials),
    environment: document.environment,
    x: sweep.x,
    second: sweep.second,
    slo: sweep.slo,
    precision: sweep.precision,
    curves,
  };
}

/**
 * What the search for knees is to try next: a rate for each curve that is not done.
 *
 * @param study A sweep whose grid has run, with the probes so far.
 * @returns The rates; none if the search has ended, or there is none.
 */
export function nextProbes(study: StoredStudy): NextProbe[] {
  const { sweep } = study.document;
  if (sweep === undefined) return [];
  return sweep.curves.flatMap((curve, index) => {
    const slo = kneeSlo(sweep, index);
    if (slo === null) return [];
    const { step } = searchCurve(pointsOf(study, curve, index), slo, sweep.precision);
    return step.state === "probe" ? [{ curve: index, ratePerSecond: step.ratePerSecond }] : [];
  });
}

/**
 * What all points of a curve are called where they are cells; where one of its parameters is swept, they
 * differ, and it is as it was asked for.
 */
function nameOf(
  scope: SweptParameter["scope"],
  { x, second }: SweepDocument,
  curve: CurveDocument,
  [{ identity }]: readonly CurvePoint[],
): string {
  return [x.scope, second?.scope].includes(scope) ? curve[scope] : identity[scope];
}

function pointsOf(
  { document: { cells }, trials, probes = [] }: StoredStudy,
  curve: CurveDocument,
  index: number,
): CurvePoint[] {
  const own = probes.filter((probe) => probe.curve === index);
  const at = (rate: number) => own.filter(({ ratePerSecond }) => ratePerSecond === rate);
  const trialsIn = (some: readonly KneeProbe[]) => some.map(({ trial }) => trial);
  const grid = curve.points.map(({ value, cell }): CurvePoint => ({
    value,
    source: "grid",
    identity: cells[cell],
    trials: [...trialsOf(cells[cell], trials), ...trialsIn(at(value))],
    probes: countProbes(at(value)),
  }));
  const inGrid = new Set(grid.map(({ value }) => value));
  const beyond = [...new Set(own.map(({ ratePerSecond }) => ratePerSecond))]
    .filter((rate) => !inGrid.has(rate))
    .map((rate): CurvePoint => ({
      value: rate,
      source: "probe",
      identity: at(rate)[0].trial.cell,
      trials: trialsIn(at(rate)),
      probes: countProbes(at(rate)),
    }));
  return [...grid, ...beyond].sort((a, b) => a.value - b.value);
}
