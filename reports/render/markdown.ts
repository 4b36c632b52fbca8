/**
 * Renders `report.md`: what a colleague reads without the tool.
 *
 * @module
 */
import { formatDuration, formatShare, NOTHING } from "../format.ts";
import { rankCells } from "../ranking.ts";
import { repeatCommand } from "../repeat_command.ts";
import type { Report } from "../report.ts";
import { renderAccounting } from "./_accounting.ts";
import { renderResults } from "./_results.ts";
import { table } from "./_table.ts";
import { renderTheory } from "./_theory.ts";
import { codeCell, codeSpan as code, escapeMarkdown } from "./escape.ts";

/**
 * Renders a report.
 *
 * @param report The report.
 * @returns GitHub-flavoured Markdown.
 */
export function renderMarkdown(report: Report): string {
  const rankings = rankCells(report.cells);
  return [
    "# dispatch-lab report",
    introduction(report),
    "## Findings",
    findings(report),
    ...rankings.flatMap((
      ranking,
    ) => [`## Workload ${code(ranking.workload)}`, renderResults(ranking)]),
    "## Measured against predicted",
    renderTheory(report.cells),
    "## Where every task went",
    renderAccounting(report.cells),
    "## Warnings",
    warnings(report),
    "## How it was measured",
    method(report),
    "## Words",
    GLOSSARY,
  ].join("\n\n") + "\n";
}

function introduction(report: Report): string {
  const { environment: { runtime, ...machine }, timeUse } = report;
  const strategies = new Set(report.cells.map(({ strategy }) => strategy)).size;
  const workloads = new Set(report.cells.map(({ workload }) => workload)).size;
  const commit = machine.gitCommit === null
    ? ""
    : `, commit ${machine.gitCommit.slice(0, 12)}${machine.gitDirty ? " with local changes" : ""}`;
  return [
    `How should work be handed to an event loop so that it starts soon and nothing else on the loop ` +
    `stalls? ${count(strategies, "strategy", "strategies")} under ` +
    `${count(workloads, "workload", "workloads")}, ${
      count(report.cells.length, "cell", "cells")
    } ` +
    `in ${count(report.blocks, "block", "blocks")}: ${report.recordedTrials} of ` +
    `${report.plannedTrials} trials, each in a process of its own.`,
    "",
    table(["", ""], [
      ["started", escapeMarkdown(report.createdAt)],
      [
        "machine",
        escapeMarkdown(
          `${machine.cpu}, ${machine.cores} cores, ${machine.memoryGiB} GiB, ${machine.os}`,
        ),
      ],
      [
        "software",
        escapeMarkdown(`Deno ${runtime.deno}, V8 ${runtime.v8}${commit}`),
      ],
      [
        "state",
        `load average ${machine.loadAverage.join(", ")} at the start, clock resolution ` +
        `${machine.clockResolutionNs} ns`,
      ],
      [
        "time",
        timeUse === null ? NOTHING : `${formatDuration(timeUse.wallMs)} of measured trials: ` +
          `${formatShare(timeUse.measured)} inside measured windows, ` +
          `${formatShare(timeUse.process)} processes, ${formatShare(timeUse.calibration)} idle ` +
          `baseline, ${formatShare(timeUse.warmup)} warm-up, ${formatShare(timeUse.setup)} threads`,
      ],
      ["again", codeCell(repeatCommand(report.config, report.seed))],
    ]),
  ].join("\n");
}

function findings({ findings }: Report): string {
  if (findings.length === 0) return "The data supports no statement.";
  return findings.map(({ text }) => `- ${text}`).join("\n");
}

function warnings({ warnings, cells }: Report): string {
  const lines = [
    ...warnings.map(({ code: name, message }) => `- ${code(name)}: ${escapeMarkdown(message)}`),
    ...cells.flatMap((cell) =>
      cell.warnings.map(({ code: name, message }) =>
        `- ${code(name)}, ${code(cell.strategy)} under ${code(cell.workload)} ` +
        `(${cell.placement}): ${escapeMarkdown(message)}`
      )
    ),
  ];
  return lines.length === 0 ? "None." : lines.join("\n");
}

function method({ blocks, seed }: Report): string {
  return `Each block runs every cell once, in random order, with the same arrivals and demands for ` +
    `all (common random numbers, seed ${seed}); the next block has different ones. Blocks ` +
    `(${blocks} here), not tasks, are the unit of statistics. A schedule is made before the ` +
    `run and waits count from it, so a producer that stalls cannot hide delay. Each trial warms up ` +
    `first and takes the idle loop's own lag as baseline. The harness stamps; strategies never see ` +
    `a clock.`;
}

const GLOSSARY = table(["word", "meaning"], [
  ["wait", "start of the body − intended arrival"],
  ["dispatch call", "how long the call of dispatch holds whoever makes it"],
  [
    "dispatch overhead",
    "wait − ideal wait, task by task; the ideal wait is what a work-conserving first-come-" +
    "first-served server gives the same arrivals and service times",
  ],
  ["lateness", "release − intended arrival: the producer's own error, contained in the wait"],
  [
    "loop lag",
    "how late the loop serves an event from another thread at a random moment, less the idle " +
    "baseline; weighted by time",
  ],
  ["goodput", "completions within the service level per second: a sojourn of at most `--slo-ms`"],
  [
    "open, closed loop",
    "tasks come by the schedule whatever became of those before; or users wait for theirs to end, " +
    "think, and come again",
  ],
  ["ρ", "utilization: share of the window in which bodies hold the loop, or each thread of a pool"],
  ["Ca², Cs²", "squared coefficient of variation of arrival gaps and of service times"],
  ["Little residual", "difference of L and λW over L: a check of the stamps themselves"],
]);

function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}
