/** The section of a report that holds each cell against a model, or says why none applies. */
import {
  formatDifferenceMs,
  formatMs,
  formatMsWithInterval,
  formatNumber,
  NOTHING,
} from "../format.ts";
import type { CellTheory, ReportCell } from "../report.ts";
import type { TheoryInputs } from "../theory/inputs.ts";
import { table } from "./_table.ts";
import { codeCell, codeSpan as code, escapeMarkdown } from "./escape.ts";

interface Held {
  readonly cell: ReportCell;
  readonly theory: CellTheory;
}

const HOW_TO_READ =
  "Mean waits. A prediction is made of measured moments alone (rate, services, wake-ups, hand-overs, " +
  "sleeps; below) and nothing is fitted to the waits. _Dispatch_ is the part of it that an ideal " +
  "server would not have: sleeping, waking up, handing over. _Unexplained_ is measured − predicted, " +
  "with the interval of that difference over blocks: where it excludes 0, something is at work that the " +
  "model does not know (or chance, one time in twenty). **outside** marks a prediction that the 95 % interval of the measured wait " +
  "does not contain.";

const KINDS =
  "A _twin_ is the ideal server on the very same arrivals and services, once each start pays a wake-up " +
  "or a hand-over that was measured at another one; a _simulation_ draws arrivals as the workload does " +
  "and services as they were measured, and brings an interval of its own. An _approximation_ stretches " +
  "an assumption of its formula.";

/** What theory says about each cell. */
export function renderTheory(cells: readonly ReportCell[]): string {
  const held = cells.flatMap((cell) => cell.theory === null ? [] : [{ cell, theory: cell.theory }]);
  const without = cells.flatMap(({ noTheory, ...cell }) => {
    return noTheory === null ? [] : [{ cell, noTheory }];
  });
  const list = without.map(({ cell, noTheory }) =>
    `- ${code(cell.strategy)} under ${code(cell.workload)} (${cell.placement}): ` +
    `${code(noTheory.reason)}, ${escapeMarkdown(noTheory.message)}`
  );
  const parts = [
    ...(held.length === 0 ? ["No cell is held against a model."] : [
      [HOW_TO_READ, ...(held.every(isPlain) ? [] : [KINDS])].join(" "),
      results(held),
      "What went into the predictions: arrival rate λ; service S, the time for which a task holds the " +
      "loop or its thread; wake-up D, from the intended arrival to the start of a task that finds the " +
      "server at rest; hand-over H, from one end to the next start where a task is due; sleep T of a " +
      "polled queue. Means, and second moments in ms².",
      moments(held),
    ]),
    ...(list.length === 0 ? [] : ["Held against no model:", list.join("\n")]),
  ];
  return parts.join("\n\n");
}

function isPlain({ theory: { kind, approximate } }: Held): boolean {
  return kind === "closed-form" && !approximate;
}

function results(held: readonly Held[]): string {
  const header = [
    "strategy",
    "workload",
    "producer",
    "model",
    "predicted",
    "dispatch",
    "measured",
    "ratio",
    "unexplained",
    "",
  ];
  return table(
    header,
    held.map(({ cell, theory }) => [
      codeCell(cell.strategy),
      codeCell(cell.workload),
      cell.placement,
      theory.model + (theory.approximate ? " (approximation)" : ""),
      formatMsWithInterval(theory.waitMs, theory.ci95),
      formatMs(theory.queueingMs === null ? null : theory.waitMs - theory.queueingMs),
      formatMsWithInterval(cell.waitMs.mean, cell.waitMs.ci95.mean),
      formatNumber(theory.ratio),
      formatDifferenceMs(theory.unexplainedMs.mean, theory.unexplainedMs.ci95),
      theory.inside === false ? "**outside**" : "",
    ]),
  );
}

function moments(held: readonly Held[]): string {
  const header = [
    "strategy",
    "workload",
    "producer",
    "λ",
    "E[S]",
    "E[S²]",
    "E[D]",
    "E[D²]",
    "E[H]",
    "E[H²]",
    "E[T]",
    "E[T²]",
  ];
  return table(
    header,
    held.map(({ cell, theory: { inputs } }) => [
      codeCell(cell.strategy),
      codeCell(cell.workload),
      cell.placement,
      `${formatNumber(inputs.arrivalRatePerSecond)}/s`,
      ...pair(inputs.service),
      ...pair(inputs.wakeUp),
      ...pair(inputs.handOver),
      ...pair(inputs.sleep),
    ]),
  );
}

function pair(of: TheoryInputs["wakeUp"]): [string, string] {
  if (of === null) return [NOTHING, NOTHING];
  return [formatMs(of.meanMs), formatNumber(of.secondMomentMs2)];
}
