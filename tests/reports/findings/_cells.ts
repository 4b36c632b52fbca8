/** Cells from medians of a metric, a block each. */
import type { CellIdentity, MeasuredTrial } from "../../../experiments/record.ts";
import type { Finding, ReportCell } from "../../../reports/report.ts";
import { summarize } from "../../../reports/summarize.ts";
import { measured, study } from "../_records.ts";

/** Medians in ms by metric, a block each; metrics that are not named are around 1 ms in all blocks. */
export type Medians = Partial<Record<keyof MeasuredTrial["metrics"], readonly number[]>>;

/** Trials of a cell; as many as the longest of the metrics has medians. */
export function trialsOf(
  identity: CellIdentity,
  medians: Medians,
  more: Partial<MeasuredTrial> = {},
): MeasuredTrial[] {
  const blocks = Math.max(...Object.values(medians).map(({ length }) => length));
  return Array.from({ length: blocks }, (_, block) =>
    measured(
      identity,
      block,
      Object.fromEntries(Object.entries(medians).map(([name, values]) => [name, values[block]])),
      more,
    ));
}

/** The cells of a report of these trials. */
export function cellsOf(...trials: MeasuredTrial[][]): readonly ReportCell[] {
  return summarize(study(trials.flat())).cells;
}

/** Codes of findings. */
export function codesOf(findings: readonly Finding[]): string[] {
  return findings.map(({ code }) => code);
}
