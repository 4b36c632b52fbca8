/**
 * From a study to what a history keeps of it. Pure.
 *
 * @module
 */
import { type CellIdentity, isMeasured, type MeasuredTrial } from "../../experiments/record.ts";
import {
  type HistoryPoint,
  type StudyStamp,
  TRACKED_SCHEMA,
  type TrackedStudy,
} from "../../experiments/history_point.ts";
import type { Environment, StoredStudy } from "../../experiments/study_document.ts";
import { loadOf } from "../comparison/compared_metrics.ts";
import type { Report, ReportCell } from "../report.ts";
import { type Interval, meanInterval, ratioInterval } from "../stats/mod.ts";
import { trialsOf } from "../summarize.ts";
import { meanOf } from "../summarize_metric.ts";
import { HISTORY_METRICS, type HistoryMetric } from "./history_metrics.ts";

/** What a study does not say itself. */
export interface TrackOptions {
  /** The commit. @default the study's own */
  readonly commit?: string;
  /** The strategy that ratios are to. @default there are no ratios */
  readonly reference?: string | null;
}

/**
 * The class of a host: runs on one may be compared with each other over months. A release of the
 * operating system is not part of it, for it changes under the same machines.
 *
 * @param environment The host.
 * @returns Readable text: `Imaginary 9000, 4 cores, linux x86_64`.
 */
export function hostClass({ cpu, cores, os }: Environment): string {
  const words = os.split(" ");
  const system = words.length < 3 ? os : `${words[0]} ${words.at(-1)}`;
  return `${cpu}, ${cores} ${cores === 1 ? "core" : "cores"}, ${system}`;
}

/**
 * What a history keeps of a study.
 *
 * @param study The study; all its trials have run.
 * @param report Its report.
 * @param options What it does not say itself.
 * @returns The study with a point for each metric of each cell that has one, or is not stable.
 * @throws {RangeError} If the study is incomplete, has no commit or no date, or was measured in more than
 *   one place.
 */
export function trackedStudyOf(
  study: StoredStudy,
  report: Report,
  { commit, reference = null }: TrackOptions = {},
): TrackedStudy {
  const { document } = study;
  const { recordedTrials, plannedTrials } = report;
  if (recordedTrials < plannedTrials) {
    throw new RangeError(
      `only ${recordedTrials} of ${plannedTrials} trials have run: finish the study with --resume`,
    );
  }
  const has = reference !== null &&
    document.cells.some(({ strategy }) => strategy === reference);
  return {
    schema: TRACKED_SCHEMA,
    ...stampOf(study, commit),
    reference: has ? reference : null,
    points: report.cells.flatMap((cell, index) =>
      pointsOfCell(study, report, document.cells[index], cell, reference)
    ),
  };
}

function stampOf({ document }: StoredStudy, given?: string): Omit<StudyStamp, "reference"> {
  const { createdAt, fingerprint, environment, resumedOn = [] } = document;
  const date = new Date(createdAt);
  if (Number.isNaN(date.getTime())) throw new RangeError(`"${createdAt}" is no date`);
  const place = ({ gitCommit, runtime, ...host }: Environment) =>
    JSON.stringify([hostClass({ gitCommit, runtime, ...host }), runtime.deno, gitCommit]);
  if (resumedOn.some((other) => place(other) !== place(environment))) {
    throw new RangeError(
      "it was resumed on another host, runtime or commit, so its figures belong to none: take it again",
    );
  }
  const commit = given ?? environment.gitCommit;
  if (commit === null) {
    throw new RangeError("the study knows no commit: name what was measured with --commit");
  }
  const isOwn = commit === environment.gitCommit && environment.gitDirty !== null;
  return {
    createdAt: date.toISOString(),
    fingerprint,
    commit,
    tree: !isOwn ? "unknown" : environment.gitDirty ? "dirty" : "clean",
    host: hostClass(environment),
    runtime: `deno ${environment.runtime.deno}`,
  };
}

function pointsOfCell(
  study: StoredStudy,
  report: Report,
  identity: CellIdentity,
  cell: ReportCell,
  reference: string | null,
): HistoryPoint[] {
  const { strategy, workload, placement } = identity;
  const trials = measuredOf(study, identity);
  const load = loadOf(identity);
  const beside = referenceOf(study, report, cell, reference);
  return HISTORY_METRICS.flatMap((metric): HistoryPoint[] => {
    const isKnown = cell.state === "stable" || (cell.state === "unstable" && metric.time === null);
    const { value, interval } = isKnown ? figureOf(cell, metric, trials) : NONE;
    // No bodies in the call, no pool: a stable cell has not got every metric.
    if (isKnown && value === null) return [];
    const ratios = value === null || beside === null || !isComparable(beside.cell, metric)
      ? []
      : blockRatios(metric, trials, beside.trials);
    return [{
      ...{ strategy, workload, placement, metric: metric.metric, load },
      state: cell.state,
      blocks: trials.length,
      value,
      interval,
      ratio: ratios.length === 0 ? null : geometricMean(ratios),
      ratioInterval: ratioInterval(ratios),
    }];
  });
}

const NONE = { value: null, interval: null } as const;

function figureOf(
  cell: ReportCell,
  metric: HistoryMetric,
  trials: readonly MeasuredTrial[],
): { value: number | null; interval: Interval | null } {
  if (metric.time !== null) {
    const { name, figure } = metric.time;
    return { value: cell[name][figure], interval: cell[name].ci95[figure] };
  }
  const values = trials.flatMap((trial) => metric.read(trial) ?? []);
  return { value: meanOf(values), interval: meanInterval(values) };
}

/** Waits of a reference that was unstable say nothing; what it got done does. */
function isComparable({ state }: ReportCell, { time }: HistoryMetric): boolean {
  return state === "stable" || (state === "unstable" && time === null);
}

/** The reference's cell of the same workload and placement, or its only one of that workload. */
function referenceOf(
  study: StoredStudy,
  { cells }: Report,
  { strategy, workload, placement }: ReportCell,
  reference: string | null,
): { cell: ReportCell; trials: MeasuredTrial[] } | null {
  if (reference === null || strategy === reference) return null;
  const alike = cells.flatMap((cell, index) =>
    cell.strategy === reference && cell.workload === workload ? [{ cell, index }] : []
  );
  const found = alike.find(({ cell }) => cell.placement === placement) ??
    (alike.length === 1 ? alike[0] : undefined);
  if (found === undefined) return null;
  return { cell: found.cell, trials: measuredOf(study, study.document.cells[found.index]) };
}

function measuredOf({ trials }: StoredStudy, identity: CellIdentity): MeasuredTrial[] {
  return trialsOf(identity, trials).filter(isMeasured);
}

/** One ratio a block that both have a value in. What is as good as nothing counts as the least that is not. */
function blockRatios(
  { read, least }: HistoryMetric,
  trials: readonly MeasuredTrial[],
  besides: readonly MeasuredTrial[],
): number[] {
  const byBlock = new Map(besides.map((trial) => [trial.block, read(trial)]));
  return trials.flatMap((trial) => {
    const own = read(trial);
    const other = byBlock.get(trial.block) ?? null;
    return own === null || other === null ? [] : Math.max(own, least) / Math.max(other, least);
  });
}

function geometricMean(ratios: readonly number[]): number {
  return Math.exp(ratios.reduce((sum, ratio) => sum + Math.log(ratio), 0) / ratios.length);
}
