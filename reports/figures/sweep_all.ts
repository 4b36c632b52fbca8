/**
 * A sweep in figures: all that its documents show, in their order.
 *
 * @module
 */
import { curveRemarks } from "../sweep/describe_sweep.ts";
import type { Sweep, SweepCurve } from "../sweep/sweep.ts";
import type { Figure, Table } from "./figure.ts";
import { sweepLevelFigure, sweepWaitFigure } from "./sweep_figures.ts";
import { sweepPollingFigure, sweepUslFigure } from "./sweep_fits.ts";
import {
  curveLabel,
  curvesTable,
  sweepKneesFigure,
  sweepTogetherFigure,
} from "./sweep_overview.ts";
import { sweepThroughputFigure } from "./sweep_throughput.ts";

/** A curve with what there is to see and to say of it. */
export interface CurveFigures {
  /** Its anchor. */
  readonly id: string;
  /** The curve. */
  readonly curve: SweepCurve;
  /** Sentences on knee, saturation and fits, names as they are. */
  readonly remarks: readonly string[];
  /** Its figures, what decides first. */
  readonly figures: readonly Figure[];
}

/** A sweep in figures. */
export interface SweepFigures {
  /** What was found of each curve. */
  readonly table: Table;
  /** All curves beside one another; none of a single curve. */
  readonly together: readonly Figure[];
  /** Each curve. */
  readonly ofCurves: readonly CurveFigures[];
}

/**
 * Makes the figures of a sweep.
 *
 * @param sweep The sweep.
 * @param anchor Makes anchors that differ.
 * @returns The figures.
 */
export function sweepFigures(sweep: Sweep, anchor: (text: string) => string): SweepFigures {
  const workloads = [...new Set(sweep.curves.map(({ workload }) => workload))];
  const together = [
    sweepKneesFigure(sweep, { id: anchor("sweep knees") }),
    ...workloads.map((workload) =>
      sweepTogetherFigure(sweep, workload, { id: anchor(`sweep ${workload}`) })
    ),
  ].filter((figure) => figure !== null);
  const ofCurves = sweep.curves.map((curve): CurveFigures => {
    const id = anchor(`curve ${curveLabel(sweep, curve)}`);
    const figures = [
      sweepLevelFigure(sweep, curve, { id: anchor(`${id} level`) }),
      sweepWaitFigure(sweep, curve, { id: anchor(`${id} wait`) }),
      sweepThroughputFigure(sweep, curve, { id: anchor(`${id} throughput`) }),
      sweepUslFigure(sweep, curve, { id: anchor(`${id} usl`) }),
      sweepPollingFigure(sweep, curve, { id: anchor(`${id} polling`) }),
    ].filter((figure) => figure !== null);
    return { id, curve, remarks: curveRemarks(sweep, curve, (name) => name), figures };
  });
  return { table: curvesTable(sweep), together, ofCurves };
}

/**
 * All figures of a sweep, whosever they are.
 *
 * @param figures The figures of the sweep.
 * @returns Them, in their order.
 */
export function figuresOfSweep({ together, ofCurves }: SweepFigures): Figure[] {
  return [...together, ...ofCurves.flatMap(({ figures }) => figures)];
}
