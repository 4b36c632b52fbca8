/** A study as a comment on GitHub: what stands first, and the sections after it. */
import { formatMsWithInterval, formatNumber, NOTHING } from "../../format.ts";
import { rankCells, type Ranking } from "../../ranking.ts";
import { repeatCommand } from "../../repeat_command.ts";
import { commandBlock } from "../escape.ts";
import { environmentRows, header, name, nameInRow, row, warningItem } from "./_github_rows.ts";
import { folded, type Section } from "./_sections.ts";
import type { StudySubject } from "./subject.ts";

/** What was measured. */
export function studyOpening({ arm: { report } }: StudySubject): string {
  const { cells, blocks, recordedTrials, plannedTrials, findings } = report;
  const count = (state: string) => cells.filter((cell) => cell.state === state).length;
  const states = (["stable", "unstable", "failed"] as const)
    .filter((state) => count(state) > 0).map((state) => `${count(state)} ${state}`);
  return [
    `**dispatch-lab study**: ${cells.length} ${cells.length === 1 ? "cell" : "cells"}` +
    `${states.length === 0 ? "" : `, ${states.join(", ")}`}, in ${blocks} ` +
    `${blocks === 1 ? "block" : "blocks"} (${recordedTrials} of ${plannedTrials} trials).`,
    ...(findings.length === 0 ? ["", "The data supports no statement."] : []),
  ].join("\n");
}

/** What the study says, a table a workload, and the rest, folded. */
export function studySections({ arm: { report } }: StudySubject): Section[] {
  const { findings, warnings, cells, environment, config, seed, createdAt, blocks } = report;
  const remarks = [
    ...warnings.map(warningItem),
    ...cells.flatMap((cell) =>
      cell.warnings.map((warning) =>
        `${warningItem(warning)} (${name(cell.strategy)} under ${
          name(cell.workload)
        }, ${cell.placement})`
      )
    ),
  ];
  return [
    {
      rowsAre: "findings",
      before: "**Findings**\n",
      rows: findings.map(({ text }) => `- ${text}`),
      after: "",
      rank: 1,
    },
    ...rankCells(cells).map(workloadSection),
    folded(`Remarks (${remarks.length})`, "remarks", 4, remarks),
    folded("Method", "paragraphs on method", 5, [
      `Each block runs every cell once, in random order, with the same arrivals and demands for all ` +
      `(seed ${seed}). Blocks (${blocks} here) are the unit of statistics; brackets are 95 % intervals ` +
      `over them. Waits count from the intended arrival.`,
    ]),
    folded("Environment", "rows on the environment", 5, [
      row(["began", nameInRow(createdAt)]),
      ...environmentRows([environment]),
    ], header(["", ""])),
    folded("Again", "commands", 3, [commandBlock(repeatCommand(config, seed))]),
  ];
}

function workloadSection({ workload, cells, best, tied }: Ranking): Section {
  const columns = ["strategy", "wait p99", "wait p50", "overhead mean", "loop lag p99", "tasks/s"];
  return {
    rowsAre: "strategies",
    before: [`**Workload** ${name(workload)}`, "", ...header(columns)].join("\n"),
    rows: cells.map((cell) => {
      const mark = cell === best ? " **best**" : tied.includes(cell) ? " ≈ best" : "";
      const who = `${nameInRow(cell.strategy)} (${cell.placement})${mark}`;
      if (cell.state === "failed") return row([who, "**failed**", ...Array(4).fill(NOTHING)]);
      const { waitMs, dispatchOverheadMs, loopLagMs } = cell;
      const waits = cell.state === "unstable" ? ["**unstable**", NOTHING, NOTHING] : [
        formatMsWithInterval(waitMs.p99, waitMs.ci95.p99),
        formatMsWithInterval(waitMs.p50, waitMs.ci95.p50),
        formatMsWithInterval(dispatchOverheadMs.mean, dispatchOverheadMs.ci95.mean),
      ];
      const lag = formatMsWithInterval(loopLagMs.p99, loopLagMs.ci95.p99);
      return row([who, ...waits, lag, formatNumber(cell.throughputPerSecond)]);
    }),
    after: "",
    rank: 2,
  };
}
