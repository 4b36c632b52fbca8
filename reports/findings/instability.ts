/**
 * Cells that ended in a backlog, in tasks that never ended, or in no measurement.
 *
 * @module
 */
import { formatMs, formatNumber } from "../format.ts";
import type { ReportCell } from "../report.ts";
import { code, say, type Words } from "../words.ts";
import { figureOf, finding, label, seriesOf, several } from "./_finding.ts";
import type { Finding, FindingEvidence } from "./finding.ts";

/**
 * Finds which strategies cannot carry which workloads, and whose tasks never ended.
 *
 * @param cells The cells of a report.
 * @returns A finding a strategy that is unstable somewhere, then one a strategy whose tasks never ended.
 */
export function findInstability(cells: readonly ReportCell[]): Finding[] {
  const unstable = cells.filter(({ state }) => state === "unstable");
  const [hung, overrun] = [true, false].map((isHung) => [
    ...Map.groupBy(
      unstable.filter(({ unstableReason }) => (unstableReason === "never-ended") === isHung),
      seriesOf,
    ).values(),
  ]);
  return [
    ...overrun.map((alike) =>
      finding(
        "unstable",
        say`${label(alike[0])} cannot carry ${several(alike.map(backlog), "workloads")}.`,
        alike.flatMap(backlogEvidence),
      )
    ),
    ...hung.map((alike) =>
      finding(
        "never-ended",
        say`Of ${label(alike[0])}, ${
          several(alike.map(neverEnded), "workloads")
        } started and never ended; none was left waiting.`,
        alike.map((cell) => figureOf(cell, "counts.unfinished", "tasks", cell.counts.unfinished)),
      )
    ),
  ];
}

function neverEnded({ counts, workload }: ReportCell): Words {
  return say`${String(counts.unfinished)} of ${String(counts.released)} tasks under ${
    code(workload)
  }`;
}

function backlog(cell: ReportCell): Words {
  const { counts, growthMsPerSecond, offeredRatePerSecond, throughputPerSecond } = cell;
  const parts = [
    `${formatNumber(offeredRatePerSecond)} tasks/s ${cell.loop === "open" ? "offered" : "sent"}`,
    `${formatNumber(throughputPerSecond)}/s completed`,
    counts.failed > 0 ? `${counts.failed} of ${counts.released} threw` : "",
    counts.unfinished > 0
      ? `${counts.unfinished} of ${counts.released} unfinished when the grace time ended`
      : "",
    counts.released < counts.offered
      ? `${counts.offered - counts.released} of ${counts.offered} never released`
      : "",
    growthMsPerSecond !== null && growthMsPerSecond > 0
      ? `a task that comes a second later waits ${formatMs(growthMsPerSecond)} longer`
      : "",
  ].filter((part) => part !== "");
  return say`${code(cell.workload)} (${parts.join(", ")})`;
}

function backlogEvidence(cell: ReportCell): FindingEvidence[] {
  return [
    figureOf(cell, "offeredRatePerSecond", "/s", cell.offeredRatePerSecond),
    figureOf(cell, "throughputPerSecond", "/s", cell.throughputPerSecond),
    figureOf(cell, "counts.unfinished", "tasks", cell.counts.unfinished),
  ];
}

/**
 * Finds what could not be measured. A cell that never ran is no failure.
 *
 * @param cells The cells of a report.
 * @returns A finding a strategy and message.
 */
export function findFailures(cells: readonly ReportCell[]): Finding[] {
  const failed = cells.filter(({ state, warnings }) =>
    state === "failed" && !warnings.some(({ code }) => code === "not-run")
  );
  const why = ({ warnings }: ReportCell) => warnings.map(({ message }) => message).join("; ");
  const groups = Map.groupBy(failed, (cell) => `${seriesOf(cell)}\n${why(cell)}`).values();
  return [...groups].map((alike) =>
    finding(
      "failed",
      say`${label(alike[0])} could not be measured under ${
        several(alike.map(({ workload }) => code(workload)), "workloads")
      }: ${why(alike[0])}.`,
      [],
    )
  );
}
