/**
 * From a study to its report: blocks become intervals, verdicts and predictions. Pure.
 *
 * @module
 */
import { HistogramReader } from "../experiments/histogram.ts";
import type { StoredStudy } from "../experiments/study_document.ts";
import { findFindings } from "./findings/mod.ts";
import type { Report, ReportCell, TimeUse } from "./report.ts";
import { studyWarnings } from "./study_warnings.ts";
import { summarizeCell } from "./summarize_cell.ts";
import { isMeasured, type MeasuredTrial, type TrialRecord } from "../experiments/record.ts";

/**
 * Summarises a study. It may be incomplete: cells without a trial are failed ones with a reason.
 *
 * @param study What is on disk.
 * @returns The report.
 */
export function summarize(
  { document, trials, histograms = new HistogramReader() }: StoredStudy,
): Report {
  const byCell = Map.groupBy(trials, ({ cell }) => keyOf(cell));
  const cells = document.cells.map((identity) =>
    summarizeCell(identity, byCell.get(keyOf(identity)) ?? [], {
      seed: document.seed,
      cells: document.cells.length,
      histograms,
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
    warnings: studyWarnings(document, trials),
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
export function trialsOf(identity: CellName, trials: readonly TrialRecord[]): TrialRecord[] {
  const key = keyOf(identity);
  return trials.filter(({ cell }) => keyOf(cell) === key);
}

/** What makes a cell. */
export type CellName = Pick<ReportCell, "strategy" | "workload" | "placement">;

/** What makes a cell, as one text. */
function keyOf({ strategy, workload, placement }: CellName): string {
  return JSON.stringify([strategy, workload, placement]);
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
