import { formatDifferenceMs, formatMs, formatNumber } from "../format.ts";
import type { CellTheory, ReportCell } from "../report.ts";
import type { TheoryInputs } from "../theory/inputs.ts";
import { code, say, type Words } from "../words.ts";
import type { Table, TableCell } from "./figure.ts";
import { figureCell, nameCell, noFigure, timeCell, wordsCell } from "./table_cells.ts";

/** A cell that a model applies to. */
interface Held {
  readonly cell: ReportCell;
  readonly theory: CellTheory;
}

/** What theory says of a report: tables for the cells that are held against a model, words for the others. */
export interface TheorySection {
  /** How the tables are to be read; null without them. */
  readonly howToRead: Words | null;
  /** Measured and predicted mean waits; null if no cell is held against a model. */
  readonly results: Table | null;
  /** What the moments are. */
  readonly aboutMoments: string;
  /** What went into the predictions; null without them. */
  readonly moments: Table | null;
  /** Each cell that is held against no model, and why. */
  readonly without: readonly Words[];
}

const HOW_TO_READ =
  "Mean waits. A prediction is made of measured moments alone (rate, services, wake-ups, hand-overs, " +
  "sleeps; below) and nothing is fitted to the waits. “Dispatch” is the part of it that an ideal " +
  "server would not have: sleeping, waking up, handing over. “Unexplained” is measured − predicted, " +
  "with the interval of that difference over blocks: where it excludes 0, something is at work that the " +
  "model does not know (or chance, one time in twenty). “Outside” marks a prediction that the 95 % " +
  "interval of the measured wait does not contain.";

const KINDS =
  " A twin is the ideal server on the very same arrivals and services, once each start pays a wake-up " +
  "or a hand-over that was measured at another one; a simulation draws arrivals as the workload does " +
  "and services as they were measured, and brings an interval of its own. An approximation stretches " +
  "an assumption of its formula.";

const ABOUT_MOMENTS =
  "What went into the predictions: arrival rate λ; service S, the time for which a task holds the " +
  "loop or its thread; wake-up D, from the intended arrival to the start of a task that finds the " +
  "server at rest; hand-over H, from one end to the next start where a task is due; sleep T of a " +
  "polled queue. Means, and second moments in ms².";

/**
 * Holds each cell against a model, or says why none applies.
 *
 * @param cells The cells of a report.
 * @returns What theory says about each.
 */
export function theorySection(cells: readonly ReportCell[]): TheorySection {
  const held = cells.flatMap((cell) => cell.theory === null ? [] : [{ cell, theory: cell.theory }]);
  const isPlain = held.every(({ theory }) => theory.kind === "closed-form" && !theory.approximate);
  return {
    howToRead: held.length === 0 ? null : say`${HOW_TO_READ}${isPlain ? "" : KINDS}`,
    results: held.length === 0 ? null : results(held),
    aboutMoments: ABOUT_MOMENTS,
    moments: held.length === 0 ? null : moments(held),
    without: cells.flatMap(({ strategy, workload, placement, noTheory }) =>
      noTheory === null ? [] : [
        say`${code(strategy)} under ${code(workload)} (${placement}): ${
          code(noTheory.reason)
        }, ${noTheory.message}`,
      ]
    ),
  };
}

function results(held: readonly Held[]): Table {
  return {
    caption: "Mean wait, measured and predicted",
    head: [
      "strategy",
      "workload",
      "producer",
      "model",
      "predicted",
      "dispatch",
      "measured",
      "ratio",
      "unexplained",
      "prediction",
    ],
    rows: held.map(({ cell, theory }) => [
      nameCell(cell.strategy),
      nameCell(cell.workload),
      wordsCell(cell.placement),
      wordsCell(modelName(theory)),
      timeCell(theory.waitMs, theory.ci95),
      timeCell(theory.queueingMs === null ? null : theory.waitMs - theory.queueingMs),
      timeCell(cell.waitMs.mean, cell.waitMs.ci95.mean),
      figureCell(formatNumber(theory.ratio), theory.ratio),
      figureCell(
        formatDifferenceMs(theory.unexplainedMs.mean, theory.unexplainedMs.ci95),
        theory.unexplainedMs.mean,
      ),
      theory.inside === false
        ? wordsCell("outside", { mark: "outside" })
        : theory.inside === null
        ? noFigure()
        : wordsCell("inside"),
    ]),
  };
}

/**
 * What a model is called.
 *
 * @param theory What theory says of a cell.
 * @returns The model, and that it is an approximation if it is.
 */
export function modelName({ model, approximate }: CellTheory): string {
  return model + (approximate ? " (approximation)" : "");
}

function moments(held: readonly Held[]): Table {
  return {
    caption: "What went into the predictions",
    head: [
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
    ],
    rows: held.map(({ cell, theory: { inputs } }) => [
      nameCell(cell.strategy),
      nameCell(cell.workload),
      wordsCell(cell.placement),
      figureCell(`${formatNumber(inputs.arrivalRatePerSecond)}/s`, inputs.arrivalRatePerSecond),
      ...pair(inputs.service),
      ...pair(inputs.wakeUp),
      ...pair(inputs.handOver),
      ...pair(inputs.sleep),
    ]),
  };
}

function pair(of: TheoryInputs["wakeUp"]): TableCell[] {
  if (of === null) return [noFigure(), noFigure()];
  return [
    figureCell(formatMs(of.meanMs), of.meanMs),
    figureCell(formatNumber(of.secondMomentMs2), of.secondMomentMs2),
  ];
}
