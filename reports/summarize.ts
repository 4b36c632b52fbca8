/**
 * From a study to its report: blocks become intervals, verdicts and predictions. Pure.
 *
 * @module
 */
import type { StoredStudy } from "../experiments/study_document.ts";
import { findFindings } from "./findings.ts";
import type { Report, ReportCell, TimeUse } from "./report.ts";
import { summarizeCell } from "./summarize_cell.ts";
import {
  type CellIdentity,
  isMeasured,
  type MeasuredTrial,
  type TrialRecord,
  type Warning,
} from "../experiments/record.ts";

const BUSY_LOAD_PER_CORE = 0.5;
const FEW_BLOCKS = 5;

/**
 * Summarises a study. It may be incomplete: cells without a trial are failed ones with a reason.
 *
 * @param study What is on disk.
 * @returns The report.
 */
export function summarize({ document, trials }: StoredStudy): Report {
  const cells = document.cells.map((identity) =>
    summarizeCell(identity, trialsOf(identity, trials), {
      seed: document.seed,
      cells: document.cells.length,
    })
  );
  const plannedTrials = document.cells.length * document.blocks;
  return {
    schema: "dispatch-lab/report@1",
    createdAt: document.createdAt,
    seed: document.seed,
    blocks: document.blocks,
    plannedTrials,
    recordedTrials: trials.length,
    config: document.config,
    environment: document.environment,
    warnings: studyWarnings(document, trials, plannedTrials, cells),
    findings: findFindings(cells),
    timeUse: timeUse(trials),
    cells,
  };
}

/**
 * The trials of a cell.
 *
 * @param identity The cell.
 * @param trials All trials of the study.
 * @returns Those of the cell, in the same order.
 */
export function trialsOf(
  { strategy, workload, placement }: CellIdentity,
  trials: readonly TrialRecord[],
): TrialRecord[] {
  return trials.filter(({ cell }) =>
    cell.strategy === strategy && cell.workload === workload && cell.placement === placement
  );
}

function studyWarnings(
  { blocks, environment, resumedOn = [], skipped }: StoredStudy["document"],
  trials: readonly TrialRecord[],
  plannedTrials: number,
  cells: readonly ReportCell[],
): Warning[] {
  const warnings: Warning[] = [];
  if (trials.length < plannedTrials) {
    warnings.push({
      code: "incomplete",
      message:
        `only ${trials.length} of ${plannedTrials} trials have run; the study can be resumed`,
    });
  }
  if (blocks === 1) {
    warnings.push({
      code: "one-block",
      message: "with one block there are no intervals: run more blocks before comparing",
    });
  } else if (blocks < FEW_BLOCKS) {
    warnings.push({
      code: "few-blocks",
      message: `intervals from ${blocks} blocks are wide: run ${FEW_BLOCKS} or more for decisions`,
    });
  }
  const failed = cells.reduce((total, cell) => total + cell.failedTrials, 0);
  if (failed > 0) {
    warnings.push({
      code: "trials-failed",
      message: `${failed} of ${trials.length} trials failed`,
    });
  }
  if (resumedOn.length > 0) {
    warnings.push({
      code: "environment-changed",
      message: "the study was resumed on another machine, version or commit: its blocks are not " +
        "alike",
    });
  }
  const [load = 0] = environment.loadAverage;
  if (load > BUSY_LOAD_PER_CORE * environment.cores) {
    warnings.push({
      code: "busy-host",
      message: `the load average was ${load} on ${environment.cores} cores when the study began`,
    });
  }
  if (environment.cores < 2) {
    warnings.push({
      code: "one-core",
      message: "producers on another thread share the loop's only core: figures are distorted",
    });
  }
  warnings.push(...skipped.map((message) => ({ code: "skipped", message })));
  return warnings;
}

function timeUse(trials: readonly TrialRecord[]): TimeUse | null {
  const measured = trials.filter(isMeasured);
  const wallMs = total(measured, ({ wallMs }) => wallMs);
  if (wallMs === 0) return null;
  const share = (of: (trial: MeasuredTrial) => number) => total(measured, of) / wallMs;
  const shares = {
    measured: share(({ phasesMs }) => phasesMs.measured),
    setup: share(({ phasesMs }) => phasesMs.setup),
    warmup: share(({ phasesMs }) => phasesMs.warmup),
    calibration: share(({ phasesMs }) => phasesMs.calibration),
  };
  const known = Object.values(shares).reduce((sum, value) => sum + value, 0);
  return { wallMs, ...shares, process: Math.max(0, 1 - known) };
}

function total<Item>(items: readonly Item[], of: (item: Item) => number): number {
  return items.reduce((sum, item) => sum + of(item), 0);
}
