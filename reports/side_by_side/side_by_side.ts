/**
 * Studies side by side: the contents of `side-by-side.json`. Fields may be added; none is ever renamed.
 *
 * @module
 */
import { isMeasured, type Warning } from "../../experiments/record.ts";
import type { Environment, StoredStudy } from "../../experiments/study_document.ts";
import { ANSWER_METRICS } from "../cell_metrics.ts";
import type { Report, ReportCell } from "../report.ts";
import { type Interval, twoSampleShift, twoSampleShiftInterval } from "../stats/mod.ts";
import { trialsOf } from "../summarize.ts";
import { hasMeaning } from "../surely_better.ts";
import { labelStudies } from "./label_studies.ts";
import { comparabilityWarnings, type StudyDifference, whatDiffers } from "./what_differs.ts";

/** A study that is shown beside others. */
export interface SideStudy {
  /** What distinguishes it from the others; no two are the same. */
  readonly label: string;
  /** Its directory, as it was named. */
  readonly directory: string;
  /** When it began, ISO 8601. */
  readonly createdAt: string;
  /** Its seed. */
  readonly seed: number;
  /** Its blocks. */
  readonly blocks: number;
  /** Machine and software. */
  readonly environment: Environment;
}

/** A metric of a cell in one study. */
export interface SideFigure {
  /** The value, as the study's own report has it; null where it has none that means anything. */
  readonly value: number | null;
  /** Its 95 % confidence interval over the study's blocks; null where it has none. */
  readonly ci95: Interval | null;
  /** This study ÷ the first; null for the first, and where one of both has no value above 0 in each block. */
  readonly ratio: SideRatio | null;
}

/**
 * How the blocks of two studies relate. They are not paired: hosts, runtimes or commits differ, and whatever
 * they differ in is in the ratio. It says where numbers differ, not why.
 */
export interface SideRatio {
  /** Hodges–Lehmann: the median of the ratios of each block of this study to each of the first. */
  readonly value: number;
  /** Its 95 % confidence interval, that of the Mann–Whitney test; null for too few blocks, three each say. */
  readonly ci95: Interval | null;
}

/** A cell that at least two studies have. */
export interface SideCell
  extends Pick<ReportCell, "strategy" | "workload" | "placement" | "params"> {
  /** What became of it in each study; `absent` where the study does not have it. */
  readonly states: readonly (ReportCell["state"] | "absent")[];
  /** Its metrics by name, each with an entry a study. */
  readonly metrics: Readonly<Record<string, readonly SideFigure[]>>;
}

/** A cell that one study alone has. */
export interface UnmatchedCell
  extends Pick<ReportCell, "strategy" | "workload" | "placement" | "params"> {
  /** The label of that study. */
  readonly study: string;
}

/** A metric that studies are compared by. */
export interface SideMetric {
  /** Its key in {@link SideCell.metrics}. */
  readonly name: string;
  /** What people call it. */
  readonly label: string;
  /** `ms` or `per second`. */
  readonly unit: "ms" | "per second";
  /** Which values are good. */
  readonly better: "lower" | "higher";
}

/** Studies side by side. */
export interface SideBySide {
  /** Version of this document. */
  readonly schema: "dispatch-lab/side-by-side@1";
  /** The studies in the order in which they were named; ratios are to the first. */
  readonly studies: readonly SideStudy[];
  /** In what their environments and configs differ; what is the same is left out. */
  readonly differences: readonly StudyDifference[];
  /** Why cells of the same name may not be the same work, and what each study's own report warns of. */
  readonly warnings: readonly Warning[];
  /** The metrics, the first being what is shown first. */
  readonly metrics: readonly SideMetric[];
  /** The cells that at least two studies have, in the order of the plans. */
  readonly cells: readonly SideCell[];
  /** The cells that one alone has. */
  readonly unmatched: readonly UnmatchedCell[];
}

/** What is put side by side. */
export interface SideInput {
  /** Where the study lies; no two may be the same. */
  readonly directory: string;
  /** What is on disk. */
  readonly study: StoredStudy;
  /** Its report. */
  readonly report: Report;
}

/**
 * Puts studies side by side. Cells are the same if strategy, workload, placement and all parameters are.
 *
 * @param inputs Two or more studies.
 * @returns The document.
 */
export function sideBySide(inputs: readonly SideInput[]): SideBySide {
  const documents = inputs.map(({ study }) => study.document);
  const labels = labelStudies(
    inputs.map(({ directory, study: { document } }) => ({ directory, document })),
  );
  const byKey = Map.groupBy(
    inputs.flatMap(({ report }, study) => report.cells.map((cell) => ({ study, cell }))),
    ({ cell }) => keyOf(cell),
  );
  const groups = [...byKey.values()];
  const matched = groups.filter((group) => group.length > 1);
  return {
    schema: "dispatch-lab/side-by-side@1",
    studies: inputs.map(({ directory, report }, index) => ({
      label: labels[index],
      directory,
      createdAt: report.createdAt,
      seed: report.seed,
      blocks: report.blocks,
      environment: report.environment,
    })),
    differences: whatDiffers(documents),
    warnings: [
      ...comparabilityWarnings(documents),
      ...inputs.flatMap(({ report }, index) =>
        report.warnings.map(({ code, message }) => ({
          code,
          message: `${labels[index]}: ${message}`,
        }))
      ),
    ],
    metrics: ANSWER_METRICS.map(({ name, label, unit, better }) => ({
      name,
      label,
      unit: unit === "ms" ? unit : "per second",
      better,
    })),
    cells: matched.map((group) => {
      const cells = inputs.map((_, index) =>
        group.find(({ study }) => study === index)?.cell ?? null
      );
      return sideCell(cells, inputs);
    }),
    unmatched: groups.filter((group) => group.length === 1).map(([{ study, cell }]) => ({
      ...namesOf(cell),
      study: labels[study],
    })),
  };
}

function sideCell(
  cells: readonly (ReportCell | null)[],
  inputs: readonly SideInput[],
): SideCell {
  const blocks = cells.map((cell, index) =>
    cell === null ? [] : trialsOf(cell, inputs[index].study.trials).filter(isMeasured)
  );
  const metrics = ANSWER_METRICS.map((metric) => {
    const means = cells.map((cell) => cell !== null && hasMeaning(metric, cell));
    const logs = blocks.map((trials, index) =>
      means[index] ? logsOf(trials.map(metric.inBlock)) : null
    );
    return [
      metric.name,
      cells.map((cell, index): SideFigure => ({
        value: means[index] ? metric.valueOf(cell!) : null,
        ci95: means[index] ? metric.intervalOf(cell!) : null,
        ratio: index === 0 ? null : ratioOf(logs[index], logs[0]),
      })),
    ] as const;
  });
  return {
    ...namesOf(cells.find((cell) => cell !== null)!),
    states: cells.map((cell) => cell?.state ?? "absent"),
    metrics: Object.fromEntries(metrics),
  };
}

/** Null if there is none, or one has no ratio to another. */
function logsOf(values: readonly (number | null)[]): number[] | null {
  const logs = values.map((value) => value === null ? NaN : Math.log(value));
  return logs.length > 0 && logs.every(Number.isFinite) ? logs : null;
}

function ratioOf(
  own: readonly number[] | null,
  first: readonly number[] | null,
): SideRatio | null {
  if (own === null || first === null) return null;
  const interval = twoSampleShiftInterval(own, first);
  return {
    value: Math.exp(twoSampleShift(own, first)),
    ci95: interval && [Math.exp(interval[0]), Math.exp(interval[1])],
  };
}

function namesOf({ strategy, workload, placement, params }: ReportCell) {
  return { strategy, workload, placement, params };
}

function keyOf({ strategy, workload, placement, params }: ReportCell): string {
  const sorted = Object.entries(params).sort(([a], [b]) => a < b ? -1 : 1);
  return JSON.stringify([strategy, workload, placement, sorted]);
}
