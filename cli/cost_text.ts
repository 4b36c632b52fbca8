/**
 * The benchmark of dispatch in words: for the terminal and as Markdown.
 *
 * @module
 */
import {
  type BurstSize,
  codeCell,
  codeSpan,
  type CostDocument,
  type CostMeasure,
  type CostRow,
  type CostSizes,
  escapeMarkdown,
  formatMs,
  oneLine,
  shortCommit,
} from "../mod.ts";
import { costTables, FAILED_MARK, formatCount } from "./cost_tables.ts";
import { textTable } from "./text_table.ts";

/**
 * The tables that end a run.
 *
 * @param document What was measured.
 * @returns Plain text.
 */
export function costText({ rows }: CostDocument): string {
  const tables = costTables(rows).map(({ title, header, rows }) =>
    `${title}\n${textTable([header, ...rows.map((row) => row.map(oneLine))], 1)}`
  );
  const failures = describeFailures(rows).map(oneLine);
  return [...tables, ...(failures.length === 0 ? [] : [failures.join("\n")])].join("\n\n");
}

/**
 * The contents of `dispatch-cost.md`.
 *
 * @param document What was measured.
 * @returns GitHub-flavoured Markdown.
 */
export function costMarkdown(document: CostDocument): string {
  const { environment: { runtime, ...machine }, libraries, rows } = document;
  const measures = [...new Set(rows.map(({ measure }) => measure))];
  const packages = Object.entries(libraries).map(([name, version]) => `${name} ${version}`);
  const commit = machine.gitCommit === null
    ? ""
    : `, commit ${shortCommit(machine.gitCommit)}${machine.gitDirty ? " with local changes" : ""}`;
  return [
    "# What a dispatch costs",
    [
      `- started: ${escapeMarkdown(document.createdAt)}`,
      `- command: ${codeSpan(document.command)}`,
      `- machine: ${escapeMarkdown(machine.cpu)}, ${machine.cores} cores, ` +
      `${machine.memoryGiB} GiB, ${escapeMarkdown(machine.os)}, load average ` +
      `${machine.loadAverage.join(", ")} at the start, clock resolution ` +
      `${machine.clockResolutionNs} ns`,
      `- software: Deno ${runtime.deno}, V8 ${runtime.v8}${commit}`,
      `- libraries: ${escapeMarkdown(packages.join(", "))}`,
    ].join("\n"),
    ...costTables(rows).flatMap(({ title, header, rows }) => [
      `## ${title}`,
      markdownTable(header, rows),
    ]),
    ...failureSection(rows),
    "## How it was measured",
    describeMethod(document, measures).map((line) => `- ${line}`).join("\n"),
  ].join("\n\n") + "\n";
}

/** What a reader must know, in a few lines. */
function describeMethod(
  { rounds, sizes }: CostDocument,
  measures: readonly CostMeasure[],
): string[] {
  return [
    `Each row is measured in a process of its own, afresh in each of ${rounds} rounds; a round ` +
    "measures every row once, in random order.",
    "A figure is the geometric mean of its rounds, with Student's 95 % interval of their " +
    "logarithms. A ratio (÷) is taken within each round and then treated in the same way.",
    ...measures.map((measure) => METHODS[measure](sizes)),
  ];
}

const METHODS: Readonly<Record<CostMeasure, (sizes: CostSizes) => string>> = {
  "burst": ({ burst }) =>
    "Burst: from the first call of dispatch to the last run, the host only counting. Growing " +
    "bursts before it let the compiler settle; a round's value is the median of three to nine " +
    `bursts of ${sizeInWords(burst)}.`,
  "promises": () =>
    "Promises: one loop around all APIs, a function of its own a task, from the first call to the " +
    "settling of the last promise, when all functions have run. Strategies by openSubmitter; " +
    "libraries with a concurrency of 16. Warm-up and median as for bursts, fewer bursts of those " +
    "that take long.",
  "wake": ({ wake: { busy, idle } }) =>
    "Wake-up: started − released of tasks that do nothing in a trial, evenly spaced: busy, " +
    `${formatCount(busy.tasks)} at ${formatCount(busy.ratePerSecond)}/s; idle, ` +
    `${formatCount(idle.tasks)} at ${formatCount(idle.ratePerSecond)}/s. A round's value is ` +
    "the quantile of its tasks, so that an idle p99 is about the longest of them. Rounds in which " +
    "the threads' clocks could not be aligned to half the median are left out.",
  "throughput": ({ throughput }) =>
    "Throughput: from the first dispatch on the other thread to the last run on the loop; warm-up " +
    `and median as for bursts, of ${sizeInWords(throughput)}. What was lost on the way does not ` +
    "count as run.",
  "idle-cpu": ({ idleMs }) =>
    `Idle: processor time of the loop's thread in ${formatMs(idleMs)} of silence after one ` +
    "task, counted by the kernel in steps of 10 ms; once, all strategies at the same time.",
};

function sizeInWords({ tasks, longestMs }: BurstSize): string {
  const most = `${formatCount(tasks)} tasks`;
  if (longestMs === null) return most;
  return `${most}, or fewer where they would take over ${longestMs} ms, as many in each round`;
}

function failureSection(rows: readonly CostRow[]): string[] {
  const failures = describeFailures(rows);
  if (failures.length === 0) return [];
  return ["## Failures", failures.map((line) => `- ${escapeMarkdown(line)}`).join("\n")];
}

function describeFailures(rows: readonly CostRow[]): string[] {
  return rows.flatMap(({ measure, subject, placement, failures }) => {
    if (failures === null) return [];
    const { rounds, reason, message } = failures;
    return [
      `${FAILED_MARK} ${subject} failed in ${rounds} ${rounds === 1 ? "round" : "rounds"} of ` +
      `${measure} (${placement}): ${reason}: ${message}`,
    ];
  });
}

function markdownTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [
    line(header),
    line(header.map((_, column) => column === 0 ? "---" : "---:")),
    ...rows.map(([subject, ...figures]) => line([codeCell(subject), ...figures])),
  ].join("\n");
}
